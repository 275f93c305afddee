/** A client of one provider: the code flow (RFC 6749, RFC 9700), and OpenID Connect. */
import { makeOptionCheck } from "../lib/option_check.ts";
import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import { HTTPException } from "../mod.ts";

/** A provider's URLs, and its peculiarities. */
export interface Provider {
  /** Its name in id tokens. If `endpoints` are missing, they are discovered at this URL. */
  readonly issuer: string;
  /** Its endpoints, if they are not discovered. */
  readonly endpoints?: {
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
    readonly userinfo_endpoint?: string;
    readonly jwks_uri?: string;
  };
  /** The scopes to request. */
  readonly scope: string;
  /** The field of `info` that identifies a user. Default: "sub". */
  readonly idKey?: string;
  /** More parameters of the sign-in page. */
  readonly params?: Readonly<Record<string, string>>;
  /** Returns the issuer of one token, if tenants have their own. */
  readonly toIssuer?: (claims: Readonly<Record<string, unknown>>) => string;
}

/** Options of a client. */
export interface AppClientOptions {
  /** The scopes to request, in place of the provider's. */
  scope?: string;
  /** Sends the requests to the provider, in place of the global `fetch`. */
  fetch?: typeof fetch;
}

/** The settings of a client. */
export interface AppClientInit extends AppClientOptions {
  /** The client id that the provider gave. */
  id: string;
  /** The client secret, or a function that makes one for each sign-in. */
  secret: string | (() => string | Promise<string>);
}

const checkOptions = makeOptionCheck<AppClientInit>("make a client", {
  scope: true,
  fetch: true,
  id: true,
  secret: true,
});

/** The provider's data about a user, unchanged: `sub`, `name`, `email` and others. */
// deno-lint-ignore no-explicit-any -- each provider has its own
export type Info = Readonly<Record<string, any>>;

/**
 * Identifies a user among those of all providers: the issuer, `#`, and a GitHub id, or the `sub` of
 * a token, such as `https://accounts.google.com#10769150350006150715113082367`.
 */
export type Ident = string;

/** The tokens that a provider issued. */
export interface Tokens {
  /** The token for requests to the provider's API. */
  readonly access_token: string;
  /** The token that gets another access token. */
  readonly refresh_token?: string;
  /** Seconds until the access token expires. */
  readonly expires_in?: number;
  /** The granted scopes. */
  readonly scope?: string;
  /** The signed claims, which are already verified. */
  readonly id_token?: string;
}

/** The values that the response to a sign-in is checked against. */
export interface Checks {
  /** Comes back in the response. */
  readonly state: string;
  /** Proves to the provider that the code is used by the client that requested it (RFC 7636). */
  readonly verifier: string;
  /** Comes back in the id token. */
  readonly nonce: string;
}

/** Makes checks that can't be guessed. */
export function newChecks(): Checks {
  return {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    nonce: oauth.generateRandomNonce(),
  };
}

/**
 * An application that is registered at a provider. It keeps no state of a sign-in.
 *
 * @example
 * ```ts
 * import { AppClient } from "@fasthtml/fasthtml/ext/oauth";
 * import { strictEqual } from "node:assert";
 *
 * const provider = {
 *   issuer: "https://login.example.com",
 *   endpoints: {
 *     authorization_endpoint: "https://login.example.com/authorize",
 *     token_endpoint: "https://login.example.com/token",
 *   },
 *   scope: "openid email",
 * };
 * const client = new AppClient(provider, { id: "the id", secret: "the secret" });
 *
 * const checks = { state: "a", verifier: "b", nonce: "c" };
 * const url = await client.signInUrl("https://example.com/redirect", checks);
 * strictEqual(url.searchParams.get("scope"), "openid email");
 * ```
 */
