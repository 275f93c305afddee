import { type Child, jsonForScript, type NpmPackage } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that show the text of elements as Markdown, in the browser.
 *
 * HTML in the text is cleaned by DOMPurify, so the text may be a visitor's.
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
  /** What stands around math in a line. Default: `$`. */
  inlineDelim?: string;
  /** What stands around math on lines of its own. Default: `$$`. */
  displayDelim?: string;
  /** LaTeX environments that are math without delimiters. */
  mathEnvs?: readonly string[];
}

/** Makes the parts of a head that show Markdown with math by KaTeX; as {@linkcode MarkdownJS}. */
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
  // htmx obeys data-hx-on and the like, so a visitor's text must not have them.
  const imports = (file: (pkg: NpmPackage, name: string) => string) =>
    `import { marked } from ${file(marked, "lib/marked.esm.js")};
import DOMPurify from ${file(dompurify, "dist/purify.es.mjs")};
const toHtml = (text) => DOMPurify.sanitize(marked.parse(text), { ALLOW_DATA_ATTR: false });`;
  return { libraries: [marked, dompurify], imports };
}
