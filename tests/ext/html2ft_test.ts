import { ok, strictEqual } from "node:assert";
import * as html from "../../mod.ts";
import { htmlToFt } from "../../ext/html2ft.ts";
import * as svg from "../../ext/svg.ts";
import { toDom } from "../parity/dom.ts";

const corpus = Deno.readTextFileSync(new URL("html2ft_corpus.html", import.meta.url))
  .trimEnd().split("\n~\n");

Deno.test("htmlToFt() makes calls that make the same page, of 100 fragments", () => {
  ok(corpus.length >= 100);
  for (const text of corpus) {
    for (const attrsFirst of [false, true]) {
      const code = htmlToFt(text, { attrsFirst, trusted: true });
      strictEqual(shown(toDom(html.toXml(run(code)))), shown(toDom(text)), `${text}\n${code}`);
    }
  }
});

Deno.test("htmlToFt() says what to import", () => {
  strictEqual(
    htmlToFt(
      '<p><a href="javascript:x()">y</a><iframe srcdoc="z"></iframe><svg><g></g></svg></p>',
      { imports: true, trusted: true },
    ),
    `import { A, Iframe, P, Safe } from "@fasthtml/fasthtml";
import { G, Svg } from "@fasthtml/fasthtml/ext/svg";

P(A("y", { href: Safe("javascript:x()") }), Iframe({ srcdoc: Safe("z") }), Svg(G()))`,
  );
});

Deno.test("htmlToFt() imports nothing because of what a text says", () => {
  strictEqual(
    htmlToFt('<p title=": Safe(">x</p>', { imports: true }),
    'import { P } from "@fasthtml/fasthtml";\n\nP("x", { title: ": Safe(" })',
  );
});

/** Evaluates calls, with the names that their imports would bring. */
function run(code: string): html.Child {
  const names = { ...html, ...svg };
  return new Function(...Object.keys(names), `return ${code}`)(...Object.values(names));
}

const LINES = new RegExp(
  "^(address|article|aside|blockquote|body|br|caption|center|col|colgroup|dd|details|dialog|div|dl|" +
    "dt|fieldset|figcaption|figure|footer|form|h\\d|head|header|hgroup|hr|html|legend|li|main|menu|" +
    "nav|ol|optgroup|option|p|pre|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|" +
    "tr|track|ul|defs|g|path|rect|circle|ellipse|line|polyline|polygon|stop|linearGradient|clipPath|" +
    "use|foreignObject|animate)$",
);

/** What a browser shows: without comments, and without spaces that do not show. */
function shown(nodes: readonly unknown[]): string {
  const text = nodes.map(write).join("");
  return text.replace(/[ \t\n\f\r]+/g, " ").replace(/^ | $/g, "").replace(/ ?(⟦!.*?⟧) ?/g, "$1");
}

function write(node: unknown): string {
  if (typeof node === "string") return node;
  const { tag, attrs, children } = node as { tag?: string; attrs: object; children: unknown[] };
  if (tag === undefined) return "";
  const { xmlns: _, ...own } = attrs as { xmlns?: string }; // Svg() brings its namespace
  const content = /^(pre|textarea|script|style)$/.test(tag)
    ? encodeURIComponent(JSON.stringify(children))
    : children.map(write).join("");
  const mark = LINES.test(tag) ? "!" : "";
  return `⟦${mark}${tag} ${encodeURIComponent(JSON.stringify(own))}⟧${content}⟦${mark}/${tag}⟧`;
}
