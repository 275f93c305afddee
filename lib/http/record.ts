/** What is noted of a request for the log: its id, its start, and what it led to. */

import type { Span } from "../telemetry.ts";

/** The key of a request's record. */
export const RECORD: unique symbol = Symbol("record");

/** A request that may have a record. */
export type Recorded = Request & { [RECORD]?: RequestRecord };

/** What a record reads of the exchange that answers its request. */
export interface Answering {
  readonly target: { readonly base: string };
  readonly route: { readonly path: string } | undefined;
  /** What was thrown, if the response is one for an error. */
  failure: unknown;
}

/** The log that a record is written to. */
export interface RecordLog {
  /** Writes that a socket or an event stream has ended. */
  end(record: RequestRecord): void;
  /** Writes that a message of a socket was rejected. */
  reject(error: unknown, record: RequestRecord): void;
  /** Takes an error of the request; false leaves it to the terminal. */
  take(error: unknown, record: RequestRecord): boolean;
}

/** The record of one request. */
export class RequestRecord {
  readonly request: Request;
  /** In milliseconds since the process began. */
  readonly start: number = performance.now();
  /** The innermost application's: a mounted one knows the route. */
  answering: Answering | undefined;
  /** The span of Deno's server; undefined where the program is not traced. */
  span: Span | undefined;
  /** What is shown for a path that has a secret, if no route answers the request. */
  shownPath: string | undefined;
  /** Whether the response is a static file. */
  isFile = false;
  /** Whether it goes on after the response is made, as event streams do. */
  isOpen = false;
  /** Whether the response is made. */
  isDone = false;
  /** The status of the response, once it is made. */
  status = 200;
  /** Why what goes on after the response has ended, if not as it should. */
  late: unknown;
  /** The log that this is for; undefined where nothing is logged. */
  log: RecordLog | undefined;
  readonly #proxies: number;
  #id: string | undefined;

  /** Takes the number of proxies whose ids are trusted. */
  constructor(request: Request, proxies: number) {
    this.request = request;
    this.#proxies = proxies;
  }

  /** The id of the request: that of a trusted proxy, or a new one. */
  get id(): string {
    return this.#id ??= this.#proxies > 0 && readId(this.request.headers) ||
      crypto.randomUUID();
  }

  /** Notes that a message of the socket was rejected. */
  reject(error: unknown): void {
    this.log?.reject(error, this);
  }

  /** Notes that the socket or the event stream has ended. */
  end(): void {
    this.log?.end(this);
  }
}

/** The id of a request; every request on the way has one. */
export function idOf(request: Request): string {
  return recordOf(request, 0).id;
}

/** The record of a request, made if there is none. */
export function recordOf(request: Recorded, proxies: number): RequestRecord {
  const known = request[RECORD];
  if (known) return known;
  return request[RECORD] = new RequestRecord(request, proxies);
}

/** Gives a request that takes the place of another one the record of that. */
export function copyRecord(from: Recorded, to: Recorded): void {
  const record = from[RECORD];
  if (record) to[RECORD] = record;
}

/** Text that can be in a header, a log and a page as it is. */
const HARMLESS = /^[\w.-]{1,64}$/;

/** The id in `X-Request-Id`, or of the trace in `traceparent` (W3C Trace Context, 3.2). */
function readId(headers: Headers): string | undefined {
  const id = headers.get("x-request-id");
  if (id !== null && HARMLESS.test(id)) return id;
  return /^[\da-f]{2}-([\da-f]{32})-/.exec(headers.get("traceparent") ?? "")?.[1];
}
