/**
 * Markdown as elements, made by the server: `Prose(renderMd(text))`. The text may be a stranger's.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { Fragment, type FT } from "../mod.ts";
import { toElements } from "./markdown/elements.ts";

/** Options of {@linkcode renderMd}. */
export interface MarkdownOptions {
  /** What `#` makes, from 1 to 6; `##` makes the next, and so on. Default: 1, which is `<h1>`. */
  level?: number;
  /** Whether headings have an id made of their words, for links to them. Default: false. */
  ids?: boolean;
  /** Whether HTML in the text is HTML, scripts too. Default: false, which shows it as text. */
  html?: boolean;
}

const checkOptions = makeOptionCheck<MarkdownOptions>("render Markdown", {
  level: true,
  ids: true,
  html: true,
});

/**
 * Makes elements of Markdown: CommonMark, with GitHub's tables, tasks, autolinks and strikethrough.
 * No text is an error. HTML in it is shown as text, and a link that would run a script leads nowhere.
 * The time it takes grows with the text: 100 kB take about 50 ms, so limit what strangers may send.
 * MonsterUI: `render_md`.
 *
 * @example
 * ```ts
 * import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${renderMd("Hello *<World>*")}`, "<p>Hello <em>&lt;World&gt;</em></p>");
 * ```
 */
export function renderMd(text: string, options: MarkdownOptions = {}): FT {
  checkOptions(options);
  const { level = 1, ids = false, html = false } = options;
  if (!Number.isInteger(level) || level < 1 || level > 6) {
    throw new RangeError(`Cannot render Markdown: level ${level}, expected 1 to 6`);
  }
  return Fragment(toElements(text, { level, ids, html }));
}
