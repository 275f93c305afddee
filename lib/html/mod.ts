/**
 * HTML as values: tag functions make elements, {@linkcode render} turns them into text.
 *
 * @module
 */
export type * from "./attr_types.ts";
export type { Attrs } from "./attrs.ts";
export { jsonForScript } from "./escape.ts";
export { type Child, FT, render, type Renderable } from "./ft.ts";
export type * from "./hx_types.ts";
export { makeTag, type Tag, tags } from "./make_tag.ts";
export { NotStr, Safe, SafeHtml } from "./safe.ts";
export * from "./tags.ts";
export * from "./types.ts";
