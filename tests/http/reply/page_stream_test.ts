import {
  type Child,
  database,
  Div,
  H1,
  HttpHeader,
  Li,
  Main,
  P,
  Script,
  Table,
  tags,
  Tbody,
  Td,
  Tr,
  Ul,
} from "@fasthtml/fasthtml";
import type { DataTable } from "@fasthtml/fasthtml/data";
import { deepStrictEqual, doesNotMatch, rejects, strictEqual } from "node:assert";
import { startMain, toMain, writeMain } from "../../app/_main.ts";
import { tempFolder } from "../../_temp.ts";
import { until, within } from "../../_within.ts";
import { answer, errorsOf, HTMX, logged, newApp, read } from "../_app.ts";

class Todo {
  id = 0;
  title = "";
  user = 0;
}

/** A table with a row of user 1 and one of user 2, and what it shows. */
function fill(): { todos: DataTable<Todo, number>; titles: () => string } {
  const todos = database(":memory:").create(Todo);
  todos.insertAll([{ title: "ann", user: 1 }, { title: "bob", user: 2 }]);
  return { todos, titles: () => todos().map(({ title }) => title).join() };
}

Deno.test("toPageStream() sends parts as they come, the head first", async () => {
  const { app, rt } = newApp({ title: "T", bodyWrap: (content) => Main(...content) });
  const made: string[] = [];
  rt("/", async function* () {
    for (const name of ["a", "<b>"]) {
      made.push(name);
      yield P(await Promise.resolve(name));
    }
  });
  const response = await app.request("/");
  deepStrictEqual(made, []);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  strictEqual(
    (await reader.read()).value,
    '<!doctype html><html lang="en"><head><title>T</title></head><body><main>',
  );
  deepStrictEqual(made, []);
  strictEqual((await reader.read()).value, "<p>a</p>");
  deepStrictEqual(made, ["a"]);
  strictEqual((await reader.read()).value, "<p>&lt;b&gt;</p>");
  strictEqual((await reader.read()).value, "</main></body></html>");
  strictEqual((await reader.read()).done, true);
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>a</p><p>&lt;b&gt;</p>"]);
});

/** The body of a page, and the nonce of its policy. */
async function readBody(response: Response): Promise<{ nonce: string; body: string }> {
  const [, nonce] = /'nonce-(.+?)'/.exec(response.headers.get("content-security-policy")!)!;
  const [, body] = /<body>(.*)<\/body>/s.exec(await response.text())!;
  return { nonce, body };
}

/** Rows in batches, as a table would be read; `made` gets the number of each. */
async function* rowsOf(batches: number, made: number[] = []): AsyncGenerator<Child> {
  for (let batch = 0; batch < batches; batch++) {
    made.push(await Promise.resolve(batch));
    yield [0, 1].map((i) => Tr(Td(2 * batch + i)));
  }
}

Deno.test("toPageStream() sends parts inside an element as they come", async () => {
  const { app, rt } = newApp({ title: "T", bodyWrap: (content) => Main(...content) });
  const made: number[] = [];
  rt("/", () => [H1(Promise.resolve("Rows")), Table(Tbody(rowsOf(2, made))), P("end")]);
  const response = await app.request("/");
  deepStrictEqual([response.status, made], [200, []]);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  strictEqual(
    (await reader.read()).value,
    '<!doctype html><html lang="en"><head><title>T</title></head><body><main><h1>Rows</h1>' +
      "<table><tbody>",
  );
  deepStrictEqual(made, []);
  strictEqual((await reader.read()).value, "<tr><td>0</td></tr><tr><td>1</td></tr>");
  deepStrictEqual(made, [0]);
  strictEqual((await reader.read()).value, "<tr><td>2</td></tr><tr><td>3</td></tr>");
  strictEqual((await reader.read()).value, "</tbody></table><p>end</p></main></body></html>");
  strictEqual((await reader.read()).done, true);
  const rows = [0, 1, 2, 3].map((i) => `<tr><td>${i}</td></tr>`).join("");
  const fragment = `<h1>Rows</h1><table><tbody>${rows}</tbody></table><p>end</p>`;
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, fragment]);
});

Deno.test("toPageStream() sends parts beside, in and after others in their order", async () => {
  const { app, rt } = newApp({ csp: true });
  const late = (...parts: Child[]) =>
    (async function* () {
      for (const part of parts) {
        await Promise.resolve();
        yield part;
      }
    })();
  const own = "if (1 < 2) {}";
  rt("/", () => [
    late("a", null, [P("b"), Promise.resolve("c")]),
    Ul(Promise.resolve(Li(late("d"))), late(Li(late("e", late("f"))), Li("g"))),
    P(ReadableStream.from(["h", "<i>"])),
    Div(late(Script(own)), tags.Svg(late(Script(own)))),
  ]);
  const { nonce, body } = await readBody(await app.request("/"));
  strictEqual(
    body,
    "a<p>b</p>c<ul><li>d</li><li>ef</li><li>g</li></ul><p>h&lt;i&gt;</p>" +
      `<div><script nonce="${nonce}">${own}</script>` +
      `<svg><script nonce="${nonce}">${own.replace("<", "&lt;")}</script></svg></div>`,
  );
});

