/** Sorts what a handler returned: content, headers, tasks. */
import { fieldOf } from "../../field.ts";
import { typeName } from "../../html/attrs.ts";
import { isRenderable, keepAll } from "../../html/ft.ts";
import { type Child, FT } from "../../html/mod.ts";
import { isPromise, isStream } from "../../html/parts.ts";
import { SafeHtml } from "../../html/safe.ts";
import { BackgroundTask } from "../background.ts";
import { HttpHeader } from "../headers.ts";
import { UrlHeader } from "./htmx_response.ts";
import { type Maybe, then } from "../../maybe.ts";
import { MISTAKE, type Mistake, NOTHING } from "../../result_marks.ts";
import { SpooledFile } from "../request/body/spool.ts";
import type { RequestContext } from "../types.ts";

// Deno defines its globals by getters, which took 20 ns each, for every row of a list.
const { Blob, ReadableStream, Response } = globalThis;

/** The content of a response. */
export type Content =
  /** Elements: a page, or a fragment. */
  | { readonly kind: "page"; readonly parts: readonly Child[] }
  /** Plain text: escaped, without a page around it, as in FastHTML. */
  | { readonly kind: "text"; readonly text: Child }
  | { readonly kind: "json"; readonly value: unknown }
  /** A page whose parts are made later. */
  | { readonly kind: "stream"; readonly parts: AsyncIterable<Child> }
  | {
    readonly kind: "bytes";
    readonly body: BodyInit;
    readonly type: string;
    /** The name that the browser saves it under; undefined to show it. */
    readonly filename: string | undefined;
  }
  | { readonly kind: "response"; readonly response: Response };

/** A response before it is rendered. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly HttpHeader[];
  readonly tasks: readonly BackgroundTask<never>[];
  readonly content: Content;
}

/** A value that makes its own response: any object with this method, such as a `Redirect`. */
export interface Responder {
  /** Returns what a handler could return in its place. */
  __response__(context: RequestContext): unknown;
}

/** The status of a response, returned beside content. */
export class Status {
  /** The status. */
  readonly status: number;

  /** Throws a RangeError when a `Response` cannot have the status. */
  constructor(status: number) {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError(`Cannot reply: status ${status}, expected 200 to 599`);
    }
    this.status = status;
  }
}

/** Sorts what a handler returned: what goes into headers or runs later, and the content. */
export function toReply(result: unknown, context: RequestContext): Maybe<Reply> {
  // The fast path: most handlers return only elements.
  if (isElement(result)) return toPageReply([result]);
  if (Array.isArray(result) && result.length > 0 && result.every(isElement)) {
    return toPageReply(result);
  }
  if (isPlainData(result)) return toJsonReply(result);
  const sorter = new Sorter(context);
  return then(sorter.take(result), (rest) => sorter.toReply(rest));
}

const NONE: readonly never[] = [];

function toPageReply(parts: readonly Child[]): Reply {
  return { status: 200, headers: NONE, tasks: NONE, content: { kind: "page", parts } };
}

function toJsonReply(value: unknown): Reply {
  return { status: 200, headers: NONE, tasks: NONE, content: { kind: "json", value } };
}

/**
 * Whether a value is only data: an object, or a list of them. Rows of one class need one look at
 * it: sorting 100 rows took half as long as writing them as JSON.
 */
function isPlainData(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value)) return !isOfOurs(value) && isOnlyData(value);
  let known: object | null | undefined;
  for (const item of value) {
    if (typeof item !== "object" || item === null) return false;
    const prototype = Object.getPrototypeOf(item);
    if (prototype !== known && isOfOurs(item)) return false;
    known = prototype;
    if (!isOnlyData(item)) return false;
  }
  return value.length > 0;
}

/** Whether the class of an object has a meaning of its own in a result. */
function isOfOurs(value: object): boolean {
  return value instanceof FT || value instanceof HttpHeader || value instanceof BackgroundTask ||
    value instanceof Status || value instanceof Response || value instanceof SafeHtml ||
    isBytes(value);
}