export class AppClient {
  /** The provider. */
  readonly provider: Provider;
  readonly #client: oauth.Client;
  readonly #secret: () => string | Promise<string>;
  readonly #scope: string;
  readonly #options: RequestOptions;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  /** Takes the provider and the application's credentials. */
  constructor(provider: Provider, init: AppClientInit) {
    checkOptions(init);
    const { id, secret, scope, fetch } = init;
    this.provider = provider;
    this.#client = { client_id: id };
    this.#secret = typeof secret === "function" ? secret : () => secret;
    this.#scope = scope ?? provider.scope;
    this.#options = {
      ...fetch && { [oauth.customFetch]: fetch as RequestOptions[typeof oauth.customFetch] },
      // A provider on this machine, as in tests, may use plain HTTP.
      [oauth.allowInsecureRequests]: LOOPBACK.test(provider.issuer),
      signal: () => AbortSignal.timeout(TIMEOUT),
    };
  }

  /** Returns the URL of the provider's sign-in page. */
  async signInUrl(redirectUri: string, { state, verifier, nonce }: Checks): Promise<URL> {
    const { authorization_endpoint } = await this.#discover();
    const url = new URL(authorization_endpoint!);
    const params = {
      ...this.provider.params,
      client_id: this.#client.client_id,
      response_type: "code",
      redirect_uri: redirectUri,
      scope: this.#scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...this.#isOpenId && { nonce },
    };
    for (const [name, value] of Object.entries(params)) {
      if (value) url.searchParams.set(name, value);
    }
    return url;
  }

  /**
   * Exchanges the provider's response for the user's identity. Throws if a check fails: a 400 if
   * the response from the browser is invalid, another error if the provider or the registration is
   * at fault.
   */
  async redeem(
    params: URLSearchParams,
    redirectUri: string,
    { state, verifier, nonce }: Checks,
  ): Promise<{ ident: Ident; info: Info; tokens: Tokens }> {
    let server = await this.#discover();
    const client = this.#client;
    const code = readCode(() => oauth.validateAuthResponse(server, client, params, state));
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      await this.#authenticate(server),
      code,
      redirectUri,
      verifier,
      this.#options,
    );
    if (this.provider.toIssuer) {
      const { id_token } = await response.clone().json();
      if (id_token) server = { ...server, issuer: this.provider.toIssuer(decodeJwt(id_token)) };
    }
    const tokens = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      response,
      this.#isOpenId ? { expectedNonce: nonce, requireIdToken: true } : {},
    ).catch(rejectCode);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims) {
      await oauth.validateApplicationLevelSignature(server, response, this.#options);
      this.#checkClaims(claims);
    }
    // A profile is not signed, so it replaces no claim.
    const info: Info = { ...await this.#fetchInfo(server, tokens, claims?.sub), ...claims };
    const ident = `${claims?.iss ?? this.provider.issuer}#${this.#identify(info)}`;
    return { ident, info, tokens };
  }

  get #isOpenId(): boolean {
    return this.#scope.split(" ").includes("openid");
  }

  /** Sends the secret in the body to named providers. Discovered ones must accept Basic. */
  async #authenticate(server: oauth.AuthorizationServer): Promise<oauth.ClientAuth> {
    const { token_endpoint_auth_methods_supported: methods } = server;
    const isPost = methods?.includes("client_secret_post") ?? Boolean(this.provider.endpoints);
    const secret = await this.#secret();
    return isPost ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
  }

  async #fetchInfo(
    server: oauth.AuthorizationServer,
    { access_token }: oauth.TokenEndpointResponse,
    sub: string | undefined,
  ): Promise<Info> {
    if (!server.userinfo_endpoint) return {};
    const response = await oauth.userInfoRequest(server, this.#client, access_token, this.#options);
    // The subject must be the id token's: otherwise another user's access token could be used.
    if (sub) return await oauth.processUserInfoResponse(server, this.#client, sub, response);
    if (response.ok) return await response.json();
    const found = `${response.url} answered ${response.status}`;
    throw new Error(`Cannot read who signed in: ${found}, expected 200`);
  }

  /** Checks what oauth4webapi leaves to programs (OpenID Connect Core, 3.1.3.7, 5 and 10). */
  #checkClaims({ azp, iat }: oauth.IDToken): void {
    const { client_id } = this.#client;
    if (azp !== undefined && azp !== client_id) {
      throw new Error(`Cannot read who signed in: a token for "${azp}", expected "${client_id}"`);
    }
    const age = Date.now() / 1000 - iat;
    if (Math.abs(age) <= MAX_AGE) return;
    const found = `a token of ${Math.round(age)} seconds ago`;
    throw new Error(`Cannot read who signed in: ${found}, expected ${MAX_AGE} at most`);
  }

  #identify(info: Info): string | number {
    const { idKey = "sub" } = this.provider;
    const ident: unknown = info[idKey];
    if (typeof ident === "string" && ident !== "" || typeof ident === "number") return ident;
    throw new Error(`Cannot read who signed in: ${typeof ident} as "${idKey}", expected an id`);
  }

  #discover(): Promise<oauth.AuthorizationServer> {
    return this.#server ??= this.#findServer().catch((error) => {
      this.#server = undefined; // The next sign-in tries again.
      throw error;
    });
  }

  async #findServer(): Promise<oauth.AuthorizationServer> {
    const { issuer, endpoints } = this.provider;
    if (endpoints) return { issuer, ...endpoints };
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, this.#options);
    return await oauth.processDiscoveryResponse(url, response);
  }
}

/** An invalid URL is an error of the client, not of the program. */
function readCode(validate: () => URLSearchParams): URLSearchParams {
  try {
    return validate();
  } catch (error) {
    if (!(error instanceof oauth.OperationProcessingError)) throw error;
    throw new HTTPException(400, `Cannot sign in: ${error.message}`, {
      tell: { key: "signInFailed" },
      cause: error,
    });
  }
}

/** Throws a 400 for a used, expired or foreign code. GitHub has its own word for this error. */
function rejectCode(error: unknown): never {
  const { error: word, body } = (error as { cause?: { error?: string; body?: Info } }).cause ?? {};
  if (!["invalid_grant", "bad_verification_code"].includes(word ?? body?.error)) throw error;
  throw new HTTPException(400, "Cannot sign in: the provider does not accept the code any more", {
    tell: { key: "signInLate" },
    cause: error,
  });
}

type RequestOptions = Pick<
  oauth.ProtectedResourceRequestOptions,
  typeof oauth.customFetch | typeof oauth.allowInsecureRequests | "signal"
>;

/** How long a user waits for a provider that does not respond, in milliseconds. */
const TIMEOUT = 10_000;

/** How old an id token may be, or how far the provider's clock may differ, in seconds. */
const MAX_AGE = 600;

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;