Deno.test("toPageStream() sends nothing before what the page awaits is there", async () => {
  const { app, rt } = newApp();
  const made: number[] = [];
  const fail = () => Promise.reject(new Error("no rows"));
  rt("/promise", () => Div(Table(rowsOf(1, made)), P(fail())));
  rt("/wrong", () => Div(Table(rowsOf(1, made)), P(new Date() as never)));
  rt("/part", () =>
    Div(async function* () {
      yield P(await fail());
    }()));
  const lines = await logged(async () => {
    strictEqual((await app.request("/promise")).status, 500);
    strictEqual((await app.request("/wrong")).status, 500);
    const response = await app.request("/part");
    strictEqual(response.status, 200);
    await rejects(response.text(), /no rows/);
  });
  deepStrictEqual([lines.length, made], [3, []]);
});

Deno.test("toPageStream() tells the generator of an element when the client leaves", async () => {
  const { app, rt } = newApp();
  const ended: string[] = [];
  rt("/", ({ signal }) =>
    Ul(async function* () {
      signal.addEventListener("abort", () => ended.push("signal"));
      try {
        for (;;) yield Li(await Promise.resolve("x"));
      } finally {
        ended.push("generator");
      }
    }()));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const reader = (await fetch(`http://127.0.0.1:${server.addr.port}/`)).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  await until(20, "both ends", () => ended.length === 2);
  deepStrictEqual(ended.toSorted(), ["generator", "signal"]);
});

Deno.test("toPageBytes() sends a long page as the same one in one piece", async () => {
  const { app, rt } = newApp({ csp: true });
  const texts = Array.from({ length: 60_000 }, (_, i) => i % 7 ? `row ${i}` : `<${i}> é ☃ 😀`);
  const toLi = (text: string) => Li(text, text === "row 9" && Script("1"));
  rt("/array", () => Ul(texts.map(toLi)));
  rt("/lazy", () => Ul(texts.values().map(toLi)));
  rt("/late", () => Ul(Promise.resolve(texts.map(toLi))));
  rt("/nested", () => Ul([texts.slice(0, 30_000).map(toLi), texts.slice(30_000).map(toLi)]));
  rt(
    "/wrong",
    () => Ul(texts.map((text) => Li(text === "row 59998" ? new Date() as never : text))),
  );
  for (const path of ["/array", "/lazy", "/late", "/nested"]) {
    const { nonce, body } = await readBody(await app.request(path));
    const rows = texts.map((text) =>
      `<li>${text.replace("<", "&lt;").replace(">", "&gt;")}${
        text === "row 9" ? `<script nonce="${nonce}">1</script>` : ""
      }</li>`
    );
    strictEqual(body, `<ul>${rows.join("")}</ul>`);
  }
  const lines = await logged(async () => {
    strictEqual((await app.request("/wrong")).status, 500);
  });
  deepStrictEqual(errorsOf(lines).map((line) => /a child of .*? found \w+/.exec(line)?.[0]), [
    "a child of ul > li: found Date",
  ]);
});

Deno.test("toPageStream() ends its generator when the reader leaves", async () => {
  const { app, rt } = newApp();
  let ended = false;
  rt("/", async function* () {
    try {
      for (;;) yield P(await Promise.resolve("x"));
    } finally {
      ended = true;
    }
  });
  const reader = (await app.request("/")).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  strictEqual(ended, true);
});

Deno.test("toPageStream() takes a client that leaves, or only asks for the head, for no error", async () => {
  const { app, rt } = newApp();
  const ended: true[] = [];
  rt("/", async function* () {
    try {
      for (;;) yield P(await new Promise<string>((done) => setTimeout(done, 5, "x")));
    } finally {
      ended.push(true);
    }
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const lines = await logged(async () => {
    strictEqual((await fetch(url, { method: "HEAD" })).status, 200);
    const reader = (await fetch(url)).body!.getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    await until(20, "the generator's end", () => ended.length > 0);
    await within(20, "the server's end", server.shutdown());
    const own = (await app.request("/")).body!.getReader();
    await own.read();
    const next = own.read();
    await new Promise((done) => setTimeout(done)); // the generator is asked now
    await own.cancel();
    await next;
  });
  deepStrictEqual([lines, ended.length > 1], [[], true]);
});

Deno.test("toPageStream() breaks off at a part that fails, and logs it", async () => {
  const { app, rt } = newApp();
  rt("/", async function* () {
    yield P(await Promise.resolve("x"));
    throw new Error("broken");
  });
  const lines = await logged(() => rejects(async () => await read(app.request("/")), /broken/));
  strictEqual(lines.length, 1);
});

Deno.test("toPageStream() sends lists, promises and text as parts, and a page of none", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/parts", async function* () {
    yield [P("a"), Promise.resolve("<b>")];
    yield await Promise.resolve(null);
    yield 5;
  });
  rt("/none", async function* () {});
  const around = (text: string) =>
    `<!doctype html><html lang="en"><head><title>T</title></head><body>${text}</body></html>`;
  deepStrictEqual(await answer(app.request("/parts")), [200, around("<p>a</p>&lt;b&gt;5")]);
  deepStrictEqual(await answer(app.request("/none")), [200, around("")]);
  deepStrictEqual(await answer(app.request("/none", HTMX)), [200, ""]);
});

