/** Errors with an HTTP status, and the log of those that have none. */

import { makeOptionCheck } from "../option_check.ts";
import { hasSecret, logError, showPath, toLine } from "./log.ts";
import { IN_ENGLISH, isTitle, type Language, type Sentence } from "./messages.ts";
import { say } from "./say.ts";
import { RECORD, type Recorded } from "./record.ts";
import type { RequestContext } from "./types.ts";

/** Options of {@linkcode HTTPException}. */
export interface HTTPExceptionOptions extends ErrorOptions {
  /** Headers of the response, such as `Allow` or `WWW-Authenticate`. */
  headers?: Readonly<Record<string, string>>;
  /**
   * What the user is told in the place of `detail`, which only the developer reads then: a text, or a
   * sentence that is translated.
   */
  tell?: string | Sentence;
  /** What is wrong with each field, for the user. */
  errors?: Readonly<Record<string, string | Sentence>>;
}

const checkOptions = makeOptionCheck<HTTPExceptionOptions>("make an HTTPException", {
  headers: true,
  tell: true,
  errors: true,
  cause: true,
});

/**
 * Ends a request with a status, wherever it is thrown.
 *
 * The handler for that status in `exceptionHandlers` makes the response, or else the plain error
 * page. `detail` is shown to the user, unless `tell` is; the log has `detail`. FastHTML:
 * `HTTPException`.
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
  /** Headers of the response. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #tell: string | Sentence | undefined;
  readonly #errors: Readonly<Record<string, string | Sentence>>;
  #language = IN_ENGLISH;

  /** Makes the exception. Throws a RangeError when `status` is not from 400 to 599. */
  constructor(status: number, detail?: string, options: HTTPExceptionOptions = {}) {
    checkOptions(options);
    super(detail ?? toPhrase(status), options);
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`Cannot make an HTTPException: status ${status}, expected 400 to 599`);
    }
    this.status = status;
    this.headers = options.headers ?? {};
    this.#tell = options.tell ?? detail;
    this.#errors = options.errors ?? {};
  }

  /** What the user is told. Default: the reason phrase of the status. */
  get detail(): string {
    return this.#tell === undefined ? toPhrase(this.status, this.#language) : this.#say(this.#tell);
  }

  /**
   * What the user of a request is told, in the user's language: for a handler that catches the error,
   * and shows a form again.
   */
  detailFor(context: RequestContext): string {
    const tell = this.#tell ?? toTitle(this.status);
    return typeof tell === "string" ? tell : say(context, tell);
  }

  /** What is wrong with each field, for the user. */
  get errors(): Readonly<Record<string, string>> {
    const all = Object.entries(this.#errors).map(([name, told]) => [name, this.#say(told)]);
    return Object.assign(Object.create(null), Object.fromEntries(all));
  }

  /** @internal Tells the user all in a language, from now on. */
  static translate(error: HTTPException, language: Language): void {
    error.#language = language;
  }

  /** @internal The title of the status, for the user. */
  static titleOf(error: HTTPException): string {
    return toPhrase(error.status, error.#language);
  }

  /**
   * @internal What the user is told beside the title of the status, or undefined for nothing more.
   */
  static sentenceOf(error: HTTPException): string | undefined {
    const tell = error.#tell ?? SENTENCES[error.status];
    return tell === undefined ? undefined : error.#say(tell);
  }

  #say(told: string | Sentence): string {
    return typeof told === "string" ? told : this.#language.say(told);
  }
}

/** What users are told of a status of which nothing more is known. */
const SENTENCES: Readonly<Record<number, Sentence>> = {
  400: { key: "badRequest" },
  401: { key: "signInNeeded" },
  403: { key: "forbidden" },
  404: { key: "notFound" },
  405: { key: "wrongMethod" },
  414: { key: "linkTooLong" },
  429: { key: "tooManyRequests" },
  500: { key: "failed" },
  503: { key: "busy" },
};

/** A response that nothing of the application is needed for: the status, as text. */
export function toPlainResponse(status: number, language?: Language): Response {
  const headers = { "x-content-type-options": "nosniff" };
  return new Response(`${status} ${toPhrase(status, language)}`, { status, headers });
}

/** The reason phrase of an error status (RFC 9110, 15), or that it is one. */
export function toPhrase(status: number, language: Language = IN_ENGLISH): string {
  return language.say(toTitle(status));
}

function toTitle(status: number): Sentence {
  return { key: isTitle(status) ? status : "error" };
}

/** What the log shows of a request. */
interface ShownSource {
  readonly req: Pick<Request, "method" | "url">;
  /** The route that answers it, once that is known. */
  readonly route?: { readonly name: string; readonly path: string } | undefined;
}

/** What an error comes from: an exchange, or a request alone. */
export interface ErrorSource extends ShownSource {
  readonly req: Request;
  /** The application that answers it. */
  readonly app?: object;
}

/** The key of the function by which an application in development shows an error on open pages. */
export const SHOW: unique symbol = Symbol("show");

/** An application that may show errors. */
interface Shower {
  readonly [SHOW]?: (error: unknown, source?: object) => void;
}

/** Reports an error that comes after its response has begun; in development open pages show it. */
export function reportLate(error: unknown, source: ErrorSource): void {
  (source.app as Shower | undefined)?.[SHOW]?.(error, source);
  const record = (source.req as Recorded)[RECORD];
  if (record) record.late = error;
  report(error, source);
}

/** Logs an error with what it comes from. */
export function report(error: unknown, source: ErrorSource): void {
  const record = (source.req as Recorded)[RECORD];
  if (record?.log?.take(error, record)) return;
  logError(`${showSource(source)}:`, error);
}

/** Writes a request and its route for the log: `GET /user/7?tab=… (showUser)`. */
export function showSource({ req: { method, url }, route }: ShownSource): string {
  const path = route && hasSecret(route.path) ? route.path : showPath(url);
  const name = route && (route.name || route.path);
  return toLine(`${method} ${path}${name && name !== path.split("?")[0] ? ` (${name})` : ""}`);
}
