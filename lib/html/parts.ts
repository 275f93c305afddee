/** Parts that are put into HTML when the rest is written: long, awaited, or made while it is sent. */
import { type Maybe, then } from "../maybe.ts";

/** HTML: a string, or its pieces in order where it is long or has parts that are made later. */
export type Html = string | readonly (string | LateParts)[];

/** Parts of a page that are made while it is sent. */
export interface LateParts {
  /** The parts, each of which is sent when it is made. */
  readonly parts: AsyncIterable<unknown>;
  /** Writes one, at its place in the page. */
  readonly write: (part: unknown) => Maybe<Html>;
}

/** HTML with fewer characters, such as of 1,000 rows, is no part of its own. */
export const LONG = 262_144;

const START = /^/;

/** The parts of one string. */
export class Parts {
  readonly #parts: (string | LateParts | Promise<Html>)[] = [];
  // A client can't guess the placeholder, so no text can imitate it.
  readonly #placeholder = `\0${crypto.randomUUID()}\0`;
  #waits = false;

  /** How many there are. */
  get count(): number {
    return this.#parts.length;
  }

  /** Adds a part, and returns what the text has in its place. Call it in the order of the text. */
  add(part: string | LateParts | Promise<Html>): string {
    this.#waits ||= part instanceof Promise;
    // V8 keeps a sum of strings as a tree of them all, which a search makes one string.
    if (typeof part === "string") START.test(part);
    this.#parts.push(part);
    return this.#placeholder;
  }

  /** Returns the pieces of the string with its parts, once those that are awaited are there. */
  fill(html: string): Maybe<Html> {
    const texts = html.split(this.#placeholder);
    const ready = this.#waits ? Promise.all(this.#parts) : this.#parts as (string | LateParts)[];
    return then<(Html | LateParts)[], Html>(
      ready,
      (parts) => [texts[0], ...parts.flatMap((part, at) => [part, texts[at + 1]].flat())],
    );
  }
}

/** Returns HTML that has no late parts as one string. */
export function toText(html: Html): string {
  return typeof html === "string" ? html : html.join("");
}

/** Returns all values of an async iterable. */
export async function toList(values: AsyncIterable<unknown>): Promise<unknown[]> {
  const list = [];
  for await (const value of values) list.push(value);
  return list;
}

/** Whether a value is a promise, or any other object with `then`. */
export function isPromise(value: object): value is PromiseLike<unknown> {
  return "then" in value && typeof value.then === "function";
}

/** Whether a value is an async generator or another async iterable. */
export function isStream(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === "function";
}

/**
 * Its error reaches the caller that awaits it. But if another part fails first, nothing awaits this
 * one, and an unhandled rejection would end the process.
 */
export function kept<T>(part: Promise<T>): Promise<T> {
  part.catch(() => {});
  return part;
}
