/** Functions around the whole way of a request. */
import { report } from "./log.ts";
import { attempt, type Maybe } from "./maybe.ts";
import type { ServeInfo } from "./types.ts";

/** What answers requests: an application, or any function of that kind. */
export type Fetch = (request: Request, info?: ServeInfo) => Maybe<Response>;

/**
 * A function around a whole application: it may answer by itself, hand on another request, or
 * change the response that comes back.
 *
 * @example
 * ```ts
 * import { fastApp, type Middleware } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const timed: Middleware = async (request, next) => {
 *   const start = performance.now();
 *   const response = await next(request);
 *   response.headers.set("server-timing", `app;dur=${performance.now() - start}`);
 *   return response;
 * };
 * const { app, rt } = fastApp({ middleware: timed });
 * rt("/", () => "Hi");
 * strictEqual((await app.request("/")).headers.has("server-timing"), true);
 * ```
 */
export type Middleware = (
  request: Request,
  next: (request: Request) => Maybe<Response>,
) => Maybe<Response>;

/** Puts middleware around what answers; the first one is outermost. What throws is a bare 500. */
export function compose(middleware: readonly Middleware[], last: Fetch): Fetch {
  const all = middleware.reduceRight<Fetch>(
    (next, one) => (request, info) => one(request, (other) => next(other, info)),
    last,
  );
  return (request, info) =>
    attempt(() => all(request, info), (error) => {
      report(error, request);
      return new Response("500 Internal Server Error", { status: 500 });
    });
}
