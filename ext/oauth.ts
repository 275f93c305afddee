/**
 * Sign-in with GitHub, Google, Discord, Hugging Face, Microsoft, Apple, Auth0, or any OpenID
 * Connect provider.
 *
 * ```ts ignore
 * const client = new GitHubAppClient(Deno.env.get("GH_ID")!, Deno.env.get("GH_SECRET")!);
 *
 * class Auth extends OAuth {
 *   getAuth(info: Info, ident: Ident, session: Session) {
 *     session.name = info.name;
 *     return Redirect("/");
 *   }
 * }
 * const auth = new Auth(app, client, { baseUrl: "https://example.com" });
 *
 * rt("/login", ({ req }) => A("Log in with GitHub", { href: auth.loginLink(req) }));
 * ```
 *
 * Every sign-in has its own state, PKCE verifier and nonce, kept in the session of the browser that
 * began it. Id tokens are verified, with their signatures. A user who signs in gets a new session.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  Beforeware,
  Button,
  type FastHTML,
  Form,
  HTTPException,
  Redirect,
  type RequestContext,
  say,
  type Session,
  signIn,
  signOut,
  Titled,
} from "../mod.ts";
import type { Route } from "../types.ts";
import { isIdent } from "./ident.ts";
import { checkFree, isFree, UsedOnce } from "./sign_in.ts";
import {
  type AppClient,
  type Checks,
  type Ident,
  type Info,
  newChecks,
  type Tokens,
} from "./oauth_client.ts";

export {
  AppClient,
  type AppClientInit,
  type AppClientOptions,
  type Checks,
  type Ident,
  type Info,
  type Provider,
  type Tokens,
} from "./oauth_client.ts";
export * from "./oauth_providers.ts";

/** Options of {@linkcode OAuth}. */
export interface OAuthOptions {
  /**
   * The public URL of the application. The provider redirects users there, whatever a request's
   * headers say. Default: the environment's `BASE_URL`, or `http://localhost:5001`.
   */
  baseUrl?: string;
  /** The path of the page with the link. Default: "/login". */
  loginPath?: string;
  /** The path that the provider redirects users to. Default: "/redirect". */
  redirPath?: string;
  /** The path that ends the session, by POST or by a link of this site. Default: "/logout". */
  logoutPath?: string;
  /** The page for rejected users, with the reason in `session.oauthError`. Default: a 403. */
  errorPath?: string;
  /** Other routes that need no sign-in, as {@linkcode Beforeware} takes them. */
  skip?: readonly (string | RegExp | { readonly path: string })[];
  /** Whether all other routes require a sign-in. Default: true. */
  guard?: boolean;
}

const checkOptions = makeOptionCheck<OAuthOptions>("set up sign-in", {
  baseUrl: true,
  loginPath: true,
  redirPath: true,
  logoutPath: true,
  errorPath: true,
  skip: true,
  guard: true,
});

/** Options of {@linkcode OAuth.loginLink}. */
export interface LoginLinkOptions {
  /**
   * Text for `getAuth()` of up to 200 characters, such as the page to go to. It comes from a link,
   * which anyone can write.
   */
  state?: string;
}

const checkLink = makeOptionCheck<LoginLinkOptions>("link to the sign-in", { state: true });

/** A sign-in that began in this browser. */
interface Pending extends Checks {
  /** The path of the provider's response. Each provider has its own (RFC 9700, 4.4.2). */
  readonly path: string;
  /** The time when it began, in milliseconds. */
  readonly time: number;
  readonly note: string;
  /** Whether a link of another site began it. */
  readonly isForeign?: true;
}

/** A sign-in that is not finished in this time is forgotten, in milliseconds. */
const PATIENCE = 10 * 60 * 1000;

/**
 * The largest number of unfinished sign-ins in one browser, since the cookie must hold them. Links
 * of other sites can begin one more, so that they push out none of the user's own.
 */
const MOST_PENDING = 2;

/** The largest length of the text for `getAuth()`, for the same reason. */
const MAX_NOTE = 200;

/**
 * Sign-in with a provider: its routes, and a guard before all others. Extend it with `getAuth()`.
 * `auth` and `session.auth` hold the user who has signed in. FastHTML: `OAuth`.
 */
export abstract class OAuth {
  readonly #client: AppClient;
  readonly #redirectUri: string;
  readonly #start: Route<string, { note: "" }>;
  readonly #used = new UsedOnce(PATIENCE);
  readonly #paths: { login: string; redir: string; error: string | undefined };

