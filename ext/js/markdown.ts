/** Markdown in the browser, with or without math. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { type Child, jsonForScript, type NpmPackage } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/** Options of {@linkcode MarkdownJS}. */
export interface MarkdownOptions {
  /**
   * What the URLs of images begin with, such as `/uploads/`. Others become links: they would tell
   * their servers who reads the page, or call a route of the application. Default: none.
   */
  images?: readonly string[];
  /** The largest number of characters. A longer text stays as it is. Default: 20,000. */
  maxLength?: number;
}

const checkMarkdown = makeOptionCheck<MarkdownOptions>("show Markdown", {
  images: true,
  maxLength: true,
});

/**
 * Makes the parts of a head that show the text of elements as Markdown, in the browser.
 * Users may write the text: DOMPurify keeps what Markdown itself makes, and no forms, styles, ids,
 * classes or images.
 *
 * @example
 * ```ts
 * import { Div, fastApp } from "@fasthtml/fasthtml";
 * import { MarkdownJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: [MarkdownJS()] });
 * rt("/", () => Div("# Hello *World*", { cls: "marked" }));
 * ```
 */
export function MarkdownJS(sel: string = ".marked", options: MarkdownOptions = {}): Child {
  checkMarkdown(options);
  const { libraries, imports } = markdown(options);
  return eachElement(sel, "show(e, toFragment);", libraries, imports);
}

/** Options of {@linkcode KatexMarkdownJS}. */
export interface KatexOptions extends MarkdownOptions {
  /** The delimiter of math inside a line. Default: `$`. */
  inlineDelim?: string;
  /** The delimiter of math on its own lines. Default: `$$`. */
  displayDelim?: string;
  /** LaTeX environments that are math without delimiters. */
  mathEnvs?: readonly string[];
}

const checkKatex = makeOptionCheck<KatexOptions>("show Markdown", {
  inlineDelim: true,
  displayDelim: true,
  mathEnvs: true,
  images: true,
  maxLength: true,
});

/**
 * Makes the parts of a head that show Markdown with math by KaTeX, like {@linkcode MarkdownJS}.
 *
 * @example
 * ```ts
 * import { Div, fastApp } from "@fasthtml/fasthtml";
 * import { KatexMarkdownJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: KatexMarkdownJS() });
 * rt("/", () => Div("Einstein: $E = mc^2$", { cls: "marked" }));
 * ```
 */
export function KatexMarkdownJS(sel: string = ".marked", options: KatexOptions = {}): Child {
  checkKatex(options);
  const { inlineDelim = "$", displayDelim = "$$", mathEnvs = ENVIRONMENTS } = options;
  const [inline, display] = [inlineDelim, displayDelim].map(RegExp.escape);
  const { libraries, imports } = markdown(options);
  const katex = packages.katex();
  const toRegExp = (source: string) => `new RegExp(${jsonForScript(source)}, "g")`;
  const names = mathEnvs.map(RegExp.escape).join("|");
  return [
    katex.css("dist/katex.min.css"),
    eachElement(sel, "show(e, withMath);", libraries, (file) =>
      `${imports(file)}
import katex from ${file(katex, "dist/katex.mjs")};
const environment = ${toRegExp(`\\\\begin\\{(${names})\\}[^]*?\\\\end\\{\\1\\}`)};
const display = ${toRegExp(`${display}([^]+?)${display}`)};
const inline = ${toRegExp(`(?<!\\w)${inline}(\\S|\\S.{0,1000}?\\S)${inline}(?!\\w)`)};
${MATH}`),
  ];
}

const ENVIRONMENTS = ["equation", "align", "gather", "multline"];

// KaTeX needs styles and classes, which a user's text must not have. So the text is cleaned while
// signs that Unicode gives no meaning hold the places of its formulas. Code keeps its dollars.
const MATH = String.raw`const withMath = (text) => {
  const found = [];
  const keep = (source, tex, displayMode) =>
    "\uE000" + (found.push({ source, tex: tex.trim(), displayMode }) - 1) + "\uE001";
  const part = toFragment(
    text.replace(/[\uE000\uE001]/g, "")
      .replace(environment, (all) => keep(all, all, true))
      .replace(display, (all, tex) => keep(all, tex, true))
      .replace(inline, (all, tex) => keep(all, tex, false)),
  );
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  for (const node of nodes) {
    const isCode = node.parentElement?.closest("code");
    node.replaceWith(...node.data.split(/\uE000(\d+)\uE001/).map((piece, i) => {
      if (i % 2 === 0) return piece;
      const { source, tex, displayMode } = found[piece];
      if (isCode) return source;
      const math = document.createElement("span");
      katex.render(tex, math, { displayMode, throwOnError: false, output: "html", maxSize: 20 });
      return math;
    }));
  }
  return part;
};`;

function markdown({ images = [], maxLength = 20_000 }: MarkdownOptions) {
  const marked = packages.marked();
  const dompurify = packages.dompurify();
  const imports = (file: (pkg: NpmPackage, name: string) => string) =>
    `import { Marked } from ${file(marked, "lib/marked.esm.js")};
import DOMPurify from ${file(dompurify, "dist/purify.es.mjs")};
const images = ${jsonForScript(images)}.map((url) => new URL(url, document.baseURI).href);
const maxLength = ${maxLength};
${CLEAN}`;
  return { libraries: [marked, dompurify], imports };
}

// What stays of a user's text. A form would send the reader's own requests, a style could hide the
// page's buttons under others or read its fields, and an id could take another element's place.
const CLEAN = String.raw`const marked = new Marked({
  renderer: { checkbox: ({ checked }) => checked ? "☑ " : "☐ " },
});
const tags = "a abbr b blockquote br code del details dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins " +
  "kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul";
const attrs = "align alt class colspan dir height href lang open rowspan src start title width";
const toFragment = (text) => {
  const part = DOMPurify.sanitize(marked.parse(text), {
    ALLOWED_TAGS: tags.split(" "),
    ALLOWED_ATTR: attrs.split(" "),
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const e of part.querySelectorAll("[class]")) {
    if (!/^language-[\w+#.-]+$/.test(e.className)) e.removeAttribute("class");
  }
  for (const img of part.querySelectorAll("img")) {
    const url = URL.parse(img.getAttribute("src") ?? "", document.baseURI)?.href ?? "";
    if (images.some((start) => url.startsWith(start))) continue;
    const link = document.createElement(img.closest("a") ? "span" : "a");
    if (link.localName === "a") link.href = url;
    link.textContent = img.alt || "🖼";
    img.replaceWith(link);
  }
  return part;
};
const show = (e, toPart) => {
  const text = e.textContent;
  if (text.length > maxLength) return;
  e.replaceChildren(toPart(text));
  e.style.contain = "paint"; // Nothing in it covers the rest of the page.
};`;
