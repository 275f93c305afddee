/** Stacks: whose frames they have, and where the program made a value. */

/** A line of a stack. */
export interface Frame {
  /** As it is in the stack, such as `    at index (file:///app/main.ts:3:5)`. */
  readonly text: string;
  /** The file; undefined where the frame is of no file. */
  readonly url: string | undefined;
  readonly line: number;
  readonly column: number;
  /** Whether it is of the program: neither of this library, nor of a package, nor of Deno. */
  readonly isOwn: boolean;
}

/** The frames of an error. Its message is before them, and may hold what a client sent. */
export function toFrames({ message, stack }: Error): Frame[] {
  const text = `${stack}`, start = text.indexOf(message);
  // The message was changed later: what the stack begins with may be a client's text.
  return start < 0 ? [] : readFrames(text.slice(start + message.length));
}

/**
 * Adds frames to an error's stack: after those of the program that threw it, and before those of
 * the library that had called that.
 */
export function addFrames(error: Error, lines: readonly string[]): void {
  const { name, message } = error, frames = toFrames(error);
  const at = frames.findIndex((frame) => !frame.isOwn);
  const all = frames.map((frame) => frame.text);
  all.splice(at < 0 ? all.length : at, 0, ...lines);
  // A class may have it without a setter.
  Reflect.set(error, "stack", [`${name}: ${message}`, ...all].join("\n"));
}

let areFolded = false;

/** Development: shows the program's frames alone from now on, and counts the others. */
export function foldFrames(): void {
  areFolded = true;
}

/** The lines of an error's frames for the log. */
export function showFrames({ message, stack }: Error): string[] {
  const text = `${stack}`, start = text.indexOf(message);
  // Lines of the message may look like frames.
  const all = readFrames(start < 0 ? text : text.slice(start + message.length));
  const own = all.filter((frame) => frame.isOwn), others = all.length - own.length;
  const isFolded = areFolded && own.length > 0 && others > 0;
  return [
    ...(isFolded ? own : all).map((frame) => frame.text),
    ...isFolded ? [`    and ${others} of FastHTML, packages and Deno`] : [],
  ];
}

/** Where a value was made: the stack, which is written only when it is read. */
export interface Site {
  readonly stack?: string;
}

/** Notes where the program is, for errors that show later. */
export function captureSite(): Site {
  const site: Site = {}, { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(site, captureSite);
  Error.stackTraceLimit = stackTraceLimit;
  return site;
}

/** The program's frames at a site, the innermost first. */
export function toOwnFrames({ stack = "" }: Site): Frame[] {
  return readFrames(stack).filter((frame) => frame.isOwn);
}

/** Components of the library, and of the program in them, are between an element and its line. */
const DEPTH = 16;

function readFrames(stack: string): Frame[] {
  return stack.split("\n").filter((text) => text.startsWith("    at ")).map((text) => {
    const from = text.indexOf("file:///");
    // A path may contain spaces, brackets and colons.
    const parts = from < 0 ? [] : text.slice(from).replace(/\)$/, "").split(":");
    const column = Number(parts.pop()), line = Number(parts.pop());
    const url = Number.isInteger(line) && Number.isInteger(column) ? parts.join(":") : undefined;
    return { text, url, line, column, isOwn: isOwn(url) };
  });
}

/** Folders of the library, as URLs and as stacks show them: Deno writes a space for `%20`. */
const LIBRARY = ["./", "../ext/"].map((path) => import.meta.resolve(path))
  .flatMap((url) => [url, decodeURI(url)]);

function isOwn(url: string | undefined): boolean {
  return url !== undefined && !LIBRARY.some((folder) => url.startsWith(folder)) &&
    !/\/node_modules\/|\/npm\/registry\.npmjs\.org\//.test(url);
}
