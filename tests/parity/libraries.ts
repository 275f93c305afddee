import { isNode, type Tree } from "./tree.ts";

/** Whether HTML is what a function such as `MarkdownJS` gives here: this project's own script. */
export function isLibrary(tree: Tree, html: string): boolean {
  const [node = tree] = isNode(tree) ? tree.tuple ?? [] : [];
  if (!isNode(node)) return false;
  const { tag = "", attrs = {}, children = [] } = node;
  const expected = LIBRARIES[tag]?.(children[0] as string | undefined, attrs);
  // The version is that of the package, whichever it is.
  return html.replaceAll(/"\/_fasthtml\/npm\/((?:@[\w-]+\/)?[\w-]+)@[\d.]+\//g, '"$1/') ===
    expected;
}

type Library = (selector: string | undefined, options: Readonly<Record<string, unknown>>) => string;

const MARKDOWN = `import { marked } from "marked/lib/marked.esm.js";
import DOMPurify from "dompurify/dist/purify.es.mjs";
const toHtml = (text) => DOMPurify.sanitize(marked.parse(text), { ALLOW_DATA_ATTR: false });
`;

const LIBRARIES: Readonly<Record<string, Library>> = {
  MarkdownJS: (selector = ".marked") =>
    each(selector, MARKDOWN, "e.innerHTML = toHtml(e.textContent);"),
  KatexMarkdownJS: (selector = ".marked") =>
    '<link rel="stylesheet" href="katex/dist/katex.min.css">' +
    each(
      selector,
      String.raw`${MARKDOWN}import katex from "katex/dist/katex.mjs";
const environment = new RegExp("\\\\begin\\{(\\x65quation|\\x61lign|\\x67ather|\\x6dultline)\\}[^]*?\\\\end\\{\\1\\}", "g");
const display = new RegExp("\\$\\$([^]+?)\\$\\$", "g");
const inline = new RegExp("(?\u003c!\\w)\\$(\\S|\\S.*?\\S)\\$(?!\\w)", "g");
const math = (tex, displayMode) =>
  katex.renderToString(tex.trim(), { displayMode, throwOnError: false, output: "html" });
`,
      `const text = e.textContent
      .replace(environment, (all) => math(all, true))
      .replace(display, (_, tex) => math(tex, true))
      .replace(inline, (_, tex) => math(tex, false));
    e.innerHTML = toHtml(text);`,
    ),
  MermaidJS: (selector = ".language-mermaid", { theme }) =>
    '<script src="@mermaid-js/tiny/dist/mermaid.tiny.js" defer></script>' +
    each(
      selector,
      `mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "${theme}" });\n`,
      "mermaid.run({ nodes: [e] });",
    ),
  HighlightJS: (selector = "pre code", { langs }) =>
    ["light", "dark"].map((scheme) =>
      `<link rel="stylesheet" href="@highlightjs/cdn-assets/styles/atom-one-${scheme}.min.css" ` +
      `media="(prefers-color-scheme: ${scheme})">`
    ).join("") +
    each(
      selector,
      'import hljs from "@highlightjs/cdn-assets/es/highlight.min.js";\n' +
        (langs as string[]).map((lang, i) =>
          `import lang${i} from "@highlightjs/cdn-assets/es/languages/${lang}.min.js";\n` +
          `hljs.registerLanguage("${lang}", lang${i});\n`
        ).join(""),
      "hljs.highlightElement(e);",
    ),
};

/** A module that runs code with every element of a selector, also with those that come later. */
function each(selector: string, start: string, code: string): string {
  return `<script type="module">${start}const seen = new WeakSet();
const look = () => {
  for (const e of document.querySelectorAll("${selector}")) {
    if (seen.has(e)) continue;
    seen.add(e);
    ${code}
  }
};
look();
new MutationObserver(look).observe(document, { childList: true, subtree: true });</script>`;
}
