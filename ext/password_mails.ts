/**
 * Links in mails for accounts with passwords: one that confirms an email address, and one that lets
 * a user who has forgotten the password choose another.
 *
 * @example
 * ```ts
 * import { Client, database, fastApp } from "@fasthtml/fasthtml";
 * import { testMailer } from "@fasthtml/fasthtml/ext/mail";
 * import { Passwords } from "@fasthtml/fasthtml/ext/password";
 * import { PasswordMails } from "@fasthtml/fasthtml/ext/password-mails";
 * import { match } from "node:assert";
 *
 * const users = new Map([["ann@example.com", { hash: "", isConfirmed: false }]]);
 * class Links extends PasswordMails {
 *   findUser(email: string) {
 *     return users.has(email) ? email : undefined;
 *   }
 *   setPassword(user: string, hash: string) {
 *     users.get(user)!.hash = hash;
 *   }
 *   confirm(user: string) {
 *     users.get(user)!.isConfirmed = true;
 *   }
 * }
 * const { app } = fastApp(), db = database(":memory:"), mail = testMailer();
 * new Links(app, { db, mail, passwords: new Passwords() });
 *
 * const data = { email: "ann@example.com" };
 * const page = await new Client(app).post("/password/forgot", { data });
 * match(await page.text(), /a mail with a link is on its way/);
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  type Child,
  type Database,
  type FastHTML,
  FtResponse,
  HTTPException,
  type RequestContext,
  Titled,
} from "../mod.ts";
import type { Maybe, Route } from "../types.ts";
import { type Duration, toMs } from "./jobs/time.ts";
import type { Jobs } from "./jobs/types.ts";
import { toAddress } from "./mail/address.ts";
import { countGood, readEmail, toLimits } from "./mail/asks.ts";
import { MailJob } from "./mail/job.ts";
import { OneTimeTokens } from "./one_time.ts";
import type { Passwords } from "./password.ts";
import {
  changedWords,
  forgotPage,
  type Paths,
  resetPage,
  resetWords,
  sentPage,
  toMail,
  verifyPage,
  verifyWords,
  type View,
  wordPage,
  type Words,
} from "./password_mails/pages.ts";
import type { LimitStore, Rate } from "./ratelimit.ts";
import { checkFree } from "./sign_in.ts";

export type { Duration };

/** A user, as `session.auth` has it. */
export type UserId = string | number;

/** Options of {@linkcode PasswordMails}. */
export interface PasswordMailsOptions {
  /** Where tokens are kept, and what counts for the limits. */
  db: Database | Database<true>;
  /** What sends the mails: a mailer of `ext/mail`, or anything that can do this. */
  mail: { send(message: { to: string; subject: string; body: Child }): Promise<unknown> };
  /**
   * The jobs that mails are queued as, so that none is lost with its process. The database has no
   * link by that: links are made as mails are sent. Default: none, and a mail is tried once.
   */
  jobs?: Pick<Jobs, "job">;
  /** What hashes new passwords. */
  passwords: Pick<Passwords, "hash">;
  /** Where sessions are kept, so that a new password ends those of the user: `ext/sessions`. */
  sessions?: { revokeAll(user: UserId): Promise<unknown> };
  /**
   * The public URL of the application, which links begin with, whatever a request's headers say.
   * Default: the environment's `BASE_URL`, or `http://localhost:5001`.
   */
  baseUrl?: string;
  /** The application's name in mails. Default: the application's title. */
  name?: string;
  /** How long a link to a new password is good: a text such as `"30m"`, or seconds. Default: "30m". */
  resetExpiry?: Duration;
  /** How long a link that confirms an email address is good. Default: "1d". */
  verifyExpiry?: Duration;
  /** How many links to a new password a client gets for one email address. Default: "3/h". */
  emailRate?: Rate;
  /** How many an email address gets from all clients. Default: "10/h". */
  mailboxRate?: Rate;
  /** How many a client may ask for. Default: "20/h". */
  ipRate?: Rate;
  /** Where these are counted. Default: `db`, or the memory of this process where that is MongoDB. */
  store?: Database | Database<true> | LimitStore;
  /** The path that the paths of the pages begin with. Default: "/password". */
  path?: string;
  /** The path of the page where users sign in. Default: "/login". */
  loginPath?: string;
}

