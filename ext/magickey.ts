/**
 * Sign-in by links in mails, and by passkeys from then on: without a password.
 *
 * ```ts ignore
 * const { app, rt } = fastApp({ title: "Notes" });
 *
 * class Auth extends MagicKey {
 *   async getUserId(email: string) {
 *     return (await users.upsert({ email })).email;
 *   }
 * }
 * new Auth(app, { db, mail: mailer({ from: "Notes <hi@example.com>" }) });
 *
 * rt("/login", () => [
 *   Form({ method: "post", action: "/magic" }, Input({ name: "email" }), Button("Mail me a link")),
 *   Form({ data_passkey: "sign-in" }, Button("Sign in with a passkey")),
 * ]);
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { createHash, randomBytes, randomInt } from "node:crypto";
import {
  type Child,
  type Database,
  type FastHTML,
  FtResponse,
  Redirect,
  type RequestContext,
  say,
  type Session,
  signIn,
  Titled,
} from "../mod.ts";
import type { Maybe, Route } from "../types.ts";
import { type Duration, toMs } from "./jobs/time.ts";
import type { Jobs } from "./jobs/types.ts";
import {
  type Asker,
  elsewherePage,
  linkMail,
  linkPage,
  type LinkWords,
  linkWords,
  noSignInPage,
  offerPage,
  type Paths,
  toAsker,
  type View,
} from "./magickey/pages.ts";
import { countGood, readEmail, toLimits } from "./mail/asks.ts";
import { MailJob } from "./mail/job.ts";
import { OneTimeTokens } from "./one_time.ts";
import { Passkey, Passkeys, passkeyScript } from "./passkey.ts";
import { type Limit, limit, type LimitStore, type Rate } from "./ratelimit.ts";
import { checkFree } from "./sign_in.ts";

/** What sends the mails: a mailer of `ext/mail`, or anything that can do this. */
export interface LinkMailer {
  /** Sends a mail. */
  send(message: { to: string; subject: string; body: Child }): Promise<unknown>;
}

/** Options of {@linkcode MagicKey}. */
export interface MagicKeyOptions {
  /** Where links and passkeys are kept. */
  db: Database | Database<true>;
  /** What sends the mails. */
  mail: LinkMailer;
  /**
   * The jobs that mails are queued as, so that none is lost with its process. The database has no
   * link by that: links are made as mails are sent. Default: none, and a mail is tried once.
   */
  jobs?: Pick<Jobs, "job">;
  /**
   * The public URL of the application, on https or localhost: links lead there, and passkeys are
   * bound to it, whatever a request's headers say. Default: the environment's `BASE_URL`, or
   * `http://localhost:5001`.
   */
  baseUrl?: string;
  /** The application's name in mails and on devices. Default: the application's title. */
  name?: string;
  /** How long a link is good: a text such as `"15m"`, or seconds. Default: "15m". */
  tokenExpiry?: Duration;
  /** How many links for one email address a client gets. Default: "3/h". */
  emailRate?: Rate;
  /** How many links an email address gets from all clients. Default: "10/h". */
  mailboxRate?: Rate;
  /** How many links a client gets. Default: "20/h". */
  ipRate?: Rate;
  /**
   * Where these are counted. Default: `db`, or the memory of this process where that is MongoDB.
   */
  store?: Database | Database<true> | LimitStore;
  /** The path whose POST sends a link, and of the page that it leads to. Default: "/magic". */
  path?: string;
  /** The path of the page with the forms. Default: "/login". */
  loginPath?: string;
  /** Where users are redirected after signing in. Default: "/". */
  homePath?: string;
  /** The path whose POST ends the session. Default: "/logout". */
  logoutPath?: string;
  /** Other routes that need no sign-in, as {@linkcode Beforeware} takes them. */
  skip?: readonly (string | RegExp | { readonly path: string })[];
}

const checkOptions = makeOptionCheck<MagicKeyOptions>("set up links", {
  db: true,
  mail: true,
  jobs: true,
  baseUrl: true,
  name: true,
  tokenExpiry: true,
  emailRate: true,
  mailboxRate: true,
  ipRate: true,
  store: true,
  path: true,
  loginPath: true,
  homePath: true,
  logoutPath: true,
  skip: true,
});

/** What a session has of the last link that its browser asked for. */
interface Pending {
  /** Tells this browser from others: links have its hash. */
  readonly nonce: string;
  /** What the code of the last mail is good with. */
  readonly code: string;
  readonly email: string;
  /** When it was asked for, in milliseconds. */
  readonly time: number;
}

/** What a mail is made of. The secrets of the browser that asked are in it as hashes. */
interface LinkParts {
  readonly email: string;
  readonly nonce: string;
  readonly code: string;
  /** When it was asked for, in milliseconds. */
  readonly time: number;
  readonly asker: Asker;
  readonly words: LinkWords;
}

