/** An entry of the log: what is told of one request, or of one error. */
import { HTTPException, toPhrase } from "../../http/errors.ts";
import { hasSecret, showPath, toLine } from "../../http/log.ts";
import type { RequestRecord } from "../../http/record.ts";

/**
 * An entry of the log. What a client sent is in it without control characters, and without the
 * values of the query, which may be secrets.
 */
export interface LogEntry {
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
  /**
   * `error` for a status from 500 and for an error, `warn` for one from 400, and for a message or a
   * socket that a limit or a handler has rejected.
   */
  readonly level: "info" | "warn" | "error";
  /**
   * A `request` is answered, and an event stream has ended; a socket is open (`connect`) or has
   * ended (`disconnect`); a `message` of a socket is rejected; an `error` was thrown that is not
   * meant for the client.
   */
  readonly event: "request" | "connect" | "disconnect" | "message" | "error";
  /** The id of the request, also in the response for an error. */
  readonly id: string;
  /** Such as `GET`. */
  readonly method: string;
  /** The path as it was sent, and the names in the query: `/find?q=…`. */
  readonly path: string;
  /** The path as it was declared, such as `/user/{id}`; undefined where no route answers. */
  readonly route: string | undefined;
  /** The status of the response; undefined for an `error`. */
  readonly status: number | undefined;
  /** Milliseconds from the request to the response, or to the end of what goes on after it. */
  readonly ms: number;
  /** Why it is an error: of the status, or of what has ended after the response. */
  readonly reason: string | undefined;
  /** What was thrown. JSON lines have its stack. */
  readonly error: unknown;
  /** Whether the response is a file: a static one, or one of the library's own. */
  readonly isFile: boolean;
}

/** Makes the entry of a request that is answered, or of a socket. */
export function toEntry(record: RequestRecord, event: LogEntry["event"]): LogEntry {
  const { status, answering, late } = record;
  const failure = late ?? (status < 400 ? undefined : answering?.failure);
  const isMistake = late instanceof Error && !(late instanceof HTTPException);
  const isRejected = status >= 400 || late !== undefined;
  const level = status >= 500 || isMistake ? "error" : isRejected ? "warn" : "info";
  return make(record, level, event, status, failure);
}

/** Makes the entry of a socket's message that is rejected. */
export function toMessageEntry(record: RequestRecord, error: unknown): LogEntry {
  return make(record, "warn", "message", record.status, error);
}

/** Makes the entry of an error that is reported. */
export function toErrorEntry(record: RequestRecord, error: unknown): LogEntry {
  return make(record, "error", "error", undefined, error);
}

function make(
  record: RequestRecord,
  level: LogEntry["level"],
  event: LogEntry["event"],
  status: number | undefined,
  error: unknown,
): LogEntry {
  const { id, request: { method, url }, start, answering, isFile } = record;
  const known = answering?.route, route = known && answering.target.base + known.path;
  return {
    time: Date.now(),
    level,
    event,
    id,
    method,
    path: known && hasSecret(known.path) ? route! : record.shownPath ?? showPath(url),
    route,
    status,
    ms: Math.round((performance.now() - start) * 100) / 100,
    reason: toReason(error),
    error,
    isFile: isFile || known?.path.startsWith("/_fasthtml/") === true,
  };
}

/** The longest reason that is shown whole. */
const MAX_REASON = 500;

/** The text of an error in one line: of one for the client, what the developer may know of it. */
function toReason(error: unknown): string | undefined {
  if (error === undefined) return;
  const text = error instanceof HTTPException ? toDetail(error) : `${error}`;
  return text && toLine(text.slice(0, MAX_REASON));
}

function toDetail({ cause, message, status }: HTTPException): string | undefined {
  if (cause instanceof Error) return cause.message;
  return message === toPhrase(status) ? undefined : message;
}
