import { ok, strictEqual } from "node:assert";
import { Client, fastApp, Redirect, type Session } from "@fasthtml/fasthtml";
import {
  type AppClient,
  type AppClientOptions,
  AppleAppClient,
  Auth0AppClient,
  DiscordAppClient,
  GitHubAppClient,
  GoogleAppClient,
  HuggingFaceClient,
  type Ident,
  type Info,
  MicrosoftAppClient,
  OAuth,
} from "@fasthtml/fasthtml/ext/oauth";
import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from "jose";

const BASE = "https://app.example";
const KEYS = await generateKeyPair("RS256");
/** Keys that no provider has. */
export const OTHER_KEYS = await generateKeyPair("RS256");
/** The key pair of an application at Apple. */
export const APPLE_KEYS = await generateKeyPair("ES256", { extractable: true });
const JWKS = { keys: [{ ...await exportJWK(KEYS.publicKey), kid: "1", use: "sig", alg: "RS256" }] };
/** A tenant of Microsoft's. */
export const TENANT = "9188040d-6c67-4ba5-b112-36a304b66dad";

/** A provider as its documentation shows it, answering in place of the network. */
export interface StandIn {
  make: (options: AppClientOptions) => AppClient;
  /** Answers by URL; a function gets the nonce. */
  answers: Record<string, unknown | ((nonce: string) => unknown)>;
  /** The URL of the sign-in page, and its query without what is new each time. */
  page: [string, Record<string, string>];
  /** What is sent for a token, without what is new each time. */
  token: Record<string, string>;
  /** What comes of it. */
  ident: Ident;
  name?: [field: string, value: string];
}

const query = (scope?: string) => ({
  client_id: "id",
  response_type: "code",
  redirect_uri: `${BASE}/redirect`,
  ...scope && { scope },
  code_challenge_method: "S256",
});

const form = {
  grant_type: "authorization_code",
  code: "c0de",
  redirect_uri: `${BASE}/redirect`,
  client_id: "id",
  client_secret: "secret",
};

/** The answer of a token endpoint with an id token. */
export function openId(iss: string, claims: Info): (nonce: string) => Promise<Info> {
  return async (nonce) => ({
    access_token: "at",
    token_type: "Bearer",
    expires_in: 3600,
    id_token: await sign({ iss, nonce, ...claims }),
  });
}

const discovered = (issuer: string, base: string, methods: string[]) => ({
  issuer,
  authorization_endpoint: `${base}/authorize`,
  token_endpoint: `${base}/token`,
  userinfo_endpoint: `${base}/userinfo`,
  jwks_uri: `${base}/jwks`,
  token_endpoint_auth_methods_supported: methods,
});

/** The providers by name. */
export const PROVIDERS: Record<string, StandIn> = {
  GitHub: {
    make: (options) => new GitHubAppClient("id", "secret", options),
    page: ["https://github.com/login/oauth/authorize", query()],
    answers: {
      "https://github.com/login/oauth/access_token": {
        access_token: "gho_16C7e42F292c6912E7710c838347Ae178B4a",
        scope: "",
        token_type: "bearer",
      },
      "https://api.github.com/user": { login: "octocat", id: 583231, name: "The Octocat" },
    },
    token: form,
    ident: "https://github.com/login/oauth#583231",
    name: ["login", "octocat"],
  },
  Google: {
    make: (options) => new GoogleAppClient("id", "secret", options),
    page: ["https://accounts.google.com/o/oauth2/v2/auth", query("openid email profile")],
    answers: {
      "https://oauth2.googleapis.com/token": openId("https://accounts.google.com", {
        azp: "id",
        email: "ada@gmail.com",
        email_verified: true,
      }),
      "https://www.googleapis.com/oauth2/v3/certs": JWKS,
      "https://openidconnect.googleapis.com/v1/userinfo": { sub: "ada", name: "Ada" },
    },
    token: form,
    ident: "https://accounts.google.com#ada",
    name: ["name", "Ada"],
  },
  Discord: {
    make: (options) => new DiscordAppClient("id", "secret", options),
    page: ["https://discord.com/oauth2/authorize", query("identify")],
    answers: {
      "https://discord.com/api/oauth2/token": {
        access_token: "6qrZcUqja7812RVdnEKjpzOL4CvHBFG",
        token_type: "Bearer",
        expires_in: 604800,
        refresh_token: "D43f5y0ahjqew82jZ4NViEr2YafMKhue",
        scope: "identify",
      },
      "https://discord.com/api/users/@me": { id: "80351110224678912", username: "Nelly" },
    },
    token: form,
    ident: "https://discord.com#80351110224678912",
    name: ["username", "Nelly"],
  },
  "Hugging Face": {
    make: (options) => new HuggingFaceClient("id", "secret", options),
    page: ["https://huggingface.co/oauth/authorize", query("openid profile")],
    answers: {
      "https://huggingface.co/.well-known/openid-configuration": discovered(
        "https://huggingface.co",
        "https://huggingface.co/oauth",
        ["client_secret_basic", "client_secret_post"],
      ),
      "https://huggingface.co/oauth/token": openId("https://huggingface.co", {}),
      "https://huggingface.co/oauth/jwks": JWKS,
      "https://huggingface.co/oauth/userinfo": { sub: "ada", preferred_username: "ada-l" },
    },
    token: form,
    ident: "https://huggingface.co#ada",
    name: ["preferred_username", "ada-l"],
  },
  "Auth0, by Basic authentication": {
    make: (options) => new Auth0AppClient("t.eu.auth0.com", "id", "secret", options),
    page: ["https://t.eu.auth0.com/authorize", query("openid email profile")],
    answers: {
      "https://t.eu.auth0.com/.well-known/openid-configuration": discovered(
        "https://t.eu.auth0.com/",
        "https://t.eu.auth0.com",
        ["client_secret_basic"],
      ),
      "https://t.eu.auth0.com/token": openId("https://t.eu.auth0.com/", {}),
      "https://t.eu.auth0.com/jwks": JWKS,
      "https://t.eu.auth0.com/userinfo": { sub: "ada", nickname: "ada" },
    },
    token: {
      grant_type: "authorization_code",
      code: "c0de",
      redirect_uri: `${BASE}/redirect`,
      authorization: `Basic ${btoa("id:secret")}`,
    },
    ident: "https://t.eu.auth0.com/#ada",
    name: ["nickname", "ada"],
  },
  "Microsoft, any tenant": {
    make: (options) => new MicrosoftAppClient("id", "secret", options),
    page: [
      "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
      query("openid email profile"),
    ],
    answers: {
      "https://login.microsoftonline.com/common/oauth2/v2.0/token": openId(
        `https://login.microsoftonline.com/${TENANT}/v2.0`,
        { tid: TENANT, preferred_username: "ada@outlook.com" },
      ),
      "https://login.microsoftonline.com/common/discovery/v2.0/keys": JWKS,
    },
    token: form,
    ident: `https://login.microsoftonline.com/${TENANT}/v2.0#ada`,
    name: ["preferred_username", "ada@outlook.com"],
  },
  "Microsoft, one tenant": {
    make: (options) => new MicrosoftAppClient("id", "secret", { tenant: TENANT, ...options }),
    page: [
      `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
      query("openid email profile"),
    ],
    answers: {
      [`https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`]: openId(
        `https://login.microsoftonline.com/${TENANT}/v2.0`,
        { tid: TENANT },
      ),
      [`https://login.microsoftonline.com/${TENANT}/discovery/v2.0/keys`]: JWKS,
    },
    token: form,
    ident: `https://login.microsoftonline.com/${TENANT}/v2.0#ada`,
  },
  Apple: {
    make: (options) => new AppleAppClient("id", APPLE_KEY, options),
    page: ["https://appleid.apple.com/auth/authorize", {
      ...query("openid email"),
      response_mode: "form_post",
    }],
    answers: {
      "https://appleid.apple.com/auth/token": openId("https://appleid.apple.com", {
        email: "x@privaterelay.appleid.com",
        email_verified: "true",
        nonce_supported: true,
      }),
      "https://appleid.apple.com/auth/keys": JWKS,
    },
    token: { ...form, client_secret: "a signed one" },
    ident: "https://appleid.apple.com#ada",
    name: ["email", "x@privaterelay.appleid.com"],
  },
};

