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
export type { Attrs } from "./attrs.ts";
export { component } from "./component.ts";
export { AX, CheckboxX, clear, Fragment, Hidden, Html, HxPartial, Titled } from "./components.ts";
export { jsonForScript } from "./escape.ts";
export { type FieldErrors, fillForm } from "./forms.ts";
export { type Child, FT, render, type Renderable } from "./ft.ts";
export { makeTag, type Tag, tags } from "./make_tag.ts";
export { Card, Container, DialogX, Grid, Group, Search } from "./pico.ts";
export { Safe } from "./safe.ts";
export { runJs } from "./scripts.ts";
export * from "./tags.ts";
export { toXml } from "./to_xml.ts";
export { DISPLAY, HREF, ID, TEXT } from "./types.ts";
