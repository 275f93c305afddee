/** Headers that functions which run before a handler give to its response. */
import type { HttpHeader } from "../headers.ts";
import { exchangeOf } from "./exchange.ts";
import type { RequestContext } from "../types.ts";

/**
 * Gives the response of a request a header, from a function that runs before its handler and lets it
 * pass. It is on every response: a page, a file, what a mounted application or an error makes. A
 * handler's own header of the same name takes its place, but for `Set-Cookie`, `Vary` and `Link`.
 *
 * @example
 * ```ts
 * import { fastApp, HttpHeader } from "@fasthtml/fasthtml";
 * import { addHeader } from "@fasthtml/fasthtml/middleware";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({
 *   before: (context) => addHeader(context, new HttpHeader("X-Robots-Tag", "noindex")),
 * });
 * rt("/", () => "Not for search engines");
 * strictEqual((await app.request("/")).headers.get("x-robots-tag"), "noindex");
 * ```
 */
export function addHeader(context: RequestContext, header: HttpHeader): void {
  const exchange = exchangeOf(context);
  exchange.earlyHeaders = [...exchange.earlyHeaders ?? [], header];
}
