/** Error pages: plain for users, with the stack and the source for developers. */
import { Code, type FT, H2, P, Pre, Section, Strong, Titled } from "../html/mod.ts";
import { type HTTPException, toPhrase } from "../http/errors.ts";
import { findFile, toFolder } from "../http/reply/files.ts";

/** The plain error page: the status, and the detail for the user. */
export function toErrorPage(error: HTTPException): FT[] {
  const phrase = toPhrase(error.status);
  return Titled(`${error.status} ${phrase}`, error.detail === phrase ? null : P(error.detail));
}

/**
 * The developer's error page: message, stack, and the source lines around each place of the
 * program's own.
 */
export async function toDebugPage(error: unknown): Promise<FT[]> {
  const { name, message, stack = "" } = error instanceof Error
    ? error
    : { name: "Error", message: `Cannot answer: thrown ${String(error)}, expected an Error` };
  const places = toPlaces(stack, message).slice(0, 5);
  const excerpts = await Promise.all(places.map(toExcerpt));
  return Titled(name, P(message), excerpts, H2("Stack"), Pre(stack));
}

/** A line of a source file. */
interface Place {
  readonly url: string;
  readonly line: number;
}

/** The places of a stack's frames. The message is before them, and may hold what a client sent. */
function toPlaces(stack: string, message: string): Place[] {
  const start = stack.indexOf(message);
  // The message was changed later: what the stack begins with may be a client's text.
  if (start < 0) return [];
  return stack.slice(start + message.length).split("\n").flatMap((frame) => {
    if (!frame.startsWith("    at ") || !frame.includes("file:///")) return [];
    // A path may contain spaces and brackets.
    const [, url, line] = /^(.+):(\d+):\d+\)?$/.exec(frame.slice(frame.indexOf("file:///"))) ?? [];
    return url === undefined ? [] : [{ url, line: Number(line) }];
  });
}

/** The lines around a place; nothing for what is not source in the main module's folder. */
async function toExcerpt({ url, line }: Place): Promise<FT | undefined> {
  if (!Deno.mainModule.startsWith("file:")) return;
  const folder = new URL(".", Deno.mainModule);
  const { href } = new URL(url);
  if (!href.startsWith(folder.href) || !/\.[cm]?[jt]sx?$/.test(href)) return;
  const file = await findFile(toFolder(folder), href.slice(folder.href.length - 1));
  if (file === undefined) return;
  const source = await Deno.readTextFile(file);
  const first = Math.max(1, line - 3);
  const rows = source.split("\n").slice(first - 1, line + 3).map((text, i) => {
    const row = `${String(first + i).padStart(5)}  ${text}\n`;
    return first + i === line ? Strong(row) : row;
  });
  return Section(H2(`${url}:${line}`), Pre(Code(rows)));
}
