/** A mail that is checked and whole: what a server, the outbox or a job gets. */
import type { Child } from "../../mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { type NamedAddress, toLine, toNamed } from "./address.ts";
import { toContent } from "./html.ts";

/** A file that a mail brings along. */
export interface Attachment {
  /** Its name, such as `invoice.pdf`. */
  readonly name: string;
  /** What it holds. */
  readonly content: string | Uint8Array;
  /** Its media type, such as `application/pdf`. Default: that of its name. */
  readonly type?: string;
}

/** A mail to one email address. */
export interface MailMessage {
  /** Who gets it: an email address alone, or with a name. */
  to: string | NamedAddress;
  /** The subject, of one line. */
  subject: string;
  /** The content: elements of this library. Relative links become those of `baseUrl`. */
  body: Child;
  /** The text for programs that show no HTML. Default: made of `body`. */
  text?: string;
  /** Who gets what is replied. Default: that of the mailer, or who sent it. */
  replyTo?: string | NamedAddress;
  /** Files beside it. Default: none. */
  attachments?: readonly Attachment[];
}

/** What a message is made with. */
export interface LetterOptions {
  readonly from: NamedAddress;
  readonly replyTo: NamedAddress | undefined;
  baseUrl: string | undefined;
  readonly maxBytes: number;
}

/** A mail that was sent. */
export interface SentMail {
  /** Its id: that of its job, if there was one. */
  readonly id: string;
  /** Who sent it. */
  readonly from: NamedAddress;
  /** Who gets it. */
  readonly to: NamedAddress;
  /** Who gets what is replied. */
  readonly replyTo?: NamedAddress;
  /** The subject. */
  readonly subject: string;
  /** The HTML: a whole document. */
  readonly html: string;
  /** The text for programs that show no HTML. */
  readonly text: string;
  /** The links of its body, each once. */
  readonly links: readonly string[];
  /** Files beside it. */
  readonly attachments: readonly Attachment[];
}

/** A mail that is not sent yet. */
export type Letter = Omit<SentMail, "id">;

/** The largest number of files in a mail. */
const MAX_FILES = 20;

/** Checks a message, and makes its parts. */
export function toLetter(message: MailMessage, options: LetterOptions): Maybe<Letter> {
  const { from, baseUrl, maxBytes } = options;
  const to = toNamed(message.to), subject = toLine("subject", message.subject);
  const replyTo = message.replyTo === undefined ? options.replyTo : toNamed(message.replyTo);
  const attachments = (message.attachments ?? []).map(checkFile);
  if (attachments.length > MAX_FILES) {
    throw new TypeError(
      `Cannot send a mail: ${attachments.length} attachments, expected ${MAX_FILES} at most`,
    );
  }
  return then(toContent(message.body, { subject, baseUrl }), ({ html, text, links }) => {
    const letter = {
      from,
      to,
      ...replyTo && { replyTo },
      subject,
      html,
      text: message.text ?? text,
      links,
      attachments,
    };
    const size = [html, letter.text, ...attachments.map(({ content }) => content)]
      .reduce((sum, part) => sum + toBytes(part).length, 0);
    if (size <= maxBytes) return letter;
    throw new TypeError(`Cannot send a mail: ${size} bytes, expected at most ${maxBytes}`);
  });
}

/** The bytes of a file. */
export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function checkFile({ name, content, type }: Attachment): Attachment {
  const line = toLine("the name of an attachment", name);
  if (/[/\\]/.test(line)) {
    throw new TypeError(
      `Cannot send a mail: the attachment ${JSON.stringify(name)}, expected a name without slashes`,
    );
  }
  if (typeof content !== "string" && !(content instanceof Uint8Array)) {
    throw new TypeError(
      `Cannot send a mail: the attachment ${JSON.stringify(name)} is ${typeof content}, expected ` +
        "text or a Uint8Array",
    );
  }
  if (type !== undefined && !/^[\w.+-]+\/[\w.+-]+$/.test(type)) {
    throw new TypeError(
      `Cannot send a mail: the type ${JSON.stringify(type)}, expected one as application/pdf`,
    );
  }
  return { name: line, content, ...type !== undefined && { type } };
}
