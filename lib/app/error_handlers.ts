/** What an error is answered with. */
import { NotFoundError } from "../data/mod.ts";
import type { ExceptionHandler } from "./config.ts";
import { toDebugPage, toErrorPage } from "../http/reply/error_page.ts";
import { HTTPException } from "../http/errors.ts";
import { HttpHeader } from "../http/headers.ts";
import { report } from "../http/log.ts";
import { type Maybe, then } from "../http/maybe.ts";
import { wantsData } from "../http/reply/negotiate.ts";
import { isResponder, Status } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";

/** The kind of an error that a handler answers: a status, or a class. */
export type ErrorKind = number | (abstract new (...args: never) => Error);

/** Knows the handlers of errors. */
export class Failures {
  readonly #handlers = new Map<unknown, ExceptionHandler>();
  readonly #isDebug: boolean;

  /** Takes the handlers by status. */
  constructor(handlers: Readonly<Record<number, ExceptionHandler>>, isDebug: boolean) {
    for (const [status, handler] of Object.entries(handlers)) this.set(+status, handler);
    this.#isDebug = isDebug;
  }

  /** Adds the handler of errors of a class, or of a status. */
  set(kind: ErrorKind, handler: ExceptionHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** What answers an error, as a handler would return it; what nobody foresaw is reported. */
  toResult(error: unknown, context: RequestContext): Maybe<unknown> {
    // Whoever throws a Redirect or a Response from deep inside means it as the answer.
    if (error instanceof Response || isResponder(error)) return error;
    const known = error instanceof NotFoundError
      // Which table and key it was, only the developer may know.
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

  /** The handler of an error's class, or of one that it extends. */
  #ofClass(error: unknown): ExceptionHandler | undefined {
    let kind = error instanceof Error ? error.constructor : undefined;
    for (; kind && kind !== Error && kind !== Object; kind = Object.getPrototypeOf(kind)) {
      const handler = this.#handlers.get(kind);
      if (handler) return handler;
    }
  }
}
