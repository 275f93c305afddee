import { isNode, type Tree } from "./tree.ts";

/**
 * Whether HTML is what a function such as `MarkdownJS` gives here: this project's own script, which
 * loads from the application alone. What the script does is seen in a browser, by
 * `tests/ext/js_test.ts`.
 */
export function isLibrary(tree: Tree, html: string): boolean {
  const [node = tree] = isNode(tree) ? tree.tuple ?? [] : [];
  if (!isNode(node)) return false;
  const { tag = "", attrs = {}, children = [] } = node;
  const library = LIBRARIES[tag]?.(attrs);
  if (!library) return false;
  const { markup = "", imports, code, selector } = library;
  // The version is that of the package, whichever it is.
  const found = html.replaceAll(/"\/_fasthtml\/npm\/((?:@[\w-]+\/)?[\w-]+)@[\d.]+\//g, '"$1/');
  const [, before, script = ""] = found.match(/^(.*)<script type="module">(.*)<\/script>$/s) ?? [];
  const imported = [...script.matchAll(/^import .* from "(.*)";$/gm)].map(([, file]) => file);
  const expected = [...code, `document.querySelectorAll("${children[0] ?? selector}")`];
  return before === markup && `${imported}` === `${imports}` &&
    expected.every((code) => script.includes(code));
}

interface Library {
  /** What is before the script. */
  markup?: string;
  /** What the script imports, in this order. */
  imports: readonly string[];
  /** A part of the script. */
  code: readonly string[];
  /** Which elements it looks for, if it is not told. */
  selector: string;
}

const PURIFY = "dompurify/dist/purify.es.mjs";
const MARKDOWN = ["marked/lib/marked.esm.js", PURIFY];
const HIGHLIGHT = "@highlightjs/cdn-assets";

const LIBRARIES: Readonly<Record<string, (options: Readonly<Record<string, unknown>>) => Library>> =
  {
    MarkdownJS: () => ({
      imports: MARKDOWN,
      code: ["DOMPurify.sanitize(marked.parse(text), "],
      selector: ".marked",
    }),
    KatexMarkdownJS: () => ({
      markup: '<link rel="stylesheet" href="katex/dist/katex.min.css">',
      imports: [...MARKDOWN, "katex/dist/katex.mjs"],
      code: ["DOMPurify.sanitize(marked.parse(text), ", "katex.render(tex, "],
      selector: ".marked",
    }),
    MermaidJS: ({ theme }) => ({
      markup: '<script src="@mermaid-js/tiny/dist/mermaid.tiny.js" defer></script>',
      imports: [PURIFY],
      code: ['"securityLevel":"strict"', `theme: "${theme}"`, "DOMPurify.sanitize(svg, "],
      selector: ".language-mermaid",
    }),
    HighlightJS: ({ langs }) => ({
      markup: ["light", "dark"].map((scheme) =>
        `<link rel="stylesheet" href="${HIGHLIGHT}/styles/atom-one-${scheme}.min.css" ` +
        `media="(prefers-color-scheme: ${scheme})">`
      ).join(""),
      imports: [
        `${HIGHLIGHT}/es/highlight.min.js`,
        ...(langs as string[]).map((lang) => `${HIGHLIGHT}/es/languages/${lang}.min.js`),
      ],
      code: [
        "hljs.highlightElement(e);",
        ...(langs as string[]).map((lang, i) => `hljs.registerLanguage("${lang}", lang${i});`),
      ],
      selector: "pre code",
    }),
  };
