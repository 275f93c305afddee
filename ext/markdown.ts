/**
 * Markdown as elements, made by the server: `Prose(renderMd(text))`. The text may be a stranger's.
 * `markdown()` also gives what a page of documentation needs: its headings, title and sections.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { type Child, Fragment, type FT } from "../mod.ts";
import { read, toElements } from "./markdown/elements.ts";
import { type MarkdownSection, toDescription, toSections } from "./markdown/sections.ts";

export type { MarkdownSection } from "./markdown/sections.ts";

/** Options of {@linkcode renderMd}. */
export interface MarkdownOptions {
  /** What `#` makes, from 1 to 6; `##` makes the next, and so on. Default: 1, which is `<h1>`. */
  level?: number;
  /** Whether headings have an id made of their words, for links to them. Default: false. */
  ids?: boolean;
  /** Whether HTML in the text is HTML, scripts too. Default: false, which shows it as text. */
  html?: boolean;
}

/** Options of {@linkcode markdown}. */
export interface MarkdownPageOptions extends MarkdownOptions {
  /** Whether headings have an id made of their words, as on GitHub. Default: true. */
  ids?: boolean;
  /**
   * Whether a heading ends with a link to itself, `#`, of the class `anchor`. A string is what
   * screen readers say before the heading's text. Default: false; true is `"Link to"`.
   */
  anchors?: boolean | string;
  /** Returns the URL of a link or an image; gets the one in the text. */
  link?: (href: string) => string;
  /**
   * Makes the element of a block of code, such as `highlight` of `ext/highlight`. Gets the text, the
   * language, and the words after it in its first line. Undefined for the usual element.
   */
  code?: (text: string, language: string | undefined, info: string) => Child;
}

/** A heading of a page. */
export interface MarkdownHeading {
  /** The level in the page, from 1 to 6. */
  readonly level: number;
  /** The id; empty without the option `ids`. */
  readonly id: string;
  /** The text, without marks. */
  readonly text: string;
}

/** A text in Markdown, as a page shows it. */
export interface MarkdownPage {
  /** The elements. */
  readonly content: FT;
  /** The headings in their order, for a table of contents. */
  readonly headings: readonly MarkdownHeading[];
  /** The text of the first heading; empty without one. */
  readonly title: string;
  /** The text of the first paragraph; empty without one. */
  readonly description: string;
  /** The texts below the headings, for a search. Blocks of code are left out. */
  readonly sections: readonly MarkdownSection[];
}

const checkOptions = makeOptionCheck<MarkdownOptions>("render Markdown", {
  level: true,
  ids: true,
  html: true,
});

const checkPageOptions = makeOptionCheck<MarkdownPageOptions>("render Markdown", {
  level: true,
  ids: true,
  html: true,
  anchors: true,
  link: true,
  code: true,
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
  const { ids = false, html = false } = options;
  return Fragment(toElements(read(text), { level: toLevel(options), ids, html }).elements);
}

/**
 * Makes a page of Markdown: its elements as {@linkcode renderMd} makes them, with its headings, title,
 * description and sections.
 *
 * @example
 * ```ts
 * import { A, Nav, render } from "@fasthtml/fasthtml";
 * import { markdown } from "@fasthtml/fasthtml/ext/markdown";
 * import { deepStrictEqual, strictEqual } from "node:assert";
 *
 * const page = markdown("# Bread\n\nHow to bake it.\n\n## Rye\n\nSee [wheat](wheat.md).", {
 *   link: (href) => href.replace(/\.md$/, "/"),
 * });
 * strictEqual(page.title, "Bread");
 * strictEqual(page.description, "How to bake it.");
 * deepStrictEqual(page.headings[1], { level: 2, id: "rye", text: "Rye" });
 * strictEqual(
 *   render(page.content),
 *   '<h1 id="bread">Bread</h1><p>How to bake it.</p>' +
 *     '<h2 id="rye">Rye</h2><p>See <a href="wheat/">wheat</a>.</p>',
 * );
 * strictEqual(
 *   render(Nav(page.headings.map(({ id, text }) => A(text, { href: `#${id}` })))),
 *   '<nav><a href="#bread">Bread</a><a href="#rye">Rye</a></nav>',
 * );
 * ```
 */
export function markdown(text: string, options: MarkdownPageOptions = {}): MarkdownPage {
  checkPageOptions(options);
  const { ids = true, html = false, anchors = false, link, code } = options;
  const tokens = read(text);
  const { elements, headings } = toElements(tokens, {
    level: toLevel(options),
    ids,
    html,
    anchors: anchors === true ? "Link to" : anchors === false ? undefined : anchors,
    link,
    code,
  });
  return {
    content: Fragment(elements),
    headings: headings.map(({ level, id, text }) => ({ level, id, text })),
    title: headings[0]?.text ?? "",
    description: toDescription(tokens),
    sections: toSections(tokens, headings),
  };
}

function toLevel({ level = 1 }: MarkdownOptions): number {
  if (Number.isInteger(level) && level >= 1 && level <= 6) return level;
  throw new RangeError(`Cannot render Markdown: level ${level}, expected 1 to 6`);
}