/** Whether an object of no such class has nothing else by which a result is sorted. */
function isOnlyData(value: object): boolean {
  return !("__response__" in value || "then" in value || "__ft__" in value ||
    Symbol.iterator in value || Symbol.asyncIterator in value || isEmptied(value));
}

/** Whether a value is an element. A fragment is not: its children are sorted one by one. */
function isElement(value: unknown): value is FT {
  return value instanceof FT && value.tag !== "";
}

/** Takes headers, tasks and the status out of a result. */
class Sorter {
  readonly #context: RequestContext;
  readonly #headers: HttpHeader[] = [];
  readonly #tasks: BackgroundTask<never>[] = [];
  #status = 200;
  #response: Response | undefined;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** Returns what is content in a value: undefined for none. Waits for promises. */
  take(value: unknown): Maybe<unknown> {
    if (typeof value !== "object") return isNothing(value) ? undefined : value;
    if (value instanceof FT) return value.tag === "" ? this.#takeAll(value.children) : value;
    if (value === null) return;
    if (Array.isArray(value)) return this.#takeAll(value);
    if (value instanceof HttpHeader) {
      this.#headers.push(value);
      if (value instanceof UrlHeader) return value.check(this.#context);
    } else if (value instanceof BackgroundTask) this.#tasks.push(value);
    else if (value instanceof Status) this.#status = value.status;
    else if (value instanceof Response) this.#response = value;
    else if (isResponder(value)) return this.take(value.__response__(this.#context));
    else if (isPromise(value)) {
      return kept(Promise.resolve(value).then((value) => this.take(value)));
    } else return isList(value) ? this.#takeAll([...value]) : value;
  }

  toReply(rest: unknown): Reply {
    if (this.#response) keepAll(rest);
    const content: Content = this.#response
      ? { kind: "response", response: this.#response }
      : toContent(rest);
    return { status: this.#status, headers: this.#headers, tasks: this.#tasks, content };
  }

  #takeAll(list: readonly unknown[]): Maybe<unknown> {
    let rest: unknown[] | undefined, waits = false;
    for (let i = 0; i < list.length; i++) {
      const content = this.take(list[i]);
      if (content !== list[i] || content === undefined) rest ??= list.slice(0, i);
      rest?.push(content);
      waits ||= content instanceof Promise;
    }
    if (!rest) return list;
    return waits ? kept(Promise.all(rest).then(toRest)) : toRest(rest);
  }
}

/** A later part may throw first; this rejection would then be unhandled and end the process. */
function kept<T>(part: Promise<T>): Promise<T> {
  part.catch(() => {});
  return part;
}

/** Data beside a header is not a list of one; a list from which nothing was taken stays one. */
function toRest(list: readonly unknown[]): unknown {
  const rest = list.filter((item) => item !== undefined);
  return rest.length > 1 || rest.length === list.length ? rest : rest[0];
}

/** Chooses how content is sent; the first step that fits decides. */
function toContent(rest: unknown): Content {
  const parts = toParts(rest, []), [first] = parts;
  if (parts.length === 0) return { kind: "text", text: "" };
  if (parts.length === 1) {
    if (isScalar(first) || first instanceof SafeHtml) return { kind: "text", text: first };
    if (isBytes(first)) return toBytes(first);
    if (isParts(first)) return { kind: "stream", parts: first };
  }
  if (parts.every(isChild)) return { kind: "page", parts };
  // Text and numbers are content beside elements, and data beside objects.
  if (parts.every((part) => isScalar(part) || isData(part))) return { kind: "json", value: rest };
  keepAll(parts);
  throw toMixError(parts);
}

/** The parts of nested lists, in order. */
function toParts(rest: unknown, parts: unknown[]): unknown[] {
  if (Array.isArray(rest)) { for (const item of rest) toParts(item, parts); }
  else if (rest !== undefined) parts.push(rest);
  return parts;
}

type Scalar = string | number | bigint | boolean;

function isScalar(value: unknown): value is Scalar {
  const type = typeof value;
  return type === "string" || type === "number" || type === "bigint" || type === "boolean";
}

/** Whether a page can show a value. */
function isChild(value: unknown): value is Child {
  return value instanceof FT || isScalar(value) || value instanceof SafeHtml ||
    isParts(value) && !isBytes(value) || Object(value) === value && isRenderable(value as object);
}

/** Whether a value is sent as JSON: an object that is no content, and that JSON does not empty. */
function isData(value: unknown): boolean {
  return typeof value === "object" && !(Symbol.iterator in value!) && !isChild(value) &&
    !isBytes(value) && !isEmptied(value!);
}

/** Whether JSON would show nothing of an object that is not empty, or what is not for clients. */
function isEmptied(value: object): boolean {
  if (MISTAKE in value || value instanceof Error) return true;
  if ("toJSON" in value) return false;
  let hasFunction = false;
  // A row of which no field was sent inherits them all.
  for (const name in value) {
    const field = fieldOf(value as Record<string, unknown>, name);
    if (typeof field !== "function" || "toJSON" in field) {
      return Symbol.toStringTag in value && !Object.hasOwn(value, name);
    }
    hasFunction = true;
  }
  // A class of the program may have no values yet. One of the platform has none that JSON shows.
  return hasFunction || Object.prototype.toString.call(value) !== "[object Object]";
}

/** Bytes, and what has a stream of them. */
type Bytes = ArrayBuffer | ArrayBufferView<ArrayBuffer> | Blob | ReadableStream;

function isBytes(value: unknown): value is Bytes {
  return value instanceof Blob || value instanceof ReadableStream ||
    value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function toBytes(value: Bytes): Content {
  return {
    kind: "bytes",
    // Only its own methods read a file on disk, not `new Response()`.
    body: value instanceof SpooledFile ? value.stream() : value,
    // Without a type, bytes are a download, never a page.
    type: value instanceof Blob && value.type || "application/octet-stream",
    // An uploaded file has a type that a client chose: it is saved by the browser, never shown.
    filename: value instanceof File ? value.name : undefined,
  };
}

/** Whether a value is an async generator, or another async iterable of parts. */
function isParts(value: unknown): value is AsyncIterable<Child> {
  return typeof value === "object" && isStream(value!);
}

/** Whether a value is a list of parts: an array, a set, a generator. */
function isList(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && !isBytes(value) && !isKeyed(value);
}

/** Whether a value is iterable, but as keys and values. */
function isKeyed(value: unknown): boolean {
  return value instanceof Map || value instanceof Headers || value instanceof FormData ||
    value instanceof URLSearchParams;
}

/** Tells which part fits with no other. */
function toMixError(parts: readonly unknown[]): TypeError {
  const mistake = parts.find(isMistake)?.[MISTAKE];
  if (mistake) {
    return new TypeError(`Cannot reply: ${mistake.found}, expected ${mistake.expected}`);
  }
  const odd = parts.findIndex((part) => !isChild(part));
  const found = typeName(parts[odd]);
  if (parts.length === 1 && parts[0] instanceof Error) {
    return new TypeError(`Cannot reply: ${found}, expected it thrown`, { cause: parts[0] });
  }
  if (parts.length === 1) {
    return new TypeError(
      `Cannot reply: ${found}, expected elements, text, an object, bytes or a Response`,
    );
  }
  const beside = parts[odd === 0 ? 1 : 0];
  const name = beside instanceof FT ? `<${beside.tag}>` : typeName(beside);
  return new TypeError(
    `Cannot reply: ${found} beside ${name}, expected only elements and text, or only data`,
  );
}

function isNothing(value: unknown): boolean {
  return typeof value === "function" && NOTHING in value;
}

function isMistake(value: unknown): value is { readonly [MISTAKE]: Mistake } {
  return Object(value) === value && MISTAKE in (value as object);
}

/** Whether a value makes its own response. JSON holds no functions, so it cannot forge one. */
export function isResponder(value: unknown): value is Responder {
  return typeof value === "object" && value !== null && "__response__" in value &&
    typeof value.__response__ === "function";
}
