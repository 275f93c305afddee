/**
 * Code in colors, made by the server with highlight.js: no script in the browser, and classes only,
 * so that it works under a strict Content-Security-Policy.
 *
 * @module
 */
import { Code, type FT, Pre, Safe } from "../mod.ts";
import { hljs } from "./highlight/languages.ts";

export { highlightCss } from "./highlight/sheet.ts";

/**
 * Makes the element of a block of code, with a class for each kind of word. It is the option `code`
 * of `markdown()`. Code in another language, or in none, has no colors.
 *
 * The languages: bash, css, diff, dockerfile, html, ini, javascript, json, markdown, nginx, python,
 * sql, typescript and yaml, also by names such as `ts`, `sh` and `xml`.
 *
 * @example
 * ```ts
 * import { fastApp, Style } from "@fasthtml/fasthtml";
 * import { highlight, highlightCss } from "@fasthtml/fasthtml/ext/highlight";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ hdrs: [Style(highlightCss)] });
 * rt("/", () => highlight("const a = 1;\n", "ts"));
 *
 * const html = await (await app.request("/")).text();
 * match(html, /<code class="hljs language-ts"><span class="hljs-keyword">const<\/span> a = /);
 * ```
 */
export function highlight(text: string, language?: string): FT {
  return Pre(
    { tabindex: "0" }, // It is scrolled by keys where it is too wide.
    Code(
      { cls: language === undefined ? "hljs" : `hljs language-${language}` },
      Safe(highlightHtml(text, language)),
    ),
  );
}

/**
 * Returns the HTML of code: its text, escaped, with a `<span>` around each word that has a color.
 * For a block of your own, such as one with numbers of lines.
 *
 * @example
 * ```ts
 * import { highlightHtml } from "@fasthtml/fasthtml/ext/highlight";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(highlightHtml("a < 1", "ts"), 'a &lt; <span class="hljs-number">1</span>');
 * ```
 */
export function highlightHtml(text: string, language?: string): string {
  const known = language !== undefined && hljs.getLanguage(language) ? language : "plaintext";
  return hljs.highlight(text, { language: known, ignoreIllegals: true }).value;
}
