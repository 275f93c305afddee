/**
 * Components of Pico CSS: cards, groups, grids, dialogs, its style sheets, and an indicator of htmx
 * requests.
 * FastHTML: `fasthtml.pico`. `fastApp()` includes Pico; `picolink` is for `new FastHTML()`.
 *
 * @module
 */
import { type FT, NpmPackage, Style } from "../mod.ts";
import { HtmxOn } from "../compat.ts";
import type { AssetPart } from "../types.ts";

export { Card, Container, DialogX, Grid, Group, Search } from "../mod.ts";

const pico = new NpmPackage(import.meta.resolve("npm:@picocss/pico@2.1.1/css/pico.min.css"));
const size = Style(":root { --pico-font-size: 100%; }");

/** The URL of Pico's style sheet, if `picolink` is in `hdrs`. */
export const picocss: string = pico.url("css/pico.min.css");

/** Pico for `hdrs`. */
export const picolink: [link: AssetPart, size: FT] = [pico.css("css/pico.min.css"), size];

/** The URL of the style sheet of {@linkcode picocondlink}. */
export const picocondcss: string = pico.url("css/pico.conditional.min.css");

/** Pico for `hdrs` that styles only the content of elements with the class `pico`. */
export const picocondlink: [link: AssetPart, size: FT] = [
  pico.css("css/pico.conditional.min.css"),
  size,
];

/**
 * Makes scripts that set `aria-busy` on an element while its request runs.
 *
 * @example
 * ```ts
 * import { Button, fastApp } from "@fasthtml/fasthtml";
 * import { PicoBusy } from "@fasthtml/fasthtml/ext/pico";
 *
 * const { rt } = fastApp({ hdrs: PicoBusy() });
 * rt("/", () => Button("Search", { hx_get: "/search" }));
 * ```
 */
export function PicoBusy(): FT[] {
  const mark = "(event.detail.ctx?.sourceElement || event.detail.elt).setAttribute('aria-busy', ";
  return [HtmxOn("beforeRequest", `${mark}'true' )`), HtmxOn("afterRequest", `${mark}'false')`)];
}
