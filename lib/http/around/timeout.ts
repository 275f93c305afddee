/** An end for requests that take too long. */
import { HTTPException, report } from "../errors.ts";
import type { Middleware } from "../middleware.ts";

/**
 * Makes middleware that answers 503 where the response has not begun after some seconds, and aborts
 * `signal` of the handler. Put it last, so that the other middleware gets the 503.
 *
 * The handler is not ended by that: what it waits for must watch `signal`. WebSockets, event
 * streams and pages that are sent in parts go on as long as they like once they have begun.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { timeout } from "@fasthtml/fasthtml/middleware";
 *
 * const { rt } = fastApp({ middleware: timeout(10) });
 * rt("/report", async ({ signal }) => await (await fetch("https://example.com", { signal })).text());
 * ```
 */
export function timeout(seconds: number): Middleware {
  // A timer counts milliseconds in 31 bits; with more it would fire at once.
  if (!(seconds > 0 && seconds < 2 ** 31 / 1000)) {
    throw new RangeError(
      `Cannot limit the time: ${seconds}, expected seconds from 0.001 to 2147483`,
    );
  }
  return (request, next) => {
    const late = new AbortController();
    addSignal(request, late.signal);
    const response = next(request);
    if (!(response instanceof Promise)) return response;
    const end = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const cause = new DOMException(`The response took over ${seconds} s`, "TimeoutError");
      // First, so that it wins over what the handler throws when it is aborted.
      end.reject(new HTTPException(503, undefined, { cause }));
      late.abort(cause);
      response.then(({ body }) => body?.cancel()).catch((error) => report(error, { req: request }));
    }, seconds * 1000);
    return Promise.race([response, end.promise]).finally(() => clearTimeout(timer));
  };
}

/**
 * Lets a signal abort the request's own, too. A copy of the request would have a copy of the body,
 * and Deno 2.9 warns of each request's signal that is read.
 */
function addSignal(request: Request, signal: AbortSignal): void {
  const own = Object.getOwnPropertyDescriptor(request, "signal")?.get ??
    (() => Reflect.get(Object.getPrototypeOf(request), "signal", request));
  let both: AbortSignal | undefined;
  Object.defineProperty(request, "signal", {
    configurable: true,
    get: () => both ??= AbortSignal.any([own(), signal]),
  });
}
