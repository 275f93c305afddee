import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/_browser.ts";

const page = fileURLToPath(new URL("js_page.ts", import.meta.url));

for (const htmx of ["4", "2"]) {
  browserTest(`the libraries of ext/js work on a page and in what htmx ${htmx} swaps in`, {
    args: ["run", "-A", page],
    env: () => ({ HTMX: htmx }),
  }, async ({ page }) => {
    await page.goto("/");
    await look(page, "#page");
    await page.getByRole("button", { name: "More" }).click();
    await look(page, "#swapped");
    strictEqual(await page.title(), "FastHTML page");
  });
}

async function look(page: Page, part: string): Promise<void> {
  const inside = page.locator(part);
  await inside.getByRole("heading", { name: "Title" }).waitFor();
  const names = await inside.locator(".marked a").evaluate((link) => link.getAttributeNames());
  deepStrictEqual(names, ["href"]); // In place of the attack's picture.
  strictEqual(await inside.locator(".math .katex").count(), 2);
  strictEqual(await inside.locator(".math .katex-display").count(), 1);
  await page.waitForFunction(
    '[...document.fonts].some(({ family, status }) => /KaTeX/.test(family) && status === "loaded")',
  );
  strictEqual(await inside.locator("code .hljs-keyword").first().textContent(), "defmodule");
  await inside.locator(".language-mermaid svg .node").first().waitFor();
  await inside.locator(".main-svg").first().waitFor();
  strictEqual(await inside.locator(".gtitle").textContent(), `Chart ${part.slice(1)}`);
  const items = inside.locator(".sortable li");
  await items.nth(0).dragTo(items.nth(2));
  deepStrictEqual(await items.allTextContents(), ["two", "three", "one"]);
}

/** Texts of users, and all the elements and attributes that may come of them. */
const HOSTILE: readonly [what: string, cls: string, text: string][] = [
  [
    "a form over the page",
    "marked",
    '<form action="/x" method="post"><button style="position:fixed;inset:0">x</button></form>',
  ],
  [
    "fields",
    "marked",
    "<input name=a><select><option>b</select><textarea>c</textarea><dialog open>d",
  ],
  ["a style sheet", "marked", "<div>x<style>#after{background:url(/x)}</style></div>"],
  [
    "styles, ids, classes and names",
    "marked",
    '<b style="color:red" id=after class=a name=b>x</b>',
  ],
  ["an image of this site", "marked", "![picture](/x)"],
  [
    "an image of another site",
    "marked",
    "![picture](https://evil.example/x) <img src=//evil.example>",
  ],
  [
    "other media",
    "marked",
    "<video src=/x poster=/x></video><audio src=/x></audio><svg><image href=/x>",
  ],
  ["attributes of htmx", "marked", '<b hx-get="/x" hx-trigger="load" data-hx-get="/x">x</b>'],
  [
    "frames and objects",
    "marked",
    "<iframe src=/x></iframe><object data=/x></object><embed src=/x>",
  ],
  ["what Markdown's parser can't read", "marked", ">".repeat(10_000)],
  ["more than may be", "marked", "*a* ".repeat(10_000)],
  ["classes of KaTeX", "math", '<span class="katex" style="position:fixed">x</span> $a$'],
  ["what KaTeX can't read", "math", `$${"{".repeat(8_000)}$`],
  [
    "links and pictures in math",
    "math",
    "$\\href{/x}{a}$ $\\includegraphics{/x}$ $\\htmlId{after}{b}$",
  ],
  ["signs that stand for math", "math", "\uE0000\uE001 $a$"],
  [
    "a form in a diagram",
    "language-mermaid",
    'graph TD; A["<form action=/x><button>x</button></form>"]',
  ],
  [
    "a fixed box in a diagram",
    "language-mermaid",
    "graph TD; A[\"<b style='position:fixed;inset:0'>x</b>\"]",
  ],
  ["an image in a diagram", "language-mermaid", 'graph TD; A@{ img: "/x", label: "a" }'],
  ["a link in a diagram", "language-mermaid", 'graph TD; A-->B; click A "/x"'],
  [
    "colors of a diagram",
    "language-mermaid",
    '%%{init: {"themeVariables": {"primaryColor": "red; } * { background: url(/x); "}}}%%\ngraph TD; A',
  ],
  ["an image in other letters", "language-mermaid", 'graph TD; A@{ "\\x69mg": "/x", label: "a" }'],
  [
    "options of a diagram",
    "language-mermaid",
    '%%{init: {"themeCSS": "#after { background: url(/x) }", "securityLevel": "loose"}}%%\ngraph TD; A',
  ],
  ["no diagram", "language-mermaid", "graph TD; A--"],
];

/** Two frames: what was drawn before has asked for all that it needs. */
const frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

const KEPT = new Set("a b blockquote br del div em h1 li ol p span strong ul".split(" "));

browserTest("a user's text comes to text, and asks for nothing", {
  args: ["run", "-A", page],
  // What can't be drawn is reported there, and stops nothing else.
  warns:
    /^(?:Error: (?:Cannot draw a diagram|Parse error)|RangeError: Maximum call|LaTeX-incompatible)/,
}, async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const [what, cls, text] of HOSTILE) {
    await page.goto(`/text?${new URLSearchParams({ cls, text })}`);
    await page.locator("#after :is(h1, .node)").first().waitFor();
    await page.evaluate(frames);
    const found = await page.locator("#hostile").evaluate((e) =>
      [...e.querySelectorAll("*")]
        .filter((each) => !each.closest(".katex, svg") || each.matches("foreignObject *, a, image"))
        .map((each) => [each.localName, ...each.getAttributeNames()])
    );
    const wrong = found.filter(([name, ...attrs]) =>
      !KEPT.has(name!) ||
      attrs.some((attr) => attr !== "href" && (attr !== "class" || cls !== "math"))
    );
    deepStrictEqual(wrong, [], what);
  }
  deepStrictEqual(asked.filter((url) => !/\/(_fasthtml\/|text\?|favicon)/.test(url)), []);
});
