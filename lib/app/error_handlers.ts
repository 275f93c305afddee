/** Which handler answers an error. */
import { NotFoundError } from "../data/mod.ts";
import type { ExceptionHandler } from "./options.ts";
import { toDebugPage, toErrorPage } from "./error_page.ts";
import { HTTPException, report } from "../http/errors.ts";
import { HttpHeader } from "../http/headers.ts";
import { type Maybe, then } from "../maybe.ts";
import { wantsData } from "../http/reply/negotiate.ts";
import { isResponder, Status } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";

/** What an error handler is registered for: a status, or a class. */
export type ErrorKind = number | (abstract new (...args: never) => Error);

/** Finds the handler of an error. */
export class ErrorHandlers {
  readonly #handlers = new Map<unknown, ExceptionHandler>();
  readonly #isDebug: boolean;

  /** Takes the handlers by status. */
  constructor(handlers: Readonly<Record<number, ExceptionHandler>>, isDebug: boolean) {
    for (const [status, handler] of Object.entries(handlers)) this.set(+status, handler);
    this.#isDebug = isDebug;
  }

  /** Adds the handler for errors of a class, or of a status. */
  set(kind: ErrorKind, handler: ExceptionHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** Returns the result for an error, as a handler would; reports errors that are not expected. */
  toResult(error: unknown, context: RequestContext): Maybe<unknown> {
    // A Redirect or a Response that is thrown deep inside is meant as the response.
    if (error instanceof Response || isResponder(error)) return error;
    const known = error instanceof NotFoundError
      // Only the developer may know which table and key it was.
      ? new HTTPException(404, this.#isDebug ? error.message : undefined, { cause: error })
      : error;
    const isForeseen = known instanceof HTTPException;
    const exception = isForeseen ? known : new HTTPException(500);
    const own = this.#ofClass(error);
    if (!isForeseen && !own) report(error, context.req);
    const handler = own ?? this.#handlers.get(exception.status);
    const page = handler
      ? handler(context, own ? error : known)
      : this.#isDebug && !isForeseen
      ? toDebugPage(error)
      : wantsData(context.headers)
      ? { detail: exception.detail }
      : toErrorPage(exception);
    const headers = Object.entries(exception.headers).map(([name, value]) =>
      new HttpHeader(name, value)
    );
    return then(page, (page) => [new Status(exception.status), ...headers, page]);
  }

  /** The handler for an error's class, or for the nearest class that it extends. */
  #ofClass(error: unknown): ExceptionHandler | undefined {
    let kind = error instanceof Error ? error.constructor : undefined;
    for (; kind && kind !== Error && kind !== Object; kind = Object.getPrototypeOf(kind)) {
      const handler = this.#handlers.get(kind);
      if (handler) return handler;
    }
  }
}
