/** Markdown in the browser, with or without math. */
import { type Child, jsonForScript, type NpmPackage } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that show the text of elements as Markdown, in the browser.
 * DOMPurify cleans HTML in the text, so users may write the text.
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
export function MarkdownJS(sel: string = ".marked"): Child {
  const { libraries, imports } = markdown();
  return eachElement(sel, "e.innerHTML = toHtml(e.textContent);", libraries, imports);
}

/** Options of {@linkcode KatexMarkdownJS}. */
export interface KatexOptions {
  /** The delimiter of math inside a line. Default: `$`. */
  inlineDelim?: string;
  /** The delimiter of math on its own lines. Default: `$$`. */
  displayDelim?: string;
  /** LaTeX environments that are math without delimiters. */
  mathEnvs?: readonly string[];
}

/** Makes the parts of a head that show Markdown with math by KaTeX, like {@linkcode MarkdownJS}. */
export function KatexMarkdownJS(sel: string = ".marked", options: KatexOptions = {}): Child {
  const { inlineDelim = "$", displayDelim = "$$", mathEnvs = ENVIRONMENTS } = options;
  const [inline, display] = [inlineDelim, displayDelim].map(RegExp.escape);
  const { libraries, imports } = markdown();
  const katex = packages.katex();
  const toRegExp = (source: string) => `new RegExp(${jsonForScript(source)}, "g")`;
  const names = mathEnvs.map(RegExp.escape).join("|");
  return [
    katex.css("dist/katex.min.css"),
    eachElement(
      sel,
      `const text = e.textContent
      .replace(environment, (all) => math(all, true))
      .replace(display, (_, tex) => math(tex, true))
      .replace(inline, (_, tex) => math(tex, false));
    e.innerHTML = toHtml(text);`,
      libraries,
      (file) =>
        `${imports(file)}
import katex from ${file(katex, "dist/katex.mjs")};
const environment = ${toRegExp(`\\\\begin\\{(${names})\\}[^]*?\\\\end\\{\\1\\}`)};
const display = ${toRegExp(`${display}([^]+?)${display}`)};
const inline = ${toRegExp(`(?<!\\w)${inline}(\\S|\\S.*?\\S)${inline}(?!\\w)`)};
const math = (tex, displayMode) =>
  katex.renderToString(tex.trim(), { displayMode, throwOnError: false, output: "html" });`,
    ),
  ];
}

const ENVIRONMENTS = ["equation", "align", "gather", "multline"];

function markdown() {
  const marked = packages.marked();
  const dompurify = packages.dompurify();
  // htmx runs data-hx-on and similar attributes, so a user's text must not keep them.
  const imports = (file: (pkg: NpmPackage, name: string) => string) =>
    `import { marked } from ${file(marked, "lib/marked.esm.js")};
import DOMPurify from ${file(dompurify, "dist/purify.es.mjs")};
const toHtml = (text) => DOMPurify.sanitize(marked.parse(text), { ALLOW_DATA_ATTR: false });`;
  return { libraries: [marked, dompurify], imports };
}