const checkOptions = makeOptionCheck<PasswordMailsOptions>("send links for passwords", {
  db: true,
  mail: true,
  jobs: true,
  passwords: true,
  sessions: true,
  baseUrl: true,
  name: true,
  resetExpiry: true,
  verifyExpiry: true,
  emailRate: true,
  mailboxRate: true,
  ipRate: true,
  store: true,
  path: true,
  loginPath: true,
});

/** What a mail is made of. Its token is made as it is sent. */
type MailParts =
  & { readonly email: string; readonly words: Words }
  & (
    | { readonly kind: "reset" | "changed" }
    | { readonly kind: "verify"; readonly subject: string }
  );

/**
 * The routes and mails by which users confirm an email address and choose a new password. Extend it
 * with `findUser()`, `setPassword()` and `confirm()`. It adds no guard: let yours skip its `path`.
 */
export abstract class PasswordMails<User extends UserId = string> {
  readonly #app: FastHTML;
  readonly #options: PasswordMailsOptions;
  readonly #name: string;
  readonly #url: string;
  readonly #login: string;
  readonly #routes: Record<"forgot" | "reset" | "verify", Route>;
  readonly #resets: OneTimeTokens<{ email: string }>;
  readonly #verifications: OneTimeTokens<{ email: string }>;
  readonly #minutes: { reset: number; verify: number };
  readonly #mails: MailJob<MailParts>;

