/** Lines of the log. Text of a client can't begin a line of its own, or command the terminal. */

/** Logs an error, after a text that says where it comes from. */
export function logError(text: string, error: unknown): void {
  // deno-lint-ignore no-console -- a server's errors go to the terminal
  console.error(`${toLine(text)} ${showError(error)}`);
}

/** Writes text with an escape for each control character, and for those that turn text around. */
export function toLine(text: string): string {
  return text.replace(
    // deno-lint-ignore no-control-regex
    /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => char === "\n" ? "\\n" : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A cause may be its own cause. */
const MAX_DEPTH = 8;

/** Writes an error: its message in one line, its frames, what else it has, and its causes. */
function showError(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return showValue(error);
  const { name, message, cause } = error, stack = `${error.stack}`;
  const start = stack.indexOf(message);
  // Lines of the message may look like frames.
  const frames = stack.slice(start < 0 ? 0 : start + message.length).split("\n")
    .filter((line) => line.startsWith("    at "));
  const others = Object.entries(error).filter(([key]) => key !== "name" && key !== "cause");
  const inner = [cause, ...error instanceof AggregateError ? error.errors : []]
    .filter((each) => each !== undefined && depth < MAX_DEPTH);
  return [
    toLine(`${name}: ${message}`),
    ...frames.map(toLine),
    ...others.length > 0 ? [`    ${showValue(Object.fromEntries(others))}`] : [],
    ...inner.map((each) => `Caused by: ${showError(each, depth + 1)}`),
  ].join("\n");
}

function showValue(value: unknown): string {
  return toLine(Deno.inspect(value, { breakLength: Infinity, compact: true }));
}
