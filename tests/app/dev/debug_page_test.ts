import { database, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { tempFolder } from "../../_temp.ts";
import { answer, HTMX, logged, newApp, read } from "../../http/_app.ts";
import { runMain, writeMain } from "../_main.ts";

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
  match(pages[0]![1], /<h1>&lt;b&gt;detail&lt;\/b&gt;<\/h1>/);
  doesNotMatch(pages[0]![1], /<b>/);
  match(pages[0]![1], /debug_page_test\.ts:\d+/);
  match(pages[0]![1], /<strong>\s*\d+\s+throw new Error/);
  match(pages[1]![1], /Cannot answer: thrown "text", expected an Error/);
});

/** What a page says, without its look and its tags. */
async function textOf(response: Response | Promise<Response>): Promise<string> {
  const html = (await read(response)).text.replace(/<style>[^]*?<\/style>/, "");
  return html.replace(/<[^>]*>+/g, " ").replaceAll("&lt;", "<").replace(/\s+/g, " ");
}

Deno.test("toDebugPage() shows the causes of an error, and what else each has", async () => {
  const { app, rt } = newApp({ debug: true });
  const own = new Error("own cause");
  own.cause = own;
  const all = new AggregateError([new RangeError("one"), own, undefined], "all", { cause: own });
  rt("/", () => {
    throw Object.assign(new TypeError("top", { cause: all }), {
      code: 23505,
      password: "hunter" + 2,
    });
  });
  let text = "", headings: string[] = [];
  await logged(async () => {
    const { text: html } = await read(app.request("/"));
    headings = [...html.matchAll(/<h[12]>([^<]*)/g)].map(([, heading]) => heading!);
    text = await textOf(app.request("/"));
  });
  deepStrictEqual(headings, [
    "TypeError: top",
    "Caused by AggregateError: all",
    "Caused by own cause",
    "Caused by RangeError: one",
    "Caused by Cannot answer: thrown undefined, expected an Error",
    "Route",
    "Request",
  ]);
  match(text, /TypeError: top code 23505 password \(hidden\) /);
  doesNotMatch(text, /hunter2/);
});

Deno.test("toDebugPage() says why for errors that are foreseen, and what users are told", async () => {
  using db = database(":memory:");
  class Todo {
    id = 0;
    title = "";
  }
  const todos = db.create(Todo);
  const { app, rt } = newApp({ debug: true, limits: { maxBody: 10 }, exceptionHandlers: {} });
  rt("/row", () => P(todos.get(7).title));
  rt("/add", { todo: Todo }, function add() {});
  rt.post("/text", { text: String }, () => P());
  rt.post("/post", () => P());
  const cross = { headers: { "sec-fetch-site": "cross-site" }, method: "POST" };
  const large = { body: new URLSearchParams({ text: "more than ten" }), method: "POST" };
  const asked = [
    app.request("/row"),
    app.request("/add"),
    app.request("/text", large),
    app.request("/post", cross),
    app.request("/nowhere"),
  ];
  const said = await Promise.all(asked.map(textOf));
  const whys = [
    /404 Not Found · GET \/row NotFoundError: Cannot find 7 in "todo"/,
    /405 [\w ]+ · GET \/add Cannot answer GET \/add: its routes are for POST \(add\), expected one for GET; a class or a file among the parameters is read from a body by POST/,
    /413 [\w ]+ · POST \/text Cannot read the body: more than 10 bytes \(maxBody\)/,
    /403 [\w ]+ · POST \/post Cannot accept this request: it comes from another site/,
    /404 Not Found · GET \/nowhere Not Found .*None of the program's routes\. GET\|POST \/row POST \/add \(add\) POST \/text POST \/post/,
  ];
  said.forEach((text, i) => match(text, whys[i]!));
  match(said[0]!, /Users are told: This does not exist\./);
  match(said[1]!, /Users are told: This can't be done here\./);
});

Deno.test("toDebugPage() is not for a site whose name leads to this machine", async () => {
  const { app } = newApp({ debug: true, exceptionHandlers: {} });
  const headers = { host: "evil.example" };
  const ask = (more: HeadersInit = {}) =>
    read(app.request("http://evil.example/", { headers: { ...headers, ...more } }));
  const why = 'Cannot answer for host "evil.example" in development: add it to the option ' +
    "allowedHosts";
  const page = await ask({ accept: "text/html" });
  strictEqual(page.status, 421);
  deepStrictEqual([...page.text.matchAll(/<(h1|p)[^>]*>(.*?)<\/\1>/g)].map(([, , text]) => text), [
    "421 Misdirected Request",
    "This site does not answer under this name.",
    `<small>${why}</small>`,
  ]);
  for (const more of [HTMX.headers, { accept: "application/json" }]) {
    const { status, text } = await ask(more);
    strictEqual(status, 421);
    doesNotMatch(text, /target\.ts|stack|allowedHosts/);
  }
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
  const excerpts = stdout.matchAll(
    /href="vscode:\/\/file([^"]*:\d+):\d+">[^<]*<\/a>[^<]*<\/p>\s*<pre tabindex="0"><code>([^]*?)<\/code>/g,
  );
  return { html: stdout, excerpts: [...excerpts].map(([, place, rows]) => [place, rows]) };
};

Deno.test("toDebugPage() shows three lines around each place, as far as there are any", async () => {
  await using folder = await tempFolder();
  const url = `file://${folder.path}/a.ts`;
  await Deno.writeTextFile(`${folder.path}/a.ts`, "one\ntwo\n<three>\nfour\nfive\nsix\nseven");
  const body = `throw errorAt("f (${url}:2:1)", "async ${url}:6:1", "ext:core/01.js:1:1")`;
  const { html, excerpts } = await show(folder.path, body);
  deepStrictEqual(excerpts, [
    [
      `${folder.path}/a.ts:2`,
      "    1  one\n<strong>    2  two\n</strong>    3  &lt;three&gt;\n    4  four\n    5  five\n",
    ],
    [
      `${folder.path}/a.ts:6`,
      "    3  &lt;three&gt;\n    4  four\n    5  five\n" +
      "<strong>    6  six\n</strong>    7  seven\n",
    ],
  ]);
  match(html, /at f \([^]*ext:core\/01\.js:1:1\n<\/code>/);
});

Deno.test("toDebugPage() shows five places at most", async () => {
  await using folder = await tempFolder();
  const body = "throw errorAt(...Array.from({ length: 7 }, (_, i) => `${import.meta.url}:${i}:1`))";
  const { excerpts } = await show(folder.path, body);
  const main = `${folder.path}/main.ts`;
  deepStrictEqual(excerpts.map(([place]) => place), [0, 1, 2, 3, 4].map((i) => `${main}:${i}`));
});

Deno.test("toDebugPage() finds files whose path has spaces, brackets and letters of any language", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/a b (é)`;
  await Deno.mkdir(path);
  const { href } = pathToFileURL(`${path}/main.ts`);
  for (const place of [href, decodeURI(href)]) {
    const { excerpts } = await show(path, `throw errorAt("f (${place}:1:1)")`);
    deepStrictEqual(excerpts.map(([place]) => place), [`${new URL(href).pathname}:1`]);
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
      match(html, /<summary>The stack/);
      doesNotMatch(html, /hunter2/);
    }
  }
});
