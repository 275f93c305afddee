/**
 * Sign-in by GitHub, Google, Discord, Hugging Face, Microsoft, Apple, Auth0, or any OpenID Connect
 * provider.
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
 * Every sign-in has a state, a PKCE verifier and a nonce of its own, kept in the session of the
 * browser that began it; id tokens are verified, signature included; and who signs in gets a new
 * session.
 *
 * @module
 */
import {
  Beforeware,
  type FastHTML,
  HTTPException,
  Redirect,
  type RequestContext,
  type Route,
  type Session,
} from "../mod.ts";
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
   * Where visitors find the application: the provider sends them back there, whatever the headers
   * of a request say. Default: the environment's `BASE_URL`, or `http://localhost:5001`.
   */
  baseUrl?: string;
  /** The page with the link. Default: "/login". */
  loginPath?: string;
  /** Where the provider sends visitors back to. Default: "/redirect". */
  redirPath?: string;
  /** Answers POST and ends the session. Default: "/logout". */
  logoutPath?: string;
  /** The page for who was refused, which finds why in `session.oauthError`. Default: a 403. */
  errorPath?: string;
  /** Further routes for visitors who have not signed in, as {@linkcode Beforeware} takes them. */
  skip?: readonly (string | RegExp | { readonly path: string })[];
  /** Whether all other routes ask for a sign-in. Default: true. */
  guard?: boolean;
}

/** Options of {@linkcode OAuth.loginLink}. */
export interface LoginLinkOptions {
  /**
   * Text for `getAuth()` of up to 200 characters, such as the page to go to. It comes from a link,
   * and anybody can write one.
   */
  state?: string;
}

/** A sign-in that began in this browser. */
interface Pending extends Checks {
  /** Where the provider's answer is expected: each provider has its own place (RFC 9700, 4.4.2). */
  readonly path: string;
  /** When it began, in milliseconds. */
  readonly time: number;
  readonly note: string;
}

/** A sign-in that nobody has finished in this time is forgotten, in milliseconds. */
const PATIENCE = 10 * 60 * 1000;

/** As many sign-ins may be under way in one browser; the cookie must hold them. */
const MOST_PENDING = 3;

/** The longest text for `getAuth()`, for the same reason. */
const MAX_NOTE = 200;

/**
 * Sign-in by a provider: its routes, and a guard before all others. Extend it by `getAuth()`.
 *
 * `auth` and `session.auth` hold who has signed in. FastHTML: `OAuth`.
 */
export abstract class OAuth {
  readonly #client: AppClient;
  readonly #redirectUri: string;
  readonly #start: Route<string, { note: "" }>;
  readonly #paths: { login: string; redir: string; error: string | undefined };

  /** Adds the routes and the guard to the application. */
  constructor(app: FastHTML, client: AppClient, options: OAuthOptions = {}) {
    const { loginPath: login = "/login", redirPath: redir = "/redirect", errorPath: error } =
      options;
    const { baseUrl = Deno.env.get("BASE_URL") ?? "http://localhost:5001" } = options;
    this.#client = client;
    this.#redirectUri = baseUrl.replace(/\/$/, "") + redir;
    this.#paths = { login, redir, error };
    this.#start = app.get(
      `${redir}/start`,
      { note: "" },
      ({ session, note }) => this.#begin(session, note),
    );
    app.get(redir, (context) => this.#finish(context));
    if (client.provider.params?.response_mode === "form_post") {
      app.post(redir, ({ data }) => this.#relay(data()), { crossSite: true });
    }
    app.post(options.logoutPath ?? "/logout", ({ session }) => {
      session.clear();
      return this.logout(session);
    });
    if (options.guard === false) return;
    const open = [login, redir, error ?? login].map((path) => ({ path }));
    const skip = [this.#start, ...open, ...options.skip ?? []];
    app.addBefore(Beforeware((context) => this.#guard(context), { skip }));
  }

  /**
   * Decides about who comes back from the provider: an answer, such as a `Redirect`, signs them in;
   * nothing sends them to the login page again.
   */
  abstract getAuth(
    info: Info,
    ident: Ident,
    session: Session,
    state: string,
    tokens: Tokens,
  ): unknown;

  /** Looks at each guarded request of who has signed in; what it returns, if anything, answers. */
  checkInvalid(_context: RequestContext, _auth: Ident): unknown {
    return undefined;
  }

  /** Answers who has just signed out. */
  logout(session: Session): unknown {
    return this.redirLogin(session);
  }

  /** Answers who must sign in first. */
  redirLogin(_session: Session): unknown {
    return Redirect(this.#at(this.#paths.login));
  }

  /**
   * Returns the address for a link that begins a sign-in.
   *
   * Takes the request as FastHTML does, but looks at nothing in it.
   */
  loginLink(_req?: Request, { state }: LoginLinkOptions = {}): string {
    return this.#start.to(state ? { note: state } : {});
  }

  #guard(context: RequestContext): unknown {
    const { scope, session } = context;
    const auth = scope.auth = session.auth;
    return auth === undefined ? this.redirLogin(session) : this.checkInvalid(context, auth);
  }

  async #begin(session: Session, note: string): Promise<unknown> {
    if (note.length > MAX_NOTE) {
      const found = `a state of ${note.length} characters`;
      throw new HTTPException(400, `Cannot sign in: ${found}, expected at most ${MAX_NOTE}`);
    }
    const checks = newChecks();
    const url = await this.#client.signInUrl(this.#redirectUri, checks);
    const pending = { ...checks, path: this.#paths.redir, time: Date.now(), note };
    session.oauth = [...readPending(session), pending].slice(-MOST_PENDING);
    return Redirect(url.href, { external: true });
  }

  /** The session's cookie stays away from another site's POST, but comes with this GET. */
  async #relay(data: Promise<Readonly<Record<string, unknown>>>): Promise<unknown> {
    const { code, state, error } = await data;
    const fields = Object.entries({ code, state, error })
      .filter((field): field is [string, string] => typeof field[1] === "string");
    return Redirect(`${this.#at(this.#paths.redir)}?${new URLSearchParams(fields)}`);
  }

  async #finish({ url: { searchParams: answer }, session, scope }: RequestContext) {
    const all = readPending(session);
    const pending = all.find(({ path, state }) =>
      path === this.#paths.redir && state === answer.get("state")
    );
    if (!pending) {
      throw new HTTPException(
        400,
        "Cannot sign in: no such sign-in began in this browser, expected one of the last 10 minutes",
      );
    }
    session.oauth = all.filter((other) => other !== pending); // it counts once
    if (answer.has("error")) return this.#refuse(answer.get("error")!, session);
    const { ident, info, tokens } = await this.#client.redeem(
      answer,
      this.#redirectUri,
      pending,
    );
    session.regenerate(); // what was put into it before, perhaps by somebody else, does not sign in
    const result = await this.getAuth(info, ident, session, pending.note, tokens);
    if (!result) return this.redirLogin(session);
    scope.auth = session.auth = ident;
    return result;
  }

  /** The address of a path, wherever the application is mounted. */
  #at(path: string): string {
    return this.#start.to().slice(0, -this.#start.path.length) + path;
  }

  #refuse(reason: string, session: Session): unknown {
    if (!this.#paths.error) {
      throw new HTTPException(403, `Cannot sign in: the provider answered "${reason}"`);
    }
    session.oauthError = reason;
    return Redirect(this.#at(this.#paths.error));
  }
}

function readPending({ oauth = [] }: Session): readonly Pending[] {
  return (oauth as Pending[]).filter(({ time }) => Date.now() - time < PATIENCE);
}