/** How often a code may be mistyped. */
const TRIES = 5;

/** Letters that are not taken for others, and that make no words: eight are 34 bits. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ", CODE_LENGTH = 8;

/**
 * Sign-in by links in mails: their routes, those of passkeys, and a guard before all others. Extend
 * it with `getUserId()`. `auth` and `session.auth` hold the user who has signed in. FastHTML:
 * `MagicKey`.
 */
export abstract class MagicKey {
  readonly #mail: LinkMailer;
  readonly #mails: MailJob<LinkParts>;
  readonly #name: string;
  readonly #expiry: number;
  readonly #url: string;
  readonly #askRoute: Route;
  readonly #own: { magic: string; login: string; home: string };
  readonly #links: OneTimeTokens<{ nonce: string; browser: string; client: string; time: number }>;
  readonly #codes: OneTimeTokens;
  readonly #tries: Limit;
  readonly #countKeys: (user: string) => Maybe<number>;

  /** Adds the routes and the guard to the application. */
  constructor(app: FastHTML, options: MagicKeyOptions) {
    checkOptions(options);
    const db = options.db as Database<boolean>;
    const { mail, name = app.title, path = "/magic", skip = [], tokenExpiry = "15m" } = options;
    const { loginPath = "/login", homePath = "/", logoutPath = "/logout" } = options;
    const { emailRate = "3/h", mailboxRate = "10/h", ipRate = "20/h" } = options;
    const { baseUrl = Deno.env.get("BASE_URL") ?? "http://localhost:5001" } = options;
    const { store = db.backend.name === "MongoDB" ? undefined : db } = options;
    if (typeof mail?.send !== "function") {
      throw new TypeError("Cannot set up links: mail has no send(), expected a mailer");
    }
    for (const [verb, at] of ROUTES) checkFree(app, verb, path + at);
    this.#mail = mail;
    this.#mails = new MailJob({
      name: "magicLink",
      jobs: options.jobs,
      send: (parts) => this.#send(parts),
    });
    this.#name = name;
    this.#expiry = toMs(tokenExpiry, "tokenExpiry");
    this.#url = baseUrl.replace(/\/$/, "") + path;
    this.#own = { magic: path, login: loginPath, home: homePath };
    const seconds = this.#expiry / 1000;
    const keep = countGood(mailboxRate, seconds);
    this.#links = new OneTimeTokens(db, { purpose: "magickey link", seconds, keep });
    this.#codes = new OneTimeTokens(db, { purpose: "magickey code", seconds, keep });
    const on = { store: store as Database<boolean> | LimitStore | undefined };
    // One more try comes back when the code has ended.
    this.#tries = limit([TRIES, TRIES * seconds], { ...on, name: "magickey code", closed: true });
    const before = toLimits({ ...on, name: "magickey", ipRate, emailRate, mailboxRate });
    this.#askRoute = app.post(path, (context) => this.#ask(context), { before });
    const open = [
      this.#askRoute,
      app.get(path, (context) => this.#show(context)),
      app.post(`${path}/in`, { token: "", sure: false }, (context) => this.#open(context)),
      app.post(`${path}/code`, { code: "" }, (context) => this.#tryCode(context)),
    ];
    app.get(`${path}/passkey`, (context) => this.#offer(context));
    const keys = db.create(Passkey);
    this.#countKeys = (user) => keys.count({ user });
    const more = { loginPath, homePath, logoutPath, accounts: false, skip: [...open, ...skip] };
    new OwnPasskeys(app, keys, { baseUrl, name, ...more });
    app.hdrs.push(passkeyScript());
  }

  /**
   * Returns the user of an email address, who is signed in then, and makes an account where there is
   * none; or undefined, and the user is told that there is no account. The email address is in
   * small letters. Several requests may ask for one at the same time.
   */
  abstract getUserId(email: string): Maybe<string | undefined>;

  /** Whether an email address gets mails. It is asked after the response, which tells nothing. */
  mayAsk(_email: string): Maybe<boolean> {
    return true;
  }

  /** Whether a user has a passkey. A user who has none is offered one after a sign-in by a link. */
  async hasPasskey(user: string): Promise<boolean> {
    return await this.#countKeys(user) > 0;
  }

  /** Returns a page of the sign-in. */
  page(title: string, content: readonly Child[], _context: RequestContext): unknown {
    return Titled(title, ...content);
  }

  /** Answers at once and always the same: what depends on the email address is done later. */
  async #ask(context: RequestContext): Promise<unknown> {
    const { session } = context, email = await readEmail(context);
    const nonce = this.#pending(session)?.nonce ?? newSecret(), code = newSecret();
    const pending: Pending = { nonce, code, email, time: Date.now() };
    session.magicKey = pending;
    const asker = toAsker(context), minutes = Math.round(this.#expiry / 60_000);
    const task = await this.#mails.ask({
      ...{ email, nonce: toHash(nonce), code: toHash(code), time: pending.time, asker },
      words: linkWords(context, { site: this.#name, minutes, asker }),
    });
    return [Redirect(this.#paths.magic), task];
  }

  async #send({ email, nonce, code, time, asker, words }: LinkParts): Promise<void> {
    if (!await this.mayAsk(email)) return;
    const token = await this.#links.make(email, { ...asker, nonce, time });
    const letters = newCode();
    await this.#codes.put(`${code} ${letters}`, { subject: email, data: {} });
    const secrets = { url: `${this.#url}#${token}`, code: inTwo(letters) };
    await this.#mail.send({ to: email, ...linkMail(words, secrets) });
  }

  #show(context: RequestContext): unknown {
    const email = this.#pending(context.session)?.email;
    return this.#view(linkPage(context, { paths: this.#paths, email }), context);
  }

  async #open(context: RequestContext & { token: string; sure: boolean }): Promise<unknown> {
    const { token, sure, session } = context;
    const link = await this.#links.read(token);
    if (!link) return this.#reject(context, say(context, { key: "linkUsed" }));
    const { subject: email, data: { nonce, time, ...asker } } = link;
    const pending = this.#pending(session);
    const isOwn = pending !== undefined && toHash(pending.nonce) === nonce;
    if (!isOwn && !sure) {
      const minutes = Math.max(0, Math.round((Date.now() - time) / 60_000));
      const shown = { email, token, asker: asker as Asker, minutes };
      return this.#view(elsewherePage(context, { paths: this.#paths, ...shown }), context);
    }
    if (!await this.#links.take(token)) {
      return this.#reject(context, say(context, { key: "linkUsed" }));
    }
    await this.#codes.end(email);
    return this.#enter(context, email);
  }

  async #tryCode(context: RequestContext & { code: string }): Promise<unknown> {
    const pending = this.#pending(context.session);
    if (!pending) return this.#reject(context, say(context, { key: "linkUsed" }));
    // Counted before it is tried: otherwise a thousand at once would be one.
    if (!await this.#tries.take(pending.code)) {
      return this.#reject(context, say(context, { key: "tooManySignIns" }), 429);
    }
    const letters = context.code.toUpperCase().replace(/[^A-Z]/g, "");
    const taken = await this.#codes.take(`${toHash(pending.code)} ${letters}`);
    if (!taken) {
      const { email } = pending, problem = "codeWrong";
      const page = linkPage(context, { paths: this.#paths, email, problem });
      return FtResponse(this.#view(page, context), { status: 422 });
    }
    await this.#links.end(taken.subject);
    return this.#enter(context, taken.subject);
  }

  async #enter(context: RequestContext, email: string): Promise<unknown> {
    const { session, scope } = context;
    const user = await this.getUserId(email);
    if (user === undefined) {
      return this.#reject(context, say(context, { key: "noAccount", values: { email } }), 403);
    }
    signIn(session, user);
    scope.auth = user;
    const { home, magic } = this.#paths;
    return Redirect(await this.hasPasskey(user) ? home : `${magic}/passkey`);
  }

  #offer(context: RequestContext): unknown {
    return this.#view(offerPage(context, { paths: this.#paths }), context);
  }

  #reject(context: RequestContext, text: string, status = 410): unknown {
    const page = noSignInPage(context, { paths: this.#paths, text });
    return FtResponse(this.#view(page, context), { status });
  }

  #view({ title, content }: View, context: RequestContext): unknown {
    return this.page(title, content as Child[], context);
  }

  /** What this browser has asked for, as long as it is good. */
  #pending({ magicKey }: Session): Pending | undefined {
    const pending = magicKey as Pending | undefined;
    return pending && Date.now() - pending.time < this.#expiry ? pending : undefined;
  }

  /** The paths below the one that the application is mounted at. */
  get #paths(): Paths {
    const base = this.#askRoute.to().slice(0, -this.#askRoute.path.length);
    const { magic, login, home } = this.#own;
    return { base, magic: base + magic, login: base + login, home: base + home };
  }
}

/** The verbs and paths of the routes, after that of `path`. */
const ROUTES = [["POST", ""], ["GET", ""], ["POST", "/in"], ["POST", "/code"], ["GET", "/passkey"]];

/** Passkeys of users who have signed in by a link. */
class OwnPasskeys extends Passkeys {
  override signUp(): undefined {
    return undefined;
  }
}

function newSecret(): string {
  return randomBytes(16).toString("base64url");
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

function inTwo(letters: string): string {
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}

function toHash(nonce: string): string {
  return createHash("sha256").update(nonce).digest("hex");
}