  /** Adds the routes and the guard to the application. */
  constructor(app: FastHTML, client: AppClient, options: OAuthOptions = {}) {
    checkOptions(options);
    const { loginPath: login = "/login", redirPath: redir = "/redirect", errorPath: error } =
      options;
    const { baseUrl = Deno.env.get("BASE_URL") ?? "http://localhost:5001" } = options;
    const { logoutPath: logout = "/logout" } = options;
    checkFree(app, "GET", redir);
    checkFree(app, "POST", logout);
    this.#client = client;
    this.#redirectUri = baseUrl.replace(/\/$/, "") + redir;
    this.#paths = { login, redir, error };
    this.#start = app.get(
      `${redir}/start`,
      { note: "" },
      (context) => this.#begin(context),
    );
    app.get(redir, (context) => this.#finish(context));
    if (client.provider.params?.response_mode === "form_post") {
      app.post(redir, ({ data }) => this.#relay(data()), { crossSite: true });
    }
    const end = (session: Session) => {
      if (isIdent(session.auth)) app.disconnect(session.auth);
      signOut(session);
      return this.logout(session);
    };
    app.post(logout, ({ session }) => end(session));
    if (isFree(app, "GET", logout)) {
      app.get(
        logout,
        (context) => isOwnLink(context.headers) ? end(context.session) : toLogoutPage(context),
      );
    }
    if (options.guard === false) return;
    const open = [login, redir, error ?? login].map((path) => ({ path }));
    const skip = [this.#start, ...open, ...options.skip ?? []];
    app.addBefore(Beforeware((context) => this.#guard(context), { skip }));
  }

  /**
   * Decides about a user who comes back from the provider. A response, such as a `Redirect`, signs
   * the user in; undefined sends the user back to the login page.
   */
  abstract getAuth(
    info: Info,
    ident: Ident,
    session: Session,
    state: string,
    tokens: Tokens,
  ): unknown;

  /**
   * Checks each guarded request of a signed-in user. Any value but undefined is the response. A
   * number as `auth` comes from another sign-in of the program.
   */
  checkInvalid(_context: RequestContext, _auth: Ident | number): unknown {
    return undefined;
  }

  /** Returns the response after a user has signed out. */
  logout(session: Session): unknown {
    return this.redirLogin(session);
  }

  /** Returns the response to a user who must sign in first. */
  redirLogin(_session: Session): unknown {
    return Redirect(this.#at(this.#paths.login));
  }

  /**
   * Returns the URL of a link that begins a sign-in.
   * Takes the request as FastHTML does, but reads nothing from it.
   */
  loginLink(_req?: Request, options: LoginLinkOptions = {}): string {
    checkLink(options);
    const { state } = options;
    return this.#start.to(state ? { note: state } : {});
  }

  #guard(context: RequestContext): unknown {
    const { scope, session } = context;
    const auth = scope.auth = session.auth;
    return isIdent(auth) ? this.checkInvalid(context, auth) : this.redirLogin(session);
  }

  async #begin(
    { session, note, headers }: RequestContext & { note: string },
  ): Promise<unknown> {
    if (note.length > MAX_NOTE) {
      const found = `a state of ${note.length} characters`;
      throw new HTTPException(400, `Cannot sign in: ${found}, expected at most ${MAX_NOTE}`, {
        tell: { key: "badRequest" },
      });
    }
    const checks = newChecks();
    const url = await this.#client.signInUrl(this.#redirectUri, checks);
    const site = headers.get("sec-fetch-site") ?? "none";
    const isForeign = !["none", "same-origin"].includes(site);
    const pending = { ...checks, path: this.#paths.redir, time: Date.now(), note };
    const [own, foreign] = [false, true].map((kind) =>
      readPending(session).filter((other) => (other.isForeign ?? false) === kind)
    ) as [Pending[], Pending[]];
    session.oauth = isForeign
      ? [...own, { ...pending, isForeign }]
      : [...foreign, ...[...own, pending].slice(-MOST_PENDING)];
    return Redirect(url.href, { external: true });
  }

  /** Redirects to a GET: browsers send no session cookie with a POST from another site. */
  async #relay(data: Promise<Readonly<Record<string, unknown>>>): Promise<unknown> {
    const { code, state, error } = await data;
    const fields = Object.entries({ code, state, error })
      .filter((field): field is [string, string] => typeof field[1] === "string");
    return Redirect(`${this.#at(this.#paths.redir)}?${new URLSearchParams(fields)}`);
  }

  async #finish({ url: { searchParams: params }, session, scope }: RequestContext) {
    const all = readPending(session);
    const pending = all.find(({ path, state }) =>
      path === this.#paths.redir && state === params.get("state")
    );
    if (!pending) throw notBegun();
    session.oauth = all.filter((other) => other !== pending); // Each state is used once.
    if (params.has("error")) return this.#reject(params.get("error")!, session);
    const { ident, info, tokens } = await this.#client.redeem(
      params,
      this.#redirectUri,
      pending,
    );
    // The cookie from before this response has the state still.
    if (!this.#used.take(pending.state)) throw notBegun();
    session.regenerate(); // What an attacker may have put into the old one is not for getAuth().
    const result = await this.getAuth(info, ident, session, pending.note, tokens);
    if (!result) return this.redirLogin(session);
    signIn(session, ident, { ...session });
    scope.auth = ident;
    return result;
  }

  /** The URL of a path, below the path that the application is mounted at. */
  #at(path: string): string {
    return this.#start.to().slice(0, -this.#start.path.length) + path;
  }

  #reject(reason: string, session: Session): unknown {
    if (!this.#paths.error) {
      throw new HTTPException(403, `Cannot sign in: the provider says ${JSON.stringify(reason)}`, {
        tell: { key: "signInFailed" },
      });
    }
    session.oauthError = reason;
    return Redirect(this.#at(this.#paths.error));
  }
}

/** What a link that may be another site's shows: a link must not sign a user out. */
function toLogoutPage(context: RequestContext): unknown {
  const text = say(context, { key: "logOut" });
  return Titled(text, Form({ method: "post" }, Button(text)));
}

/** Whether a user followed a link of this site: no picture or frame asks, nor a look ahead. */
function isOwnLink(headers: Headers): boolean {
  return headers.get("sec-fetch-site") === "same-origin" && !headers.has("sec-purpose") &&
    (headers.get("sec-fetch-dest") === "document" || headers.has("hx-request"));
}

function notBegun(): HTTPException {
  return new HTTPException(
    400,
    "Cannot sign in: no state of this browser, expected one of the last ten minutes",
    { tell: { key: "signInLate" } },
  );
}

function readPending({ oauth = [] }: Session): readonly Pending[] {
  return (oauth as Pending[]).filter(({ time }) => Date.now() - time < PATIENCE);
}
