/** Functions around the whole handling of a request. */
import { report, toPlainResponse } from "./errors.ts";
import { attempt, type Maybe, then } from "../maybe.ts";
import type { ServeInfo } from "./types.ts";

/** A function that answers requests, such as an application's `fetch`. */
export type Fetch = (request: Request, info?: ServeInfo) => Maybe<Response>;

/**
 * A function around a whole application. It may answer by itself, pass on another request, or
 * change the response.
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

/**
 * Wraps middleware around a function; the first is outermost. What one throws, `fail` answers, and
 * those around it get that as any other response.
 */
export function compose<Rest>(
  middleware: readonly Middleware[],
  last: (request: Request, rest: Rest) => Maybe<Response>,
  fail: (error: unknown, request: Request, rest: Rest) => Maybe<Response> = toPlainError,
): (request: Request, rest: Rest) => Maybe<Response> {
  return middleware.reduceRight<typeof last>(
    (next, one) => (request, rest) =>
      attempt(
        () => then(one(request, (other) => next(other, rest)), (response) => check(response, one)),
        (error) => fail(error, request, rest),
      ),
    last,
  );
}

function check(response: unknown, { name }: Middleware): Response {
  if (response instanceof Response) return response;
  const found = response === null ? "null" : typeof response;
  throw new TypeError(
    `Cannot answer: middleware${name && ` ${name}`} returned ${found}, expected a Response; ` +
      "return next(request)",
  );
}

function toPlainError(error: unknown, request: Request): Response {
  report(error, { req: request });
  return toPlainResponse(500);
}
