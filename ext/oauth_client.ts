/** One client at one provider: the code flow (RFC 6749, RFC 9700), and OpenID Connect over it. */
import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import { HTTPException } from "../mod.ts";

/** Where a provider is, and what is peculiar to it. */
export interface Provider {
  /** Its name in id tokens. Where `endpoints` are missing, they are discovered there. */
  readonly issuer: string;
  /** Its endpoints, where they are not discovered. */
  readonly endpoints?: {
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
    readonly userinfo_endpoint?: string;
    readonly jwks_uri?: string;
  };
  /** The scopes to ask for. */
  readonly scope: string;
  /** The field of `info` that tells people apart. Default: "sub". */
  readonly idKey?: string;
  /** What else the sign-in page is told. */
  readonly params?: Readonly<Record<string, string>>;
  /** The issuer of one token, where tenants have their own. */
  readonly toIssuer?: (claims: Readonly<Record<string, unknown>>) => string;
}

/** Options of a client. */
export interface AppClientOptions {
  /** The scopes to ask for, in place of the provider's. */
  scope?: string;
  /** Sends the requests to the provider, in place of the global `fetch`. */
  fetch?: typeof fetch;
}

/** What a client is made of. */
export interface AppClientInit extends AppClientOptions {
  /** What the provider calls the application. */
  id: string;
  /** The secret, or what makes one for each sign-in. */
  secret: string | (() => string | Promise<string>);
}

/** What a provider tells of a person, as it came: `sub`, `name`, `email` and others. */
// deno-lint-ignore no-explicit-any -- each provider has its own
export type Info = Readonly<Record<string, any>>;

/** What tells one person from another at a provider: a GitHub id, or the `sub` of a token. */
export type Ident = string | number;

/** The tokens that a provider gave. */
export interface Tokens {
  /** For requests to the provider's API. */
  readonly access_token: string;
  /** For another access token. */
  readonly refresh_token?: string;
  /** Seconds until the access token ends. */
  readonly expires_in?: number;
  /** What was granted. */
  readonly scope?: string;
  /** The signed claims, already verified. */
  readonly id_token?: string;
}

/** What one sign-in that is under way must come back with. */
export interface Checks {
  /** Comes back in the answer. */
  readonly state: string;
  /** Proves to the provider that the code is used by who asked for it (RFC 7636). */
  readonly verifier: string;
  /** Comes back in the id token. */
  readonly nonce: string;
}

/** Makes checks that nobody can guess. */
export function newChecks(): Checks {
  return {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    nonce: oauth.generateRandomNonce(),
  };
}

/** An application as it is registered at a provider. Keeps nothing of any sign-in. */
export class AppClient {
  /** The provider. */
  readonly provider: Provider;
  readonly #client: oauth.Client;
  readonly #secret: () => string | Promise<string>;
  readonly #scope: string;
  readonly #options: RequestOptions;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  /** Takes the provider, and what it calls the application. */
  constructor(provider: Provider, { id, secret, scope, fetch }: AppClientInit) {
    this.provider = provider;
    this.#client = { client_id: id };
    this.#secret = typeof secret === "function" ? secret : () => secret;
    this.#scope = scope ?? provider.scope;
    this.#options = {
      ...fetch && { [oauth.customFetch]: fetch as RequestOptions[typeof oauth.customFetch] },
      // A provider on this machine, as in tests, may do without TLS.
      [oauth.allowInsecureRequests]: LOOPBACK.test(provider.issuer),
      signal: () => AbortSignal.timeout(TIMEOUT),
    };
  }

  /** Returns the address of the provider's sign-in page. */
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
   * Exchanges the provider's answer for who it is; throws where any check fails: a 400 where the
   * visitor's answer is to blame, another error where the provider or the registration is.
   */
  async redeem(
    answer: URLSearchParams,
    redirectUri: string,
    { state, verifier, nonce }: Checks,
  ): Promise<{ ident: Ident; info: Info; tokens: Tokens }> {
    let server = await this.#discover();
    const client = this.#client;
    const code = readCode(() => oauth.validateAuthResponse(server, client, answer, state));
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
    ).catch(refuseCode);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims) await oauth.validateApplicationLevelSignature(server, response, this.#options);
    const info: Info = { ...claims, ...await this.#fetchInfo(server, tokens, claims?.sub) };
    return { ident: this.#identify(info), info, tokens };
  }

  get #isOpenId(): boolean {
    return this.#scope.split(" ").includes("openid");
  }

  /** In the body, where all named providers take it; Basic is what the discovered must take. */
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
    // The subject must be the id token's: another person's access token could stand in its place.
    if (sub) return await oauth.processUserInfoResponse(server, this.#client, sub, response);
    if (response.ok) return await response.json();
    const found = `${response.url} answered ${response.status}`;
    throw new Error(`Cannot read who signed in: ${found}, expected 200`);
  }

  #identify(info: Info): Ident {
    const { idKey = "sub" } = this.provider;
    const ident: unknown = info[idKey];
    if (typeof ident === "string" && ident !== "" || typeof ident === "number") return ident;
    throw new Error(`Cannot read who signed in: ${typeof ident} as "${idKey}", expected an id`);
  }

  #discover(): Promise<oauth.AuthorizationServer> {
    return this.#server ??= this.#findServer().catch((error) => {
      this.#server = undefined; // the next visitor tries again
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

/** What is wrong with the address that the visitor came by is the visitor's. */
function readCode(validate: () => URLSearchParams): URLSearchParams {
  try {
    return validate();
  } catch (error) {
    if (!(error instanceof oauth.OperationProcessingError)) throw error;
    throw new HTTPException(400, `Cannot sign in: ${error.message}`, { cause: error });
  }
}

/** A code that was used, is too old, or is another's; GitHub says so in a word of its own. */
function refuseCode(error: unknown): never {
  const { error: word, body } = (error as { cause?: { error?: string; body?: Info } }).cause ?? {};
  if (!["invalid_grant", "bad_verification_code"].includes(word ?? body?.error)) throw error;
  const message = "Cannot sign in: the provider does not know this code, expected a new one";
  throw new HTTPException(400, message, { cause: error });
}

type RequestOptions = Pick<
  oauth.ProtectedResourceRequestOptions,
  typeof oauth.customFetch | typeof oauth.allowInsecureRequests | "signal"
>;

/** The visitor waits as long for a provider that does not answer, in milliseconds. */
const TIMEOUT = 10_000;

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;
