/** Where a type of a signature is explained: on a page of the reference, or on MDN. */
import type { TypeTarget } from "./types.ts";

const MDN = "https://developer.mozilla.org/docs/Web/";

/** What is of the language; the rest of the list below is of the web platform. */
const LANGUAGE = new Set(
  ("Array ArrayBuffer AsyncGenerator AsyncIterable AsyncIterator BigInt Boolean Date Error Function " +
    "Generator Intl Iterable Iterator Map Number Object Promise RegExp Set String Symbol Temporal " +
    "Uint8Array WeakMap").split(" "),
);

const PLATFORM = new Set(
  ("AbortSignal Blob BodyInit CryptoKey Element Event File FormData Headers HeadersInit MessageEvent " +
    "ReadableStream Request RequestInit Response ResponseInit URL URLSearchParams WebSocket " +
    "WritableStream").split(" "),
);

/** Pages of MDN under another name than that of the type. */
const ELSEWHERE: Record<string, string> = {
  AsyncIterable: "JavaScript/Reference/Iteration_protocols",
  Iterable: "JavaScript/Reference/Iteration_protocols",
  BodyInit: "API/Response/Response#body",
  HeadersInit: "API/Headers/Headers#init",
  RequestInit: "API/RequestInit",
  ResponseInit: "API/Response/Response#options",
};

/** The URLs of names: those of the pages, and those of MDN. */
export class Links {
  readonly #own: ReadonlyMap<string, string>;

  /** Takes the URLs of public names, by file and name. */
  constructor(own: ReadonlyMap<string, string>) {
    this.#own = own;
  }

  /** The URL of a type; undefined for one that is not public, or of a package. */
  of({ name, file }: TypeTarget): string | undefined {
    if (file) return this.#own.get(keyOf({ name, file }));
    if (ELSEWHERE[name]) return MDN + ELSEWHERE[name];
    if (LANGUAGE.has(name)) return `${MDN}JavaScript/Reference/Global_Objects/${name}`;
    return PLATFORM.has(name) ? `${MDN}API/${name}` : undefined;
  }
}

/** What tells public names apart. */
export function keyOf({ name, file }: { name: string; file?: string }): string {
  return `${file} ${name}`;
}
