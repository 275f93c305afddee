/** Which handler answers an error. */
import { ConnectionError, NotFoundError } from "../data/mod.ts";
import type { Child } from "../html/mod.ts";
import type { ExceptionHandler } from "./options.ts";
import type { Failure } from "./dev/debug_page.ts";
import { traceRoute } from "./dev/traces.ts";
import { toErrorPage, toErrorPart } from "./error_page.ts";
import { HTTPException, report } from "../http/errors.ts";
import { HttpHeader } from "../http/headers.ts";
import { idOf } from "../http/record.ts";
import { type Maybe, then } from "../maybe.ts";
import { toProblem } from "../http/reply/problem.ts";
import { wantsProblem } from "../http/request/accept.ts";
import { wantsFragment } from "../http/request/htmx_headers.ts";
import { isResponder, Status } from "../http/reply/reply.ts";
import { exchangeOf } from "../http/request/exchange.ts";
import type { RequestContext } from "../http/types.ts";

/** Names how the page shows an error that no handler of the program answers. */
const UNANSWERED = "FastHTML-Error";

/** Headers by which the program says where htmx puts the response, or where it goes. */
const PLACES = /^hx-(?:retarget|reswap|reselect|redirect|location|refresh)$/i;

const ACCEPT = new HttpHeader("Vary", "Accept");

/** What an error handler is registered for: a status, or a class. */
export type ErrorKind = number | (abstract new (...args: never) => Error);

/** What is answered to errors, and whether they are shown to the developer. */
interface ErrorOptions {
  readonly exceptionHandlers: Readonly<Record<number, ExceptionHandler>>;
  readonly debug: boolean;
}

/** Finds the handler of an error. */
export class ErrorHandlers {
  readonly #handlers = new Map<unknown, ExceptionHandler>();
  readonly #debug: ((failure: Failure) => Promise<Child>) | undefined;

  /** Takes the handlers by status, and what makes the developer's pages in development. */
  constructor(
    { exceptionHandlers, debug }: ErrorOptions,
    show: (failure: Failure) => Promise<Child>,
  ) {
    for (const [status, handler] of Object.entries(exceptionHandlers)) this.set(+status, handler);
    this.#debug = debug ? show : undefined;
  }

  /** Adds the handler for errors of a class, or of a status. */
  set(kind: ErrorKind, handler: ExceptionHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** Returns the result for an error, as a handler would; reports errors that are not expected. */
  toResult(error: unknown, context: RequestContext): Maybe<unknown> {
    // A Redirect or a Response that is thrown deep inside is meant as the response.
    if (error instanceof Response || isResponder(error)) return error;
    const known = toKnown(error);
    const exception = known instanceof HTTPException ? known : toUnforeseen(error);
    // That a database is away is for the log, and for the developer's page.
    const isForeseen = exception === known && !(error instanceof ConnectionError);
    const exchange = exchangeOf(context), failure = { error, exception, exchange };
    HTTPException.translate(exception, exchange.language);
    if (this.#debug) traceRoute(error, exchange.route);
    const own = this.#ofClass(error);
    if (!isForeseen && !own) report(error, exchange);
    const headers = Object.entries(exception.headers).map(([name, value]) =>
      new HttpHeader(name, value)
    );
    // A page of the program for all that it did not foresee would hide what that was.
    const isHidden = this.#debug && !isForeseen;
    const handler = own ?? (isHidden ? undefined : this.#handlers.get(exception.status));
    const content = handler
      ? then(exchange.openAhead(handler), () => handler(context, own ? error : known))
      : this.#tell(failure, isForeseen);
    return then(content, (content) => [new Status(exception.status), ...headers, content]);
  }

  /** What is told where the program has no handler: a part for htmx, data for a program, or a page. */
  #tell(failure: Failure, isForeseen: boolean): Maybe<unknown> {
    const { exception, exchange } = failure;
    const { req: { headers }, language, usedAccepted } = exchange;
    // The log has the same, for an error of the server.
    const id = exception.status >= 500 ? idOf(exchange.req) : undefined;
    const debug = this.#debugOf(exception);
    const written = usedAccepted ? [new HttpHeader("Content-Language", language.tag)] : [];
    if (usedAccepted) exchange.openPageParts().htmlAttrs.lang ??= language.tag;
    exchange.usedHtmx = true;
    const content: Maybe<unknown> = wantsFragment(headers)
      ? this.#toPart(failure, isForeseen)
      : wantsProblem(headers)
      ? toProblem(exception, { isDebug: debug !== undefined, id })
      : debug?.(failure) ??
        toErrorPage(
          exception,
          id
            ? language.say({ key: "reference", values: { id } })
            : this.#debug && exception.message,
        );
    const varied = wantsFragment(headers) ? [] : [ACCEPT];
    return then(content, (content) => [...written, ...varied, content]);
  }

  /** What htmx is told, and a header by which the page knows that it is no content for it. */
  #toPart(failure: Failure, isForeseen: boolean): Maybe<unknown> {
    const { exception } = failure;
    // The program says where it goes.
    if (Object.keys(exception.headers).some((name) => PLACES.test(name))) {
      return toErrorPart(exception);
    }
    const debug = this.#debugOf(exception);
    return debug && !isForeseen
      ? then(debug(failure), (page) => [new HttpHeader(UNANSWERED, "overlay"), page])
      : [new HttpHeader(UNANSWERED, "toast"), toErrorPart(exception)];
  }

  /** The developer's pages; not for another host, which is a site whose name leads here. */
  #debugOf({ status }: HTTPException): ((failure: Failure) => Promise<Child>) | undefined {
    return status === 421 ? undefined : this.#debug;
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

/** Errors of the data wing that have a status. Only the developer may know which row it was. */
function toKnown(error: unknown): unknown {
  if (error instanceof NotFoundError) {
    return new HTTPException(404, error.message, { tell: { key: "notFound" }, cause: error });
  }
  if (!(error instanceof ConnectionError)) return error;
  const headers = { "retry-after": "5" };
  return new HTTPException(503, error.message, { tell: { key: "busy" }, headers, cause: error });
}

/** Only the developer may know what it was. */
function toUnforeseen(error: unknown): HTTPException {
  const detail = `${error instanceof Error ? error : Deno.inspect(error)}`;
  return new HTTPException(500, detail, { tell: { key: "failed" } });
}
