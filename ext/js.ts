/**
 * JavaScript libraries for `hdrs`, each from its npm package and served by the application:
 * Markdown, math, code, sorting, diagrams and charts, also in what htmx swaps in.
 * FastHTML: `fasthtml.js`.
 *
 * @module
 */
import { type FT, Style } from "../mod.ts";

export { HighlightJS, type HighlightOptions } from "./js/highlight.ts";
export { jsd, type JsdOptions } from "./js/jsd.ts";
export {
  KatexMarkdownJS,
  type KatexOptions,
  MarkdownJS,
  type MarkdownOptions,
} from "./js/markdown.ts";
export { MermaidJS } from "./js/mermaid.ts";
export { type Chart, Plot, PlotlyJS } from "./js/plotly.ts";
export { SortableJS } from "./js/sortable.ts";
export { YouTubeEmbed, type YouTubeOptions } from "./js/youtube.ts";

/**
 * Makes a style sheet for the light color scheme.
 *
 * @example
 * ```ts
 * import { lightMedia } from "@fasthtml/fasthtml/ext/js";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${lightMedia("p { color: black }")}`,
 *   "<style>@media (prefers-color-scheme: light) {p { color: black }}</style>",
 * );
 * ```
 */
export function lightMedia(css: string): FT {
  return Style(`@media (prefers-color-scheme: light) {${css}}`);
}

/**
 * Makes a style sheet for the dark color scheme.
 *
 * @example
 * ```ts
 * import { darkMedia } from "@fasthtml/fasthtml/ext/js";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${darkMedia("p { color: white }")}`,
 *   "<style>@media (prefers-color-scheme: dark) {p { color: white }}</style>",
 * );
 * ```
 */
export function darkMedia(css: string): FT {
  return Style(`@media (prefers-color-scheme: dark) {${css}}`);
}
