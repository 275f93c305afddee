/**
 * Mail: made of elements, sent by SMTP, and queued as jobs that are tried again.
 *
 * @example
 * ```ts
 * import { A, P } from "@fasthtml/fasthtml";
 * import { testMailer } from "@fasthtml/fasthtml/ext/mail";
 * import { deepStrictEqual } from "node:assert";
 *
 * const mail = testMailer(); // in a program: mailer({ from: "Todo <hi@example.com>" })
 * await mail.send({
 *   to: "ann@example.com",
 *   subject: "Welcome",
 *   body: P("Hello, ", A("begin here", { href: "https://example.com/start" }), "."),
 * });
 *
 * deepStrictEqual(mail.box[0]!.links, ["https://example.com/start"]);
 * deepStrictEqual(mail.box[0]!.text, "Hello, begin here <https://example.com/start>.\n");
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { FastHTML } from "../mod.ts";
import type { Maybe, StandardSchema } from "../types.ts";
import type { Job, Jobs, LaterOptions } from "./jobs/types.ts";
import { type NamedAddress, parseNamed, toAddress } from "./mail/address.ts";
import { MailError, toJobError } from "./mail/error.ts";
import {
  type Attachment,
  type Letter,
  type LetterOptions,
  type MailMessage,
  type SentMail,
  toBytes,
  toLetter,
} from "./mail/letter.ts";
import { Outbox, showOutbox } from "./mail/outbox.ts";
import { type Post, Smtp } from "./mail/smtp.ts";
import { then } from "./maybe.ts";

export { MailError, toAddress };
export type { Attachment, MailMessage, NamedAddress, SentMail };

/** Options of {@linkcode mailer}. */
export interface MailerOptions {
  /** Who sends: `Todo <hi@example.com>`, or an email address alone. */
  from: string | NamedAddress;
  /** Who gets what is replied. Default: who sends. */
  replyTo?: string | NamedAddress;
  /**
   * The public URL of the application, which relative links begin with. Default: the environment's
   * `BASE_URL`; without it, relative links are errors.
   */
  baseUrl?: string;
  /** The jobs that `later()` queues mails as. Default: none, and `later()` is an error. */
  jobs?: Pick<Jobs, "job">;
  /** How often `later()` tries to send a mail. Default: 8, in about two hours. */
  tries?: number;
  /** Seconds after which a mail that the server has not taken is an error. Default: 30. */
  timeout?: number;
  /** The most bytes of a mail: its HTML, text and attachments. Default: 10 MiB. */
  maxBytes?: number;
  /**
   * Whether a connection without TLS is an error. Default: true where the URL has a password and the
   * server is on another machine.
   */
  requireTls?: boolean;
  /** The certificate (PEM) of an authority of your own, which has signed that of the server. */
  ca?: string;
  /** The path of the page that shows mails in development. Default: "/dev/mail". */
  outbox?: string;
}

const checkOptions = makeOptionCheck<MailerOptions>("send mails", {
  from: true,
  replyTo: true,
  baseUrl: true,
  jobs: true,
  tries: true,
  timeout: true,
  maxBytes: true,
  requireTls: true,
  ca: true,
  outbox: true,
});

const checkMessage = makeOptionCheck<MailMessage>("send a mail", {
  to: true,
  subject: true,
  body: true,
  text: true,
  replyTo: true,
  attachments: true,
});

/** What sends mails. */
export interface Mailer extends AsyncDisposable {
  /**
   * Sends a mail, and resolves when a server has taken it. Rejects with a {@linkcode MailError}
   * where none has.
   */
  send(message: MailMessage): Promise<void>;
  /**
   * Queues a mail as a job, and returns the job's id: at once where the database and the body wait
   * for nothing, so that it is part of a transaction.
   */
  later(message: MailMessage, options?: LaterOptions): Maybe<string>;
  /**
   * Closes the connections when the application ends. Without a server, shows mails on a page in
   * development, and does not let an application start elsewhere.
   */
  with(app: FastHTML): void;
  /** Waits for mails on their way, and closes the connections. */
  close(): Promise<void>;
}

/** A mailer for tests. */
export interface TestMailer extends Mailer {
  /** The mails, the last one at the end. */
  readonly box: SentMail[];
}

/** Sends mails by the server that `MAIL_URL` in the environment names. */
export function mailer(options: MailerOptions): Mailer;
/** Sends mails by a server, such as `smtps://user:password@smtp.example.com`. */
export function mailer(url: string | undefined, options: MailerOptions): Mailer;
export function mailer(
  ...args: [MailerOptions] | [url: string | undefined, options: MailerOptions]
): Mailer {
  const [given, options] = args.length === 1 ? [undefined, args[0]] : args;
  checkOptions(options);
  const url = given ?? Deno.env.get("MAIL_URL"), { timeout = 30, requireTls, ca } = options;
  checkCount("timeout", timeout);
  return new PostOffice(options, url ? new Smtp(url, { timeout, requireTls, ca }) : undefined);
}

