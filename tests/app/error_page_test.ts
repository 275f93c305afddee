import { HTTPException, toXml } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { toErrorPage } from "../../lib/app/error_page.ts";
import { tempFolder } from "../_temp.ts";
import { answer, logged, newApp } from "../http/_app.ts";
import { runMain, writeMain } from "./_main.ts";

Deno.test("toErrorPage() shows the status, and what the client may know", () => {
  const page = (error: HTTPException) => toXml(toErrorPage(error), { indent: false });
  strictEqual(
    page(new HTTPException(404)),
    '<title>404 Not Found</title><main class="container"><h1>404 Not Found</h1></main>',
  );
  strictEqual(
    page(new HTTPException(499, "<b> & co")),
    '<title>499 Error</title><main class="container"><h1>499 Error</h1>' +
      "<p>&lt;b&gt; &amp; co</p></main>",
  );
});

Deno.test("toDebugPage() shows message, stack and source, escaped", async () => {
  const { app, rt } = newApp({ debug: true });
  rt("/boom", () => {
    throw new Error("<b>detail</b>");
  });
  rt("/string", () => {
    throw "text";
  });
  let pages: [number, string][] = [];
  await logged(async () => {
    pages = [await answer(app.request("/boom")), await answer(app.request("/string"))];
  });
  deepStrictEqual(pages.map(([status]) => status), [500, 500]);
  match(pages[0]![1], /<p>&lt;b&gt;detail&lt;\/b&gt;<\/p>/);
  doesNotMatch(pages[0]![1], /<b>/);
  match(pages[0]![1], /error_page_test\.ts:\d+/);
  match(pages[0]![1], /<strong>\s*\d+\s+throw new Error/);
  match(pages[1]![1], /Cannot answer: thrown text, expected an Error/);
});

/** A program that shows the error page of the error that `body` throws; it prints the page. */
const show = async (folder: string, body: string, text = "") => {
  await writeMain(
    folder,
    `import { fastApp } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ debug: true, secretKey: "x".repeat(32), defaultHdrs: false });
const errorAt = (...places: string[]) => Object.assign(new Error("at places"), {
  stack: ["Error: at places", ...places.map((place) => "    at " + place)].join("\\n"),
});
rt("/", { text: String }, ({ text }) => { ${body} });
const path = "/?text=" + encodeURIComponent(Deno.args[0]);
console.log(await (await app.request(path)).text());
`,
  );
  const { stdout } = await runMain(folder, {}, { args: [text] });
  const excerpts = [...stdout.matchAll(/<h2>(file:[^<]*)<\/h2>\s*<pre><code>([^]*?)<\/code>/g)];
  return { html: stdout, excerpts: excerpts.map(([, place, rows]) => [place, rows]) };
};

Deno.test("toDebugPage() shows three lines around each place, as far as there are any", async () => {
  await using folder = await tempFolder();
  const url = `file://${folder.path}/a.ts`;
  await Deno.writeTextFile(`${folder.path}/a.ts`, "one\ntwo\n<three>\nfour\nfive\nsix\nseven");
  const body = `throw errorAt("f (${url}:2:1)", "async ${url}:6:1", "ext:core/01.js:1:1")`;
  const { html, excerpts } = await show(folder.path, body);
  deepStrictEqual(excerpts, [
    [
      `${url}:2`,
      "    1  one\n<strong>    2  two\n</strong>    3  &lt;three&gt;\n    4  four\n    5  five\n",
    ],
    [
      `${url}:6`,
      "    3  &lt;three&gt;\n    4  four\n    5  five\n" +
      "<strong>    6  six\n</strong>    7  seven\n",
    ],
  ]);
  match(html, /<pre>Error: at places\n[^]*ext:core\/01\.js:1:1<\/pre>/);
});

Deno.test("toDebugPage() shows five places at most", async () => {
  await using folder = await tempFolder();
  const body = "throw errorAt(...Array.from({ length: 7 }, (_, i) => `${import.meta.url}:${i}:1`))";
  const { excerpts } = await show(folder.path, body);
  const main = `file://${folder.path}/main.ts`;
  deepStrictEqual(excerpts.map(([place]) => place), [0, 1, 2, 3, 4].map((i) => `${main}:${i}`));
});

Deno.test("toDebugPage() finds files whose path has spaces, brackets and letters of any language", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/a b (é)`;
  await Deno.mkdir(path);
  const { href } = pathToFileURL(`${path}/main.ts`);
  for (const place of [href, decodeURI(href)]) {
    const { excerpts } = await show(path, `throw errorAt("f (${place}:1:1)")`);
    deepStrictEqual(excerpts.map(([place]) => place), [`${place}:1`]);
    match(excerpts[0]![1]!, /<strong> {4}1 {2}import \{ fastApp \}/);
  }
});

Deno.test("toDebugPage() shows no file that a message names, nor one that is not the program's source", async () => {
  await using folder = await tempFolder();
  const own = `${folder.path}/own (1)`;
  await Deno.mkdir(`${own}/data`, { recursive: true });
  for (const path of [`${own}/.env`, `${own}/.a.ts`, `${own}/data/a.txt`, `${folder.path}/b.ts`]) {
    await Deno.writeTextFile(path, "hunter2");
  }
  await Deno.writeTextFile(`${own}/c.ts`, "hunter2");
  await Deno.symlink(`${folder.path}/b.ts`, `${own}/link.ts`);
  const { href } = pathToFileURL(`${own}/`);
  const urls = [".env", ".a.ts", "data/a.txt", "../b.ts", "%2e%2e/b.ts", "..%2fb.ts", "link.ts"]
    .map((path) => `${href}${path}:1:1`);
  const frames = `throw errorAt(...${JSON.stringify(["file:///etc/passwd:1:1", ...urls])})`;
  deepStrictEqual((await show(own, frames)).excerpts, []);
  const messages = [
    "throw new Error(text)",
    "throw new TypeError(`unknown column ${text}`)",
    // The stack keeps the message that the error was made with.
    "const error = new Error(text); error.message = 'changed'; throw error",
  ];
  for (const text of [`${href}c.ts:1:1`, `x\n    at f (${href}c.ts:1:1)\n    at ${href}c.ts:1:1`]) {
    for (const body of messages) {
      const { html } = await show(own, body, text);
      match(html, /<h2>Stack<\/h2>/);
      doesNotMatch(html, /hunter2/);
    }
  }
});
