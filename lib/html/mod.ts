/**
 * HTML as values: tag functions make elements, and {@linkcode render} turns them into text.
 *
 * @example
 * ```ts
 * import { Li, render, Ul } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * const list = Ul({ cls: "plain" }, ["a", "b & c"].map((text) => Li(text)));
 * strictEqual(render(list), '<ul class="plain"><li>a</li><li>b &amp; c</li></ul>');
 * ```
 *
 * @module
 */
export type * from "./attr_types/element.ts";
export type * from "./attr_types/form.ts";
export type * from "./attr_types/global.ts";
export type { Attrs } from "./attrs.ts";
export * from "./components.ts";
export { jsonForScript } from "./escape.ts";
export * from "./forms.ts";
export { type Child, FT, render, type Renderable } from "./ft.ts";
export type * from "./attr_types/htmx.ts";
export type * from "./attr_types/media.ts";
export * from "./to_xml.ts";
export { makeTag, type Tag, tags } from "./make_tag.ts";
export * from "./pico.ts";
export * from "./safe.ts";
export * from "./scripts.ts";
export * from "./tags.ts";
export * from "./types.ts";
