/**
 * FastHTML for Deno: interactive web applications in one file. HTML as function calls, htmx for
 * behavior, a small database API, no build step.
 *
 * ```ts
 * import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";
 *
 * const { app, rt } = fastApp();
 *
 * rt("/", () => Titled("Hello", P("Hello, World!")));
 *
 * serve(app);
 * ```
 *
 * A request passes through ten steps. Each is a file or folder that takes a value and returns the
 * next; `lib/app/way.ts` knows their order:
 *
 * 1. **match** (`lib/http/routing/`): the path, as it was sent, selects the route. 404 and 405 end
 *    here.
 * 2. **context** (`lib/http/request/context.ts`): the one argument of every handler. URL, cookies,
 *    session and body are read when they are first used.
 * 3. **before** (`lib/http/before.ts`): functions that run first. A value that one returns is the
 *    result.
 * 4. **bind** (`lib/http/params/bind.ts`): declared parameters are read from path, query and body,
 *    and converted.
 * 5. **handler** (`lib/http/handler.ts`): the program's function. It returns elements, text, data,
 *    a `Response`, or an array that mixes elements with headers, cookies and background tasks.
 * 6. **after** (`lib/http/after.ts`): functions that may replace the result.
 * 7. **reply** (`lib/http/reply/reply.ts`): the result becomes content, headers, tasks and a status.
 * 8. **page** (`lib/http/reply/page.ts`): htmx gets the elements alone, a browser gets them in a
 *    page.
 * 9. **render** (`lib/html/ft.ts`): elements become text.
 * 10. **Response** (`lib/http/reply/to_response.ts`), with the session's cookie if it changed.
 *
 * Errors take the same way out as results. HTML (`lib/html/`) and data (`lib/data/`) do not depend
 * on HTTP and can be used alone. Types that only signatures name are in
 * `@fasthtml/fasthtml/types`.
 *
 * @module
 */
export * from "./lib/html/mod.ts";
export * from "./lib/data/mod.ts";
export * from "./lib/http/mod.ts";
export * from "./lib/live/mod.ts";
export { FastHTML } from "./lib/app/app.ts";
export type { ExceptionHandler, FastHTMLOptions } from "./lib/app/options.ts";
export { fastApp, type FastAppOptions } from "./lib/app/fast_app.ts";
export { serve, type ServeOptions } from "./lib/app/serve.ts";
export { Client } from "./lib/app/test_client.ts";
export { Asset } from "./lib/browser/asset.ts";
export { NpmPackage } from "./lib/browser/npm_package.ts";
