/** Mails by SMTP, over connections that are kept for a moment. */
import { Buffer } from "node:buffer";
import { createTransport } from "nodemailer";
import { MailError } from "./error.ts";
import type { Letter } from "./letter.ts";

/** Where mails go. */
export interface Post {
  /** Hands a mail over. Rejects with a {@linkcode MailError} if it was not taken. */
  deliver(letter: Letter, id: string): Promise<void>;
  /** Waits for mails on their way, and closes what is open. */
  close(): Promise<void>;
}

/** How a server is reached. */
export interface SmtpOptions {
  /** Seconds for one mail, all in all. */
  readonly timeout: number;
  /** Whether a connection without TLS is an error. */
  readonly requireTls: boolean | undefined;
  /** The certificate of the authority that has signed the server's. */
  readonly ca: string | undefined;
}

/** Milliseconds for which a connection is kept that nothing is sent by. */
const IDLE = 2000;

/** The largest length of what a server says, in an error. */
const MOST_SAID = 500;

/** Connections at once. More would look like an attack to some servers. */
const MOST_CONNECTIONS = 5;

/** A server that takes mails. */
export class Smtp implements Post {
  readonly #name: string;
  readonly #timeout: number;
  readonly #make: () => Transport;
  #transport: Transport | undefined;
  #isClosed = false;
  readonly #open = new Set<Promise<unknown>>();

  constructor(text: string, { timeout, requireTls, ca }: SmtpOptions) {
    const { host, port, secure, auth } = parseServer(text);
    const isHere = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);
    const needsTls = requireTls ?? (auth !== undefined && !isHere);
    const ms = timeout * 1000;
    this.#name = `${host}:${port}`;
    this.#timeout = timeout;
    this.#make = () =>
      createTransport({
        pool: true,
        host,
        port,
        secure,
        ...auth && { auth },
        requireTLS: needsTls,
        ignoreTLS: isHere && !needsTls,
        ...ca !== undefined && { tls: { ca } },
        connectionTimeout: ms,
        greetingTimeout: ms,
        socketTimeout: ms,
        dnsTimeout: ms,
        idleTimeout: IDLE,
        maxConnections: MOST_CONNECTIONS,
        maxRequeues: 1,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
  }

  deliver(letter: Letter, id: string): Promise<void> {
    const sent = this.#send(letter, id);
    const open = sent.catch(() => {}).finally(() => { // The caller has its error.
      this.#open.delete(open);
      if (this.#isClosed && this.#open.size === 0) this.#end();
    });
    this.#open.add(open);
    return sent;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#open);
    this.#end();
  }

  async #send(letter: Letter, id: string): Promise<void> {
    const transport = this.#transport ??= this.#make();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#timeout * 1000);
    try {
      await transport.sendMail({ ...toMail(letter, id), signal: late.signal });
    } catch (error) {
      throw this.#toError(error as Failure, late.signal.aborted);
    } finally {
      clearTimeout(timer);
    }
  }

  #toError(error: Failure, isLate: boolean): MailError {
    // deno-lint-ignore no-control-regex -- what a server says may not change a terminal
    const said = error.message.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").slice(0, MOST_SAID);
    const why = isLate ? `it was not taken within ${this.#timeout} s` : said;
    return new MailError(`Cannot send a mail by ${this.#name}: ${why}, expected it to be taken`, {
      // Where signing in failed, the next try may have another password.
      isPermanent: error.permanent === true && ["EENVELOPE", "EMESSAGE"].includes(error.code ?? ""),
      status: error.responseCode,
    });
  }

  #end(): void {
    this.#transport?.close();
    this.#transport = undefined;
  }
}

type Transport = Pick<ReturnType<typeof createTransport>, "sendMail" | "close">;

/** What nodemailer throws. */
interface Failure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
}

function toMail(letter: Letter, id: string): Parameters<Transport["sendMail"]>[0] {
  const { from, to, replyTo, subject, html, text, attachments } = letter;
  const domain = from.address.slice(from.address.indexOf("@") + 1);
  return {
    from: toMailbox(from),
    to: toMailbox(to),
    ...replyTo && { replyTo: toMailbox(replyTo) },
    subject,
    html,
    text,
    // The same at each try of a job, so that programs show a mail once that came twice.
    messageId: `<${id}@${domain}>`,
    attachments: attachments.map(({ name, content, type }) => ({
      filename: name,
      content: typeof content === "string" ? content : Buffer.from(content),
      ...type !== undefined && { contentType: type },
    })),
  };
}

function toMailbox({ name = "", address }: Letter["to"]): { name: string; address: string } {
  return { name, address };
}

interface Server {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth: { user: string; pass: string } | undefined;
}

/** Reads a server's URL. Its errors have no part of it, as it holds a password. */
function parseServer(text: string): Server {
  const url = URL.parse(text), secure = url?.protocol === "smtps:";
  const isPlain = url !== null && url.hostname !== "" && ["", "/"].includes(url.pathname) &&
    url.search === "" && url.hash === "";
  if (!isPlain || !["smtp:", "smtps:"].includes(url.protocol)) {
    const found = url === null
      ? "no URL"
      : isPlain
      ? `a URL of ${url.protocol}`
      : "a path or query";
    throw new TypeError(
      `Cannot send mails: the server is ${found}, expected smtps://user:password@host or smtp://host`,
    );
  }
  const { hostname, port, username, password } = url;
  const [user, pass] = [username, password].map(decodeURIComponent) as [string, string];
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? secure ? 465 : 587 : Number(port),
    secure,
    auth: user === "" ? undefined : { user, pass },
  };
}
