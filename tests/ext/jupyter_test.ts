import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Button, Div, fastApp, Html, P, render, Safe } from "@fasthtml/fasthtml";
import { HTMX, iframeScr, JupyUvi, nbServe, show } from "@fasthtml/fasthtml/ext/jupyter";
import { fileURLToPath } from "node:url";
import { openBrowser } from "../browser/_browser.ts";
import { deno, run } from "../cli/_cli.ts";
import { findJupyter, needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What Deno's Jupyter kernel does with the last value of a cell. */
async function display(value: unknown): Promise<unknown> {
  const toBundle = (value as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")];
  return await toBundle?.call(value);
}

Deno.test("an element shows itself in a notebook, with what it waits for", async () => {
  deepStrictEqual(await display(Div("1 < 2", P(Promise.resolve("later")))), {
    "text/html": "<div>1 &lt; 2<p>later</p></div>",
  });
  strictEqual(JSON.stringify(P("x")), "{}"); // and nothing of it goes elsewhere
});

Deno.test("show() shows all that a page can hold, and wakes htmx where there is one", async () => {
  const row = { __ft__: () => P("a row") };
  const script = "<script>window.htmx?.process(document.body)</script>";
  deepStrictEqual(await display(show("<Hello>", row, [1, null], Safe("<hr>"))), {
    "text/html": `&lt;Hello&gt;<p>a row</p>1<hr>${script}`,
  });
});

Deno.test("HTMX() shows a page of an application in a frame", async () => {
  const style = "width:100%; height:200px; border:none";
  deepStrictEqual(await display(HTMX("/chat?a=1&b=2", { port: 5001, height: 200 })), {
    "text/html": `<iframe src="http://localhost:5001/chat?a=1&amp;b=2" style="${style}"></iframe>`,
  });
});

Deno.test("HTMX() may show a link, and another host, by https", () => {
  match(
    `${HTMX("/a", { host: "nb.example", link: true })}`,
    /^<a href="https:\/\/nb.example:8000\/a" target="_blank">Open in new tab<\/a><iframe src="https:/,
  );
  throws(() => HTMX("/", { host: "evil.example/?" }), {
    message: 'Cannot show a page: host "evil.example/?", expected a name',
  });
});

Deno.test("JupyUvi starts and stops an application", async () => {
  const { app, rt } = fastApp();
  rt("/", () => P("here"));
  const server = new JupyUvi(app, { port: 0 });
  const get = async () => (await fetch(`http://127.0.0.1:${server.port}/`)).text();
  match(await get(), /<p>here<\/p>/);
  await server.stop();
  strictEqual(server.port, undefined);
  server.start();
  server.start();
  match(await get(), /<p>here<\/p>/);
  await server.stop();
  await server.stop();
});

Deno.test({
  ...needing(["chromium"], "a notebook shows a page of nbServe() in a frame as high as the page"),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const { app, rt } = fastApp({ hdrs: [iframeScr], pico: false });
  rt("/", () => Button("Grow", { hx_get: "/more", hx_swap: "outerHTML" }));
  rt("/more", () => Div("grown", { style: "height: 700px" }));
  await using server = nbServe(app, { port: 0 });
  const frame = HTMX("/", { port: server.addr.port, height: "auto" });
  const page = await render(Html(frame));
  await using notebook = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(`${page}`, { headers: { "content-type": "text/html" } }),
  );
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${notebook.addr.port}/`);
    await tab.frameLocator("iframe").getByRole("button", { name: "Grow" }).click();
    await tab.waitForFunction("document.querySelector('iframe').offsetHeight > 700");
  } finally {
    await browser.close();
  }
});

Deno.test("HTMX() leads to no other host than this machine", () => {
  for (const path of ["", "@evil.example/", "0@evil.example", ".evil.example", "chat"]) {
    throws(() => HTMX(path), {
      message: `Cannot show a page: path "${path}", expected one that begins with "/"`,
    });
  }
  match(`${HTMX("//evil.example/")}`, /src="http:\/\/localhost:8000\/\/evil\.example\/"/);
});

/** Cells, and what each shows: a cell that is run again is written again. */
const CELLS: [cell: string, ...shown: Record<string, string>[]][] = [
  [`import { database, fastApp, P, Redirect } from "@fasthtml/fasthtml";
    import { JupyUvi, show } from "@fasthtml/fasthtml/ext/jupyter";
    const get = async (path: string) => {
      const headers = { "hx-request": "true" };
      const response = await fetch(\`http://127.0.0.1:\${server.port}\${path}\`, { headers });
      return \`\${response.status} \${await response.text()}\`;
    };`],
  [`P("1 < 2", Promise.resolve("!"))`, { "text/html": "<p>1 &lt; 2!</p>" }],
  [`show(P("a"), "b")`, {
    "text/html": "<p>a</p>b<script>window.htmx?.process(document.body)</script>",
  }],
  [`class Todo { id = 0; title = ""; }
    const todos = await database(":memory:").create(Todo);`],
  [`const { app, rt } = fastApp();
    const server = new JupyUvi(app, { port: 0 });`],
  [`rt("/", () => P("one")); await get("/")`, { "text/plain": '"200 <p>one</p>"' }],
  [`rt("/", () => P("two")); await get("/")`, { "text/plain": '"200 <p>two</p>"' }],
  [
    `rt("/add", { title: String }, ({ title }) => {
      todos.insert({ title });
      return P(\`\${todos().length}\`);
    });
    await get("/add?title=Milk")`,
    { "text/plain": '"200 <p>1</p>"' },
  ],
  [`rt("/", function index() { return P("three"); }); await get("/")`, {
    stderr: ["GET", "POST"].map((verb) =>
      `${verb} / (index) is never reached: / was declared before\n`
    ).join(""),
  }, { "text/plain": '"200 <p>two</p>"' }],
  [`P(new Date())`, {
    error: "TypeError: Cannot render a child of p: found Date, expected text, a number, an " +
      "element, an iterable, a promise or a value with __ft__()",
  }],
  [`await server.stop(); server.port`],
];

Deno.test({
  ...needing(["jupyter-client"], "cells run in Deno's Jupyter kernel, and again"),
  async fn() {
    await using home = await tempFolder();
    const { stdout: info } = await deno(["info", "--json"], { cwd: ROOT });
    const env = { HOME: home.path, DENO_DIR: JSON.parse(info).denoDir };
    await deno(["jupyter", "--install"], { cwd: ROOT, env });
    const { code, stdout, stderr } = await run(
      findJupyter()!,
      [`${ROOT}tests/ext/_kernel.py`],
      { cwd: ROOT, env, stdin: JSON.stringify(CELLS.map(([cell]) => cell)) },
    );
    strictEqual(code, 0, stderr);
    const shown: Record<string, string>[][] = JSON.parse(stdout);
    deepStrictEqual(
      CELLS.map(([cell], i) => [cell, ...shown[i]!]),
      CELLS,
    );
  },
});
