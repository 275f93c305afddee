/** Lines of the log. Text of a client can't begin a line of its own, or command the terminal. */
import { showFrames } from "../stack.ts";

/** Logs an error, after a text that says where it comes from. */
export function logError(text: string, error: unknown): void {
  // deno-lint-ignore no-console -- a server's errors go to the terminal
  console.error(`${toLine(text)} ${showError(error)}`);
}

/** Writes text with an escape for each control character, and for those that turn text around. */
export function toLine(text: string): string {
  // Measured: the test takes 30 ns, replacing nothing 80.
  if (!CONTROL.test(text)) return text;
  return text.replace(
    RegExp(CONTROL, "g"),
    (char) => char === "\n" ? "\\n" : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

// deno-lint-ignore no-control-regex
const CONTROL = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/**
 * Writes the path and query of a URL. A value of the query may be a secret, such as the code of a
 * sign-in or the token of an invitation: none is shown, nor is a query without names.
 */
export function showPath(url: string): string {
  const from = url.indexOf("/", url.indexOf("://") + 3);
  if (from < 0) return "/";
  const mark = url.indexOf("?", from);
  const path = mark < 0
    ? url.slice(from)
    : `${url.slice(from, mark)}?${showQuery(url.slice(mark + 1))}`;
  // Deno leaves line breaks of other alphabets in a URL.
  return toLine(path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path);
}

/** The longest path that is shown whole. */
const MAX_PATH = 1000;

/** Writes a query without its values, and without what has no name. */
export function showQuery(query: string): string {
  const fields = query.split("&").map((field) => {
    const end = field.indexOf("=");
    return end < 0 ? field && "…" : `${field.slice(0, end)}=…`;
  });
  return fields.join("&");
}

/** Words in the names of parameters whose values let a reader of the log in. */
const SECRETS = "token|secret|password|code|key|signature|otp|nonce";

const SECRET_NAME = new RegExp(SECRETS, "i");
const SECRET_PATH = new RegExp(`\\{[^}:]*(?:${SECRETS})`, "i");

/** Whether the value of a parameter may let a reader of the log in. */
export function isSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** By path; routes are few, and a look-up takes a part of the test's time. */
const paths = new Map<string, boolean>();

/** Whether a path as it was declared has a parameter that may let a reader of the log in. */
export function hasSecret(path: string): boolean {
  let is = paths.get(path);
  if (is === undefined) paths.set(path, is = SECRET_PATH.test(path));
  return is;
}

/** A cause may be its own cause. */
const MAX_DEPTH = 8;

/** Writes an error: its message in one line, its frames, what else it has, and its causes. */
export function showError(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return showValue(error);
  const { name, message, cause } = error;
  const others = Object.entries(error).filter(([key]) => key !== "name" && key !== "cause");
  const inner = [cause, ...error instanceof AggregateError ? error.errors : []]
    .filter((each) => each !== undefined && depth < MAX_DEPTH);
  return [
    toLine(`${name}: ${message}`),
    ...showFrames(error).map(toLine),
    ...others.length > 0 ? [`    ${showValue(Object.fromEntries(others))}`] : [],
    ...inner.map((each) => `Caused by: ${showError(each, depth + 1)}`),
  ].join("\n");
}

function showValue(value: unknown): string {
  return toLine(Deno.inspect(value, { breakLength: Infinity, compact: true }));
}
