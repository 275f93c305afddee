/** The providers that ship with the library. Each entry names the page that it is taken from. */
import { makeOptionCheck } from "../lib/option_check.ts";
import { importPKCS8, SignJWT } from "jose";
import { AppClient, type AppClientOptions, type Provider } from "./oauth_client.ts";

const OPENID = "openid email profile";

const PROVIDERS = {
  // docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  github: {
    issuer: "https://github.com/login/oauth",
    endpoints: {
      authorization_endpoint: "https://github.com/login/oauth/authorize",
      token_endpoint: "https://github.com/login/oauth/access_token",
      userinfo_endpoint: "https://api.github.com/user",
    },
    scope: "",
    idKey: "id",
  },
  // accounts.google.com/.well-known/openid-configuration
  google: {
    issuer: "https://accounts.google.com",
    endpoints: {
      authorization_endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
      token_endpoint: "https://oauth2.googleapis.com/token",
      userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
      jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
    },
    scope: OPENID,
  },
  // discord.com/developers/docs/topics/oauth2
  discord: {
    issuer: "https://discord.com",
    endpoints: {
      authorization_endpoint: "https://discord.com/oauth2/authorize",
      token_endpoint: "https://discord.com/api/oauth2/token",
      userinfo_endpoint: "https://discord.com/api/users/@me",
    },
    scope: "identify",
    idKey: "id",
  },
  // huggingface.co/docs/hub/oauth: its endpoints are discovered.
  huggingFace: { issuer: "https://huggingface.co", scope: "openid profile" },
  // developer.apple.com/documentation/signinwithapplerestapi. Not discovered: in June 2025 the
  // metadata named another issuer than the tokens (nextauthjs/next-auth#13049).
  apple: {
    issuer: "https://appleid.apple.com",
    endpoints: {
      authorization_endpoint: "https://appleid.apple.com/auth/authorize",
      token_endpoint: "https://appleid.apple.com/auth/token",
      jwks_uri: "https://appleid.apple.com/auth/keys",
    },
    scope: "openid email",
    params: { response_mode: "form_post" }, // Apple requires it if the scope has the email address.
  },
} satisfies Record<string, Provider>;

// learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
function toMicrosoft(tenant: string): Provider {
  // A token names its tenant by id: a domain could not be compared with it.
  if (!isGuid(tenant) && !["common", "organizations", "consumers"].includes(tenant)) {
    throw new TypeError(
      `Cannot sign in with Microsoft: tenant "${tenant}", expected its id (a GUID), "common", ` +
        '"organizations" or "consumers"',
    );
  }
  const base = `https://login.microsoftonline.com/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    endpoints: {
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    },
    scope: OPENID,
    // Tokens name the tenant of the user if the application is open to several tenants.
    toIssuer: ({ tid }) =>
      `https://login.microsoftonline.com/${isGuid(tenant) ? tenant : tid}/v2.0`,
  };
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Sign-in with GitHub. `info` is GitHub's user: `id`, `login`, `name`. */
export class GitHubAppClient extends AppClient {
  /** Takes the credentials that GitHub gave. */
  constructor(id: string, secret: string, options: AppClientOptions = {}) {
    super(PROVIDERS.github, { id, secret, ...options });
  }
}

/**
 * Sign-in with Google.
 *
 * @example
 * ```ts
 * import { GoogleAppClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new GoogleAppClient("id.apps.googleusercontent.com", "the secret");
 * ```
 */
export class GoogleAppClient extends AppClient {
  /** Makes a client of the JSON file that Google's console gives. FastHTML: `from_file`. */
  static fromFile(file: string | URL, options: AppClientOptions = {}): GoogleAppClient {
    const { web } = JSON.parse(Deno.readTextFileSync(file));
    if (web?.client_id && web.client_secret) {
      return new GoogleAppClient(web.client_id, web.client_secret, options);
    }
    throw new TypeError(
      `Cannot read ${file}: no "web" with client_id and client_secret, expected the file of a web ` +
        "application",
    );
  }

  /** Takes the credentials that Google gave. */
  constructor(id: string, secret: string, options: AppClientOptions = {}) {
    super(PROVIDERS.google, { id, secret, ...options });
  }
}

/** Options of {@linkcode DiscordAppClient}. */
export interface DiscordAppClientOptions extends AppClientOptions {
  /** Whether an app is installed for a user, not a server; for the scope `applications.commands`. */
  isUser?: boolean;
  /** The permissions that a bot asks for, as Discord's bits; for the scope `bot`. */
  perms?: number | bigint;
}

const checkDiscord = makeOptionCheck<DiscordAppClientOptions>("make a client", {
  scope: true,
  fetch: true,
  isUser: true,
  perms: true,
});

