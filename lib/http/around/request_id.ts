/** Ids of requests, for those who ask about one. */
import type { Middleware } from "../middleware.ts";
import { idOf } from "../record.ts";

/**
 * Makes middleware that gives each response the id of its request, as the log has it and handlers
 * read it from `scope.requestId`, in the header `X-Request-Id`. Errors from 500 have it anyway.
 *
 * The id of a client counts only behind proxies that are trusted (`trustProxy`).
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { requestId } from "@fasthtml/fasthtml/middleware";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ middleware: requestId(), defaultHdrs: false });
 * rt("/", ({ scope }) => new Response(`${scope.requestId}`));
 * const response = await app.request("/");
 * strictEqual(await response.text(), response.headers.get("x-request-id"));
 * ```
 */
export function requestId(): Middleware {
  return async (request, next) => {
    const response = await next(request);
    // An upgrade can't be changed.
    if (response.status === 101) return response;
    const made = new Response(response.body, response);
    made.headers.set("x-request-id", idOf(request));
    return made;
  };
}
