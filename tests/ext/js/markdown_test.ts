import { deepStrictEqual, match } from "node:assert";
import { KatexMarkdownJS, MarkdownJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

const JS = "200 text/javascript; charset=utf-8";
const LIBRARIES = {
  "/_fasthtml/npm/marked/lib/marked.esm.js": JS,
  "/_fasthtml/npm/dompurify/dist/purify.es.mjs": JS,
};

Deno.test("MarkdownJS() takes a selector, prefixes of images and a length", async () => {
  const options = { images: ["/uploads/", "</script>"], maxLength: 500 };
  const { files, modules: [code] } = await serveHead(MarkdownJS(".text", options));
  deepStrictEqual(files, LIBRARIES);
  match(code!, /^const images = \["\/uploads\/","\\u003c\/script>"\]\.map/m);
  match(code!, /^const maxLength = 500;$/m);
  match(code!, /querySelectorAll\("\.text"\)[^]*show\(e, toFragment\);/);
});

/** A text, and the math in it: of an environment, on lines of its own, and within a line. */
const MATH: readonly [text: string, environment: string[], display: string[], inline: string[]][] =
  [
    ["no math", [], [], []],
    ["a $x_1$ and $y$", [], [], ["x_1", "y"]],
    ["$$x$$", [], ["x"], []],
    ["$$\nx\n$$ and $$y$$", [], ["\nx\n", "y"], []],
    ["it costs 5$ and 6$", [], [], []],
    ["$ x $ is a price", [], [], []],
    [`$${"x ".repeat(600)}y$`, [], [], []], // Longer than a line of math: the search is bounded.
    ["\\begin{align}a\n\\end{align}", ["\\begin{align}a\n\\end{align}"], [], []],
    ["\\begin{align}a\\end{gather}", [], [], []],
    ["\\begin{tabular}a\\end{tabular}", [], [], []],
  ];

Deno.test("KatexMarkdownJS() finds math as it is written in Markdown", async () => {
  const { files, modules: [code] } = await serveHead(KatexMarkdownJS());
  deepStrictEqual(files, {
    "/_fasthtml/npm/katex/dist/katex.min.css": "200 text/css; charset=utf-8",
    ...LIBRARIES,
    "/_fasthtml/npm/katex/dist/katex.mjs": JS,
  });
  const { environment, display, inline } = patternsOf(code!);
  for (const [text, ...expected] of MATH) {
    const rest = text.replaceAll(environment, "").replaceAll(display, "");
    const found = [
      text.match(environment) ?? [],
      [...text.matchAll(display)].map(([, tex]) => tex),
      [...rest.matchAll(inline)].map(([, tex]) => tex),
    ];
    deepStrictEqual(found, expected, text);
  }
});

Deno.test("KatexMarkdownJS() takes delimiters and environments as they are, not as patterns", async () => {
  const options = { inlineDelim: "|", displayDelim: "[.", mathEnvs: ["a*"] };
  const { environment, display, inline } = patternsOf(
    (await serveHead(KatexMarkdownJS(".m", options))).modules[0]!,
  );
  const text = "|x| [.y[. \\begin{a*}z\\end{a*} \\begin{aa}z\\end{aa}";
  deepStrictEqual(
    [environment, display, inline].map((pattern) => text.match(pattern)),
    [["\\begin{a*}z\\end{a*}"], ["[.y[."], ["|x|"]],
  );
});

/** The patterns that the browser will use. */
function patternsOf(code: string): Record<"environment" | "display" | "inline", RegExp> {
  const lines = code.match(/^const (environment|display|inline) = .*$/gm)!;
  return new Function(`${lines.join("\n")} return { environment, display, inline };`)();
}