/** Makes a mailer that keeps its mails in `box`; without `jobs`, `later()` sends at once. */
export function testMailer(options: Partial<MailerOptions> = {}): TestMailer {
  checkOptions(options);
  const outbox = new Outbox(), { box } = outbox;
  const set = { from: "test@example.com", baseUrl: "http://localhost", ...options };
  return Object.assign(new PostOffice(set, outbox), { box });
}

/** A mail as its job has it. */
interface StoredMail extends Omit<Letter, "attachments"> {
  readonly attachments: readonly { name: string; type?: string; base64: string }[];
}

const STORED: StandardSchema<StoredMail> = {
  "~standard": {
    version: 1,
    vendor: "fasthtml",
    validate: (value) => ({ value: value as StoredMail }),
  },
};

class PostOffice implements Mailer {
  readonly #options: LetterOptions;
  readonly #job: Job<{ mail: typeof STORED }> | undefined;
  readonly #path: string;
  #post: Post | undefined;

  constructor(options: MailerOptions, post: Post | undefined) {
    const { from, replyTo, jobs, tries = 8, maxBytes = 10 << 20, outbox = "/dev/mail" } = options;
    checkCount("maxBytes", maxBytes);
    this.#options = {
      from: parseNamed(from),
      replyTo: replyTo === undefined ? undefined : parseNamed(replyTo),
      baseUrl: checkBase(options.baseUrl ?? Deno.env.get("BASE_URL")),
      maxBytes,
    };
    this.#post = post;
    this.#path = outbox;
    this.#job = jobs?.job("mail", { mail: STORED }, ({ id, mail }) => this.#run(id, mail), {
      tries,
    });
  }

  async send(message: MailMessage): Promise<void> {
    const post = this.#open();
    await post.deliver(await this.#write(message), crypto.randomUUID());
  }

  later(message: MailMessage, options: LaterOptions = {}): Maybe<string> {
    const job = this.#job, post = this.#post;
    if (job) {
      const queue = (letter: Letter) => job.later({ mail: toStored(letter) }, options);
      return then(this.#write(message), (letter) => queue(letter) as Maybe<string>);
    }
    if (post instanceof Outbox && post.path === undefined) {
      const id = crypto.randomUUID();
      return then(this.#write(message), (letter) => {
        post.keep(letter, id);
        return id;
      });
    }
    throw new TypeError("Cannot queue a mail: found no jobs, expected the option jobs");
  }

  with(app: FastHTML): void {
    if (this.#post) return app.onEvent("shutdown", () => this.close());
    if (!app.live) {
      return app.onEvent("startup", () => {
        throw noServer();
      });
    }
    this.#options.baseUrl ??= `http://localhost:${Deno.env.get("PORT") || 5001}`;
    this.#post = showOutbox(app, this.#path);
  }

  async close(): Promise<void> {
    await this.#post?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #open(): Post {
    if (this.#post) return this.#post;
    throw noServer();
  }

  #write(message: MailMessage): Maybe<Letter> {
    checkMessage(message);
    return toLetter(message, this.#options);
  }

  async #run(id: string, stored: StoredMail): Promise<void> {
    try {
      await this.#open().deliver(fromStored(stored), id);
    } catch (error) {
      throw toJobError(error, id);
    }
  }
}

function toStored({ attachments, ...letter }: Letter): StoredMail {
  const files = attachments.map(({ content, ...file }) => ({
    ...file,
    base64: toBytes(content).toBase64(),
  }));
  return { ...letter, attachments: files };
}

function fromStored({ attachments, ...letter }: StoredMail): Letter {
  const files = attachments.map(({ base64, ...file }) => ({
    ...file,
    content: Uint8Array.fromBase64(base64),
  }));
  return { ...letter, attachments: files };
}

function checkBase(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined || /^https?:$/.test(URL.parse(baseUrl)?.protocol ?? "")) return baseUrl;
  throw new TypeError(
    `Cannot send mails: baseUrl is ${JSON.stringify(baseUrl)}, expected one as https://example.com`,
  );
}

function checkCount(name: string, count: number): void {
  if (Number.isFinite(count) && count > 0) return;
  throw new TypeError(`Cannot send mails: ${name} is ${count}, expected more than 0`);
}

function noServer(): Error {
  return new Error(
    "Cannot send mails: found no server, expected its URL in MAIL_URL or as the first argument",
  );
}