/**
 * Sign-in with Discord. `info` is Discord's user: `id`, `username`, `global_name`.
 *
 * @example
 * ```ts
 * import { DiscordAppClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new DiscordAppClient("the id", "the secret", { scope: "identify email" });
 * ```
 */
export class DiscordAppClient extends AppClient {
  /** Takes the credentials that Discord gave. */
  constructor(
    id: string,
    secret: string,
    given: DiscordAppClientOptions = {},
  ) {
    checkDiscord(given);
    const { isUser, perms, ...options } = given;
    const params = {
      ...isUser !== undefined && { integration_type: isUser ? "1" : "0" },
      ...perms !== undefined && { permissions: `${perms}` },
    };
    super({ ...PROVIDERS.discord, params }, { id, secret, ...options });
  }
}

/**
 * Sign-in with Hugging Face.
 *
 * @example
 * ```ts
 * import { HuggingFaceClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new HuggingFaceClient("the id", "the secret");
 * ```
 */
export class HuggingFaceClient extends AppClient {
  /** Takes the credentials that Hugging Face gave. */
  constructor(id: string, secret: string, options: AppClientOptions = {}) {
    super(PROVIDERS.huggingFace, { id, secret, ...options });
  }
}

/** Options of {@linkcode MicrosoftAppClient}. */
export interface MicrosoftAppClientOptions extends AppClientOptions {
  /** The tenant's id, or "common", "organizations", "consumers". Default: "common". */
  tenant?: string;
}

const checkMicrosoft = makeOptionCheck<MicrosoftAppClientOptions>("make a client", {
  scope: true,
  fetch: true,
  tenant: true,
});

/**
 * Sign-in with Microsoft: Entra ID, and personal accounts.
 *
 * @example
 * ```ts
 * import { MicrosoftAppClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new MicrosoftAppClient("the id", "the secret", { tenant: "organizations" });
 * ```
 */
export class MicrosoftAppClient extends AppClient {
  /** Takes the credentials that Microsoft gave. */
  constructor(id: string, secret: string, given: MicrosoftAppClientOptions = {}) {
    checkMicrosoft(given);
    const { tenant = "common", ...options } = given;
    super(toMicrosoft(tenant), { id, secret, ...options });
  }
}

/**
 * Sign-in with any OpenID Connect provider, discovered by its issuer.
 *
 * @example
 * ```ts
 * import { OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new OpenIDClient("https://login.example.com", "the id", "the secret");
 * ```
 */
export class OpenIDClient extends AppClient {
  /** Takes the issuer, such as `https://login.example.com`. */
  constructor(issuer: string, id: string, secret: string, options: AppClientOptions = {}) {
    super({ issuer, scope: OPENID }, { id, secret, ...options });
  }
}

/**
 * Sign-in with a tenant of Auth0.
 *
 * @example
 * ```ts
 * import { Auth0AppClient } from "@fasthtml/fasthtml/ext/oauth";
 * import { strictEqual } from "node:assert";
 *
 * const client = new Auth0AppClient("example.eu.auth0.com", "the id", "the secret");
 * strictEqual(client.provider.issuer, "https://example.eu.auth0.com/");
 * ```
 */
export class Auth0AppClient extends OpenIDClient {
  /** Takes the tenant's domain, such as `example.eu.auth0.com`. */
  constructor(domain: string, id: string, secret: string, options: AppClientOptions = {}) {
    super(`https://${domain}/`, id, secret, options);
  }
}

/** The key with which an application signs for Apple. */
export interface AppleKey {
  /** The team's id. */
  readonly teamId: string;
  /** The key's id. */
  readonly keyId: string;
  /** The content of the `.p8` file. */
  readonly privateKey: string;
}

/**
 * Sign-in with Apple, which gives the email address but no name.
 *
 * @example
 * ```ts
 * import { AppleAppClient } from "@fasthtml/fasthtml/ext/oauth";
 *
 * const client = new AppleAppClient("com.example.web", {
 *   teamId: "A1B2C3D4E5",
 *   keyId: "F6G7H8I9J0",
 *   privateKey: Deno.env.get("APPLE_KEY") ?? "",
 * });
 * ```
 */
export class AppleAppClient extends AppClient {
  /** Takes the Services ID, and the key that replaces a secret. */
  constructor(id: string, key: AppleKey, options: AppClientOptions = {}) {
    super(PROVIDERS.apple, { id, secret: () => toAppleSecret(id, key), ...options });
  }
}

/** Makes a secret for one request (developer.apple.com: "Creating a client secret"). */
async function toAppleSecret(id: string, { teamId, keyId, privateKey }: AppleKey): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: "ES256", kid: keyId })
    .setIssuer(teamId)
    .setSubject(id)
    .setAudience(PROVIDERS.apple.issuer)
    .setIssuedAt()
    .setExpirationTime("5 minutes")
    .sign(await importPKCS8(privateKey, "ES256"));
}
