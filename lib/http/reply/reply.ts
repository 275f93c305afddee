/** Sorts what a handler returned: content, headers, tasks. */
import { type Child, FT, SafeHtml } from "../../html/mod.ts";
import { BackgroundTask } from "../background.ts";
import { HttpHeader, toAttachment } from "../headers.ts";
import type { Maybe } from "../../maybe.ts";
import { SpooledFile } from "../request/body/spool.ts";
import type { RequestContext } from "../types.ts";

/** The content of a response. */
export type Content =
  /** Elements: a page, or a fragment. */
  | { readonly kind: "page"; readonly parts: readonly Child[] }
  /** Plain text: escaped, without a page around it, as in FastHTML. */
  | { readonly kind: "text"; readonly text: Child }
  | { readonly kind: "json"; readonly value: unknown }
  /** A page whose parts are made later. */
  | { readonly kind: "stream"; readonly parts: AsyncIterable<unknown> }
  | { readonly kind: "bytes"; readonly body: BodyInit; readonly type: string }
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
      throw new RangeError(`Cannot answer with status ${status}, expected 200 to 599`);
    }
    this.status = status;
  }
}

/** Sorts what a handler returned. */
export function toReply(result: unknown, context: RequestContext): Maybe<Reply> {
  if (isElement(result)) return toPageReply([result]);
  if (Array.isArray(result) && result.length > 0 && result.every(isElement)) {
    return toPageReply(result);
  }
  const headers: HttpHeader[] = [], tasks: BackgroundTask<never>[] = [], parts: unknown[] = [];
  const pending: Promise<unknown>[] = [];
  let response: Response | undefined, status = 200;
  const sort = (value: unknown): void => {
    if (value === undefined || value === null) return;
    if (typeof value !== "object" || isElement(value)) parts.push(value);
    else if (value instanceof FT) value.children.forEach(sort);
    else if (value instanceof HttpHeader) headers.push(value);
    else if (value instanceof BackgroundTask) tasks.push(value);
    else if (value instanceof Status) status = value.status;
    else if (value instanceof Response) response = value;
    else if (isResponder(value)) {
      const answer = value.__response__(context);
      if (answer instanceof Promise) {
        // A later part may throw first; this rejection would then be unhandled and end the process.
        answer.catch(() => {});
        pending.push(answer);
      } else sort(answer);
    } else if (isIterable(value)) { for (const item of value) sort(item); }
    else parts.push(value);
  };
  const finish = (): Reply => {
    // An uploaded file has a type that a client chose: it is saved by the browser, never shown.
    if (parts.length === 1 && parts[0] instanceof File) {
      headers.unshift(toAttachment(parts[0].name));
    }
    const content = response
      ? { kind: "response", response } as const
      // A list is JSON as a whole, unless headers or tasks were taken out, as from `[data,
      // header]`.
      : toContent(parts, Array.isArray(result) && result.length === parts.length);
    return { status, headers, tasks, content };
  };
  // A promised response may itself hold promises.
  const settle = (): Maybe<Reply> => {
    if (pending.length === 0) return finish();
    return Promise.all(pending.splice(0)).then((answers) => (answers.forEach(sort), settle()));
  };
  sort(result);
  return settle();
}

const NONE: readonly never[] = [];

/** The fast path: most handlers return only elements. */
function toPageReply(parts: readonly Child[]): Reply {
  return { status: 200, headers: NONE, tasks: NONE, content: { kind: "page", parts } };
}

/** Whether a value is an element. A fragment is not: its children are sorted one by one. */
function isElement(value: unknown): value is FT {
  return value instanceof FT && value.tag !== "";
}

function toContent(parts: readonly unknown[], isList: boolean): Content {
  const [first] = parts;
  if (isStream(first)) return { kind: "stream", parts: first };
  if (parts.some(isData)) {
    return { kind: "json", value: isList || parts.length > 1 ? parts : first };
  }
  if (parts.length === 0) return { kind: "text", text: "" };
  if (parts.length > 1) return { kind: "page", parts: parts as Child[] };
  if (isBytes(first)) return { kind: "bytes", body: toBody(first), type: toType(first) };
  const isText = typeof first !== "object" || first instanceof SafeHtml;
  return isText
    ? { kind: "text", text: first as Child }
    : { kind: "page", parts: [first as Child] };
}

/** Whether a value is sent as JSON: an object that is not content. */
function isData(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof FT || value instanceof SafeHtml || value instanceof Promise) return false;
  return !isBytes(value) && !("__ft__" in value && typeof value.__ft__ === "function");
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> | Blob | ReadableStream {
  return value instanceof Uint8Array || value instanceof Blob || value instanceof ReadableStream;
}

/** Whether a value is an async generator, or another async iterable of parts. */
function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value &&
    !isBytes(value);
}

/** The media type of bytes; without one, they are a download, never a page. */
function toType(body: unknown): string {
  return body instanceof Blob && body.type || "application/octet-stream";
}

/** Only its own methods read a file on disk, not `new Response()`. */
function toBody(body: BodyInit): BodyInit {
  return body instanceof SpooledFile ? body.stream() : body;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && !isBytes(value);
}

/** Whether a value makes its own response. JSON holds no functions, so it cannot forge one. */
export function isResponder(value: unknown): value is Responder {
  return typeof value === "object" && value !== null && "__response__" in value &&
    typeof value.__response__ === "function";
}