Deno.test("toPageStream() asks for parts within the request, with the tables that it narrowed", async () => {
  const { todos, titles } = fill();
  const { app, rt } = newApp({ before: () => void todos.xtra({ user: 1 }) });
  const ended: string[] = [];
  rt("/", async function* () {
    try {
      for (let i = 0; i < 3; i++) yield P(await Promise.resolve(titles()));
    } finally {
      ended.push(titles());
    }
  });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const response = fetch(`http://127.0.0.1:${server.addr.port}/`, HTMX);
  deepStrictEqual(await answer(response), [200, "<p>ann</p>".repeat(3)]);
  const reader = (await app.request("/", HTMX)).body!.getReader();
  await reader.read();
  await reader.cancel();
  deepStrictEqual(ended, ["ann", "ann"]);
});

Deno.test("toPageStream() rejects a part that is no content, and names its type", async () => {
  const { app, rt } = newApp();
  const parts = [{ b: 1 }, new Date(0), new Map([["b", 1]]), [P("a"), new HttpHeader("X-A", "1")]];
  parts.forEach((part, i) =>
    rt(`/${i}`, async function* () {
      yield await Promise.resolve(part);
    })
  );
  const lines = await logged(async () => {
    for (const i of parts.keys()) await rejects((await app.request(`/${i}`, HTMX)).text());
  });
  deepStrictEqual(
    errorsOf(lines).map((line) => /found (\w+)/.exec(line)?.[1]),
    ["Object", "Date", "Map", "HttpHeader"],
  );
});

const bytes = new TextEncoder();

/** A stream that is asked three times, after it was handed over. */
function ask(titles: () => string): ReadableStream<Uint8Array> {
  let asked = 0;
  return new ReadableStream({
    pull(controller) {
      if (asked++ === 3) controller.close();
      else controller.enqueue(bytes.encode(`${titles()};`));
    },
  }, { highWaterMark: 0 });
}

Deno.test("keepAsyncContext() keeps xtra in bodies that are made while they are sent", async () => {
  const { todos, titles } = fill();
  const { app, rt } = newApp({ before: () => void todos.xtra({ user: 1 }) });
  rt("/response", () => new Response(ask(titles), { status: 201, headers: { "x-a": "b" } }));
  rt("/stream", () => ask(titles));
  rt("/text", () => new Response(titles()));
  rt("/empty", () => new Response(null, { status: 204 }));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const get = (path: string) => fetch(`http://127.0.0.1:${server.addr.port}${path}`);
  const made = await get("/response");
  strictEqual(made.headers.get("x-a"), "b");
  deepStrictEqual(await answer(made), [201, "ann;ann;ann;"]);
  deepStrictEqual(await answer(get("/stream")), [200, "ann;ann;ann;"]);
  deepStrictEqual(await answer(get("/text")), [200, "ann"]);
  deepStrictEqual(await answer(get("/empty")), [204, ""]);
});

Deno.test("keepAsyncContext() cancels a body when the client leaves", async () => {
  const { todos, titles } = fill();
  const { app, rt } = newApp({ before: () => void todos.xtra({ user: 1 }) });
  const seen: unknown[] = [];
  const cancel = (reason: unknown) => void seen.push(reason, titles());
  rt("/", () => new Response(new ReadableStream({ cancel })));
  await (await app.request("/")).body!.cancel("gone");
  deepStrictEqual(seen, ["gone", "ann"]);
});

Deno.test("toPageStream() logs an error once, without control characters of a client", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await writeMain(
    path,
    toMain(`const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
rt("/{name}", async function* ({ name }) {
  yield await Promise.resolve(P("one"));
  throw new Error("no " + name);
});`),
  );
  await using program = await startMain(path);
  const page = await fetch(`${program.origin}/a%1B[2J`);
  await rejects(page.text());
  await until(30, "the log", () => program.printed().includes("broke off"));
  // deno-lint-ignore no-control-regex
  doesNotMatch(program.printed(), /\x1b/);
  deepStrictEqual(program.printed().match(/Error: .*/g), ["Error: no a\\u001b[2J"]);
});