  /** Adds the routes to the application. */
  constructor(app: FastHTML, options: PasswordMailsOptions) {
    checkOptions(options);
    const db = options.db as Database<boolean>;
    const { name = app.title, path = "/password", loginPath = "/login" } = options;
    const { resetExpiry = "30m", verifyExpiry = "1d" } = options;
    const { emailRate = "3/h", mailboxRate = "10/h", ipRate = "20/h" } = options;
    const { baseUrl = Deno.env.get("BASE_URL") ?? "http://localhost:5001" } = options;
    const { store = db.backend.name === "MongoDB" ? undefined : db } = options;
    for (const page of ["forgot", "reset", "verify"]) {
      for (const verb of ["GET", "POST"]) checkFree(app, verb, `${path}/${page}`);
    }
    this.#app = app;
    this.#options = options;
    this.#name = name;
    this.#url = baseUrl.replace(/\/$/, "") + path;
    this.#login = loginPath;
    const reset = toMs(resetExpiry, "resetExpiry"), verify = toMs(verifyExpiry, "verifyExpiry");
    this.#minutes = { reset: Math.round(reset / 60_000), verify: Math.round(verify / 60_000) };
    this.#resets = new OneTimeTokens(db, {
      purpose: "password reset",
      seconds: reset / 1000,
      keep: countGood(mailboxRate, reset / 1000),
    });
    this.#verifications = new OneTimeTokens(db, {
      purpose: "email verification",
      seconds: verify / 1000,
    });
    this.#mails = new MailJob({
      name: "passwordMail",
      jobs: options.jobs,
      send: (parts) => this.#send(parts),
    });
    const before = toLimits({
      ...{ name: "password mail", ipRate, emailRate, mailboxRate },
      store: store as Database<boolean> | LimitStore | undefined,
    });
    app.get(`${path}/forgot`, (context) => this.#view(context, forgotPage(context, this.#paths)));
    app.get(
      `${path}/reset`,
      (context) => this.#view(context, resetPage(context, { paths: this.#paths })),
    );
    app.get(`${path}/verify`, (context) => this.#view(context, verifyPage(context, this.#paths)));
    this.#routes = {
      forgot: app.post(`${path}/forgot`, (context) => this.#ask(context), { before }),
      reset: app.post(
        `${path}/reset`,
        { token: "", password: "" },
        (context) => this.#reset(context),
      ),
      verify: app.post(`${path}/verify`, { token: "" }, (context) => this.#verify(context)),
    };
  }

  /** Returns the user of an email address in small letters, or undefined where there is none. */
  abstract findUser(email: string): Maybe<User | undefined>;

  /** Keeps the hash of a user's new password. */
  abstract setPassword(user: User, hash: string): Maybe<unknown>;

  /** Notes that an email address is the user's, unless the user has another one by now. */
  abstract confirm(user: User, email: string): Maybe<unknown>;

  /**
   * Sends a link that confirms an email address, such as after a sign-up. With `jobs`, the mail is
   * part of the transaction that is under way.
   */
  async sendVerification(context: RequestContext, user: User, email: string): Promise<void> {
    await this.#mails.send({
      ...{ kind: "verify", email: toAddress(email).toLowerCase(), subject: JSON.stringify(user) },
      words: verifyWords(context, { site: this.#name, minutes: this.#minutes.verify }),
    });
  }

  /** Returns a page of these. */
  page(title: string, content: readonly Child[], _context: RequestContext): unknown {
    return Titled(title, ...content);
  }

  /** Answers at once and always the same: what depends on the email address is done later. */
  async #ask(context: RequestContext): Promise<unknown> {
    const email = await readEmail(context);
    const words = resetWords(context, { site: this.#name, minutes: this.#minutes.reset });
    const task = await this.#mails.ask({ kind: "reset", email, words });
    return [this.#view(context, sentPage(context, email, this.#paths)), task];
  }

  /** Makes a mail with its token, and sends it; none where no user has the email address. */
  async #send(parts: MailParts): Promise<void> {
    const { kind, email, words } = parts;
    const post = (page: string) =>
      this.#options.mail.send({ to: email, ...toMail(words, this.#url + page) });
    if (kind === "changed") return void await post("/forgot");
    if (kind === "verify") {
      return void await post(`/verify#${await this.#verifications.make(parts.subject, { email })}`);
    }
    const user = await this.findUser(email);
    if (user === undefined) return;
    await post(`/reset#${await this.#resets.make(JSON.stringify(user), { email })}`);
  }

  async #reset(context: RequestContext & { token: string; password: string }): Promise<unknown> {
    const { token, password, scope } = context, link = await this.#resets.read(token);
    const user = link && await this.findUser(link.data.email);
    // The email address may have become another user's, or none's, since the link was sent.
    if (!link || user === undefined || JSON.stringify(user) !== link.subject) {
      return this.#tooLate(context);
    }
    let hash: string;
    try {
      hash = await this.#options.passwords.hash(password, { client: scope.client });
    } catch (error) {
      if (!(error instanceof HTTPException) || error.status !== 422) throw error;
      const again = resetPage(context, {
        paths: this.#paths,
        token,
        problem: error.detailFor(context),
      });
      return FtResponse(this.#view(context, again) as Child, { status: 422 });
    }
    // While sessions can't be ended, the link stays good.
    await this.#options.sessions?.revokeAll(user);
    if (!await this.#resets.take(token)) return this.#tooLate(context);
    await this.setPassword(user, hash);
    await this.#options.sessions?.revokeAll(user);
    this.#app.disconnect(user);
    const words = changedWords(context, { site: this.#name });
    const task = await this.#mails.ask({ kind: "changed", email: link.data.email, words });
    const page = wordPage(context, {
      ...{ title: "passwordNew", text: "passwordSaved", link: "logIn" },
      href: this.#paths.login,
    });
    return [this.#view(context, page), task];
  }

  async #verify(context: RequestContext & { token: string }): Promise<unknown> {
    const link = await this.#verifications.take(context.token);
    if (!link) return this.#tooLate(context);
    await this.confirm(JSON.parse(link.subject), link.data.email);
    return this.#view(
      context,
      wordPage(context, {
        ...{ title: "emailConfirm", text: "emailConfirmed", link: "logIn" },
        href: this.#paths.login,
      }),
    );
  }

  #tooLate(context: RequestContext): unknown {
    const page = wordPage(context, {
      ...{ title: "passwordForgot", text: "linkTooOld", link: "passwordLink" },
      href: this.#paths.forgot,
    });
    return FtResponse(this.#view(context, page) as Child, { status: 410 });
  }

  #view(context: RequestContext, { title, content }: View): unknown {
    return this.page(title, content as Child[], context);
  }

  /** The paths below the one that the application is mounted at. */
  get #paths(): Paths {
    const { forgot, reset, verify } = this.#routes;
    const base = forgot.to().slice(0, -forgot.path.length);
    return {
      forgot: forgot.to(),
      reset: reset.to(),
      verify: verify.to(),
      login: base + this.#login,
    };
  }
}
