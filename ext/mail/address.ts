/** Email addresses and the lines of a mail's head: nothing of them may begin another line or name. */
import { HTTPException } from "../../mod.ts";

/** A name and an email address. */
export interface NamedAddress {
  /** The name that mail programs show. */
  readonly name?: string;
  /** The email address alone, such as `ann@example.com`. */
  readonly address: string;
}

/** The largest lengths of an email address, of the part before the @, and of a line (RFC 5321). */
const MAX_ADDRESS = 254, MAX_LOCAL = 64, MAX_LINE = 255;

/** As browsers check `<input type="email">`, and without quotes, comments and Unicode. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+$/;
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

// deno-lint-ignore no-control-regex -- these begin another line, or hide what follows
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/**
 * Returns an email address without spaces around it and with its domain in small letters. Throws a
 * 422 for any other text: one with a line break, a comma, a quote or `<` could name a second one.
 *
 * @example
 * ```ts
 * import { toAddress } from "@fasthtml/fasthtml/ext/mail";
 * import { strictEqual, throws } from "node:assert";
 *
 * strictEqual(toAddress(" Ann@Example.com "), "Ann@example.com");
 * throws(() => toAddress("ann@example.com,eve@example.com"), { status: 422 });
 * ```
 */
export function toAddress(text: string): string {
  const plain = typeof text === "string" ? text.trim() : "";
  const at = plain.lastIndexOf("@"), local = plain.slice(0, at), domain = plain.slice(at + 1);
  const isFit = at > 0 && plain.length <= MAX_ADDRESS && local.length <= MAX_LOCAL &&
    local.split(".").every((part) => LOCAL.test(part)) &&
    domain.split(".").every((label) => LABEL.test(label));
  if (isFit) return `${local}@${domain.toLowerCase()}`;
  throw new HTTPException(
    422,
    `Cannot use the email address ${show(text)}: ${
      toProblem(plain)
    }, expected one as ann@example.com`,
    { tell: { key: "email" } },
  );
}

/** Checks an email address with or without a name. */
export function toNamed(given: string | NamedAddress): NamedAddress {
  if (typeof given === "string") return { address: toAddress(given) };
  const { name, address } = given;
  return name === undefined
    ? { address: toAddress(address) }
    : { name: toLine("name", name), address: toAddress(address) };
}

/** Reads what the program sets: `Todo <hi@example.com>`, or an email address alone. */
export function parseNamed(text: string | NamedAddress): NamedAddress {
  if (typeof text !== "string") return toNamed(text);
  const open = text.indexOf("<");
  if (open < 0) return toNamed(text);
  if (text.endsWith(">")) {
    const name = text.slice(0, open).trim(), address = text.slice(open + 1, -1);
    return toNamed(name === "" ? { address } : { name, address });
  }
  throw new TypeError(
    `Cannot use the email address ${show(text)}: text after >, expected "Name <ann@example.com>"`,
  );
}

/** Returns a line of a mail's head. Throws a TypeError for one that would not stay one line. */
export function toLine(what: string, text: string): string {
  const found = typeof text !== "string"
    ? `${what} is ${typeof text}`
    : CONTROL.test(text)
    ? `${what} ${show(text)} has a line break or a control character`
    : text.length > MAX_LINE
    ? `${what} has ${text.length} characters`
    : text.trim() === ""
    ? `${what} is empty`
    : undefined;
  if (found === undefined) return text.trim();
  throw new TypeError(`Cannot send a mail: ${found}, expected a line of 1 to ${MAX_LINE}`);
}

/** A name and an email address as people read them. */
export function showNamed({ name, address }: NamedAddress): string {
  return name === undefined ? address : `${name} <${address}>`;
}

function toProblem(text: string): string {
  if (text === "") return "it is empty";
  if (CONTROL.test(text)) return "it has a line break or a control character";
  // deno-lint-ignore no-control-regex -- what is not ASCII
  if (/[^\x00-\x7f]/.test(text)) return "it has characters that are not ASCII";
  if (text.length > MAX_ADDRESS) return `it has ${text.length} characters`;
  if (/[,;<>"()\s]/.test(text)) return "it may be several, or have a name";
  return "it is none";
}

/** What was found, short and without what could change a log. */
function show(text: unknown): string {
  return typeof text === "string" ? JSON.stringify(text.slice(0, 80)) : typeof text;
}
