import { HTTPException, toXml } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { toDebugPage, toErrorPage } from "../../lib/app/error_page.ts";
import { tempFolder } from "../_temp.ts";
import { answer, logged, newApp } from "../http/_app.ts";

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

/** An error whose stack names lines of files. */
function errorAt(...places: string[]): Error {
  const error = new Error("at places");
  error.stack = ["Error: at places", ...places.map((place) => `    at ${place}`)].join("\n");
  return error;
}

const show = async (error: unknown) => toXml(await toDebugPage(error), { indent: false });

Deno.test("toDebugPage() shows three lines around each place, as far as there are any", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/a.ts`;
  await Deno.writeTextFile(file, "one\ntwo\n<three>\nfour\nfive\nsix\nseven");
  const excerpts = async (line: number) =>
    /<code>([^]*?)<\/code>/.exec(await show(errorAt(`f (file://${file}:${line}:1)`)))![1];
  strictEqual(
    await excerpts(2),
    "    1  one\n<strong>    2  two\n</strong>    3  &lt;three&gt;\n    4  four\n    5  five\n",
  );
  strictEqual(
    await excerpts(6),
    "    3  &lt;three&gt;\n    4  four\n    5  five\n" +
      "<strong>    6  six\n</strong>    7  seven\n",
  );
});

Deno.test("toDebugPage() shows five places at most, and says which file it cannot read", async () => {
  const places = Array.from({ length: 7 }, (_, i) => `file:///nowhere/${i}.ts:1:1`);
  const html = await show(errorAt(...places, "ext:core/01.js:1:1"));
  const shown = [...html.matchAll(/<p>file:\/\/\/nowhere\/(\d)\.ts:1: No such file/g)];
  deepStrictEqual(shown.map(([, i]) => i), ["0", "1", "2", "3", "4"]);
  match(html, /<pre>Error: at places\n[^]*ext:core\/01\.js:1:1<\/pre>/);
});
