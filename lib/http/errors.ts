/** Errors with an HTTP status, and the log of those that have none. */

import { logError, toLine } from "./log.ts";

/** Options of {@linkcode HTTPException}. */
export interface HTTPExceptionOptions extends ErrorOptions {
  /** Headers of the response, such as `Allow` or `WWW-Authenticate`. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Ends a request with a status, wherever it is thrown.
 *
 * The handler for that status in `exceptionHandlers` makes the response, or else the plain error
 * page. `detail` is shown to the user. FastHTML: `HTTPException`.
 *
 * @example
 * ```ts
 * import { fastApp, HTTPException } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/secret", () => {
 *   throw new HTTPException(403, "Not for you");
 * });
 * strictEqual((await app.request("/secret")).status, 403);
 * ```
 */
export class HTTPException extends Error {
  /** The name of the class. */
  override readonly name: string = "HTTPException";
  /** The status of the response. */
  readonly status: number;
  /** What the user is told. Default: the reason phrase of the status. */
  readonly detail: string;
  /** Headers of the response. */
  readonly headers: Readonly<Record<string, string>>;

  /** Makes the exception; throws a RangeError when `status` is not from 400 to 599. */
  constructor(status: number, detail?: string, options: HTTPExceptionOptions = {}) {
    super(detail ?? toPhrase(status), options);
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`Cannot make an HTTPException: status ${status}, expected 400 to 599`);
    }
    this.status = status;
    this.detail = this.message;
    this.headers = options.headers ?? {};
  }
}

const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** A response that nothing of the application is needed for: the status, as text. */
export function toPlainResponse(status: number): Response {
  const headers = { "x-content-type-options": "nosniff" };
  return new Response(`${status} ${toPhrase(status)}`, { status, headers });
}

/** The reason phrase of an error status (RFC 9110, 15), or "Error". */
export function toPhrase(status: number): string {
  return PHRASES[status] ?? "Error";
}

/** Logs an error with the request that it came from. */
export function report(error: unknown, request: Request): void {
  logError(`${showRequest(request)}:`, error);
}

/**
 * Writes a request for the log, `GET https://example.com/find?q=…`. A value of the query may be a
 * secret, such as the code of a sign-in or the token of an invitation, so no value is shown.
 */
export function showRequest({ method, url }: Request): string {
  const at = url.indexOf("?");
  const query = at < 0 ? "" : url.slice(at).replace(/=[^&]+/g, "=…");
  // Deno leaves line breaks of other alphabets in a URL.
  return toLine(`${method} ${at < 0 ? url : url.slice(0, at)}${query}`);
}