const APPLE_KEY = {
  teamId: "TEAM",
  keyId: "KEY",
  privateKey: await exportPKCS8(APPLE_KEYS.privateKey),
};

class Auth extends OAuth {
  override getAuth(info: Info, _: Ident, session: Session) {
    session.info = info;
    return Redirect("/");
  }
}

interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: Record<string, string>;
}

/** A sign-in that is under way. */
export interface SignIn {
  /** The sign-in page. */
  readonly page: { readonly url: string; readonly query: Record<string, string> };
  /** What was sent to the provider. */
  readonly sent: readonly Sent[];
  /** Comes back from the provider; returns the status. */
  readonly land: (method?: "get" | "post") => Promise<number>;
  /** What the session holds. */
  readonly session: () => Promise<{ auth: Ident; info: Info }>;
}

/** Begins a sign-in. */
export async function begin({ make, answers }: StandIn): Promise<SignIn> {
  const sent: Sent[] = [];
  let nonce = "";
  const fetch = async (input: URL | RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init);
    const { method, url, headers } = request;
    sent.push({ method, url, headers, body: toObject(new URLSearchParams(await request.text())) });
    const answer = answers[url];
    ok(answer, `${method} ${url} is not in the documentation`);
    return Response.json(typeof answer === "function" ? await answer(nonce) : answer);
  };
  const { app } = fastApp({ secretKey: "a secret of at least 32 characters" });
  new Auth(app, make({ fetch }), { baseUrl: BASE, skip: ["/session"] });
  app.get("/session", ({ session: { auth, info } }) => ({ auth, info }));
  const browser = new Client(app, { baseUrl: BASE });
  const start = await browser.get("/redirect/start");
  const url = new URL(start.headers.get("location")!);
  const query = toObject(url.searchParams);
  nonce = query.nonce ?? "";
  const data = { code: "c0de", state: query.state! };
  const land = async (method: "get" | "post" = "get") => {
    if (method === "get") {
      return (await browser.get(`/redirect?${new URLSearchParams(data)}`)).status;
    }
    const headers = {
      origin: url.origin,
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
    };
    const posted = await new Client(app, { baseUrl: BASE }).post("/redirect", { data, headers });
    strictEqual(posted.status, 303);
    return (await browser.get(posted.headers.get("location")!)).status;
  };
  const session = async () => await (await browser.get("/session")).json();
  return { page: { url: url.origin + url.pathname, query }, sent, land, session };
}

function toObject(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries(params);
}

/** Signs claims as a provider would. */
export function sign(claims: Info, key = KEYS.privateKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: "https://accounts.google.com",
    aud: "id",
    sub: "ada",
    iat: now,
    exp: now + 60,
  };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(
    key,
  );
}
