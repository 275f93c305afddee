/** An id for each tab of a browser, which htmx sends with every request. */
import { Div, Script } from "../html/mod.ts";
import type { FT } from "../html/ft.ts";
import type { UrlValue } from "../html/types.ts";
import type { FastHTML } from "./app.ts";

/**
 * A script for `hdrs`: each tab gets an id, and htmx sends it to this site as the parameter `sid`.
 * Users can change it, so it proves nothing. FastHTML: `sid_scr`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { sidScr } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ hdrs: sidScr });
 * rt("/", () => P("Hello"));
 * match(await (await app.request("/")).text(), /sessionStorage\.sid/);
 * ```
 */
export const sidScr: FT = Script(`{
  const make = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(36)).join("");
  const sid = sessionStorage.sid ??= make();
  const add = (path) => {
    const url = new URL(path, document.baseURI);
    if (url.origin !== location.origin) return path;
    url.searchParams.set("sid", sid);
    return url.href;
  };
  document.addEventListener("htmx:configRequest", ({ detail }) => detail.path = add(detail.path));
  document.addEventListener("htmx:config:request", ({ detail: { ctx: { request } } }) => {
    request.action = add(request.action);
  });
}`);

/**
 * Adds a page at `path` that loads `dest` by htmx, so that `dest` gets the tab's `sid`. The
 * application has {@linkcode sidScr} in `hdrs`. FastHTML: `with_sid`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { sidScr, withSid } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ hdrs: [sidScr] });
 * withSid(app, "/home");
 * rt("/home", { sid: String }, ({ sid }) => P(`You are in tab ${sid}`));
 *
 * match(await (await app.request("/")).text(), /<div hx-get="\/home"/);
 * ```
 */
export function withSid(app: FastHTML, dest: UrlValue, path: string = "/"): void {
  app.get(path, () => Div({ hx_get: dest, hx_trigger: "load delay:0.001s", hx_swap: "outerHTML" }));
}
