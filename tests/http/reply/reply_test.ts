import {
  BackgroundTask,
  database,
  Div,
  FileResponse,
  fromCookie,
  FtResponse,
  HttpHeader,
  P,
  Redirect,
  Safe,
  Titled,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { answer, errorsOf, HTMX, logged, newApp, read } from "../_app.ts";

class Card {
  __ft__() {
    return Div("card");
  }
}

class Point {
  x = 0;
}

const TITLED = '<title>t</title><main class="container"><h1>t</h1>c</main>';

const RESULTS: [result: () => unknown, type: string, body: string][] = [
  [() => "<b>", "text/html; charset=utf-8", "&lt;b>"],
  [() => Safe("<b>x</b>"), "text/html; charset=utf-8", "<b>x</b>"],
  [() => 42, "text/html; charset=utf-8", "42"],
  [() => undefined, "text/html; charset=utf-8", ""],
  [() => null, "text/html; charset=utf-8", ""],
  [() => [], "text/html; charset=utf-8", ""],
  [() => P("a & b"), "text/html; charset=utf-8", "<p>a &amp; b</p>"],
  [() => [P("a"), [P("b"), "c"]], "text/html; charset=utf-8", "<p>a</p><p>b</p>c"],
  [() => [1, 2].map((n) => P(n)).values(), "text/html; charset=utf-8", "<p>1</p><p>2</p>"],
  [() => Promise.resolve(P("late")), "text/html; charset=utf-8", "<p>late</p>"],
  [() => Div(Promise.resolve("late")), "text/html; charset=utf-8", "<div>late</div>"],
  [() => new Card(), "text/html; charset=utf-8", "<div>card</div>"],
  [() => ({ a: 1, b: 2n }), "application/json", '{"a":1,"b":"2"}'],
  [() => [{ a: 1 }, { a: 2 }], "application/json", '[{"a":1},{"a":2}]'],
  [() => new TextEncoder().encode("bytes"), "application/octet-stream", "bytes"],
  [() => new Uint8Array([120]).buffer, "application/octet-stream", "x"],
  [() => new Blob(["x"], { type: "text/csv" }), "text/csv", "x"],
  [() => new Blob(["x"]), "application/octet-stream", "x"],
  [() => ReadableStream.from([new Uint8Array([120])]), "application/octet-stream", "x"],
  [() => 0, "text/html; charset=utf-8", "0"],
  [() => false, "text/html; charset=utf-8", ""],
  [() => ["<a>", "<b>"], "text/html; charset=utf-8", "&lt;a>&lt;b>"],
  [() => [Safe("<a>"), "<b>"], "text/html; charset=utf-8", "<a>&lt;b>"],
  [() => new Set([P("a"), P("b")]), "text/html; charset=utf-8", "<p>a</p><p>b</p>"],
  [() => [P("a"), new Card(), null], "text/html; charset=utf-8", "<p>a</p><div>card</div>"],
  [() => [P("a"), Promise.resolve("b")], "text/html; charset=utf-8", "<p>a</p>b"],
  [() => Titled("t", "c"), "text/html; charset=utf-8", TITLED],
  [() => [Titled("t", "c")], "text/html; charset=utf-8", TITLED],
  [() => [{ a: 1 }], "application/json", '[{"a":1}]'],
  [() => [[{ a: 1 }]], "application/json", '[[{"a":1}]]'],
  [() => [[{ a: 1 }], new HttpHeader("X-A", "1")], "application/json", '[{"a":1}]'],
  [() => FtResponse([{ a: 1 }]), "application/json", '[{"a":1}]'],
  [() => [[1, { a: 1 }], [{ a: 2 }]], "application/json", '[[1,{"a":1}],[{"a":2}]]'],
  [() => new Set([{ a: 1 }]), "application/json", '[{"a":1}]'],
  [() => new Point(), "application/json", '{"x":0}'],
  [() => [new Point(), new Point()], "application/json", '[{"x":0},{"x":0}]'],
  [() => [Promise.resolve({ a: 1 })], "application/json", '[{"a":1}]'],
  [() => [{ a: 1 }, new HttpHeader("X-A", "1")], "application/json", '{"a":1}'],
  [() => [{ a: 1 }, undefined], "application/json", '{"a":1}'],
  [() => [{ a: 1 }, null], "application/json", '{"a":1}'],
  [() => [{ a: 1 }, 2, new HttpHeader("X-A", "1")], "application/json", '[{"a":1},2]'],
  [() => ({ __ft__: "no function" }), "application/json", '{"__ft__":"no function"}'],
  [() => ({ __response__: "none" }), "application/json", '{"__response__":"none"}'],
  [() => new Date(0), "application/json", '"1970-01-01T00:00:00.000Z"'],
];

Deno.test("toReply() answers with each kind of result", async () => {
  const { app, rt } = newApp();
  RESULTS.forEach(([result], i) => rt(`/${i}`, result));
  const answers = RESULTS.map(async (_, i) => {
    const { headers, text } = await read(app.request(`/${i}`, HTMX));
    return [headers.get("content-type"), text.replaceAll("&gt;", ">")];
  });
  deepStrictEqual(
    await Promise.all(answers),
    RESULTS.map(([_, type, body]) => [type, body]),
  );
});

const EXPECTED = "expected elements, text, an object, bytes or a Response";

const MIXED: [result: () => unknown, found: string][] = [
  [() => [P("a"), fromCookie("theme")], "UnlinkedSpec beside <p>"],
  [() => [P("a"), { b: 1 }], "Object beside <p>"],
  [() => [P("a"), Object.create(null)], "object without a prototype beside <p>"],
  [() => [new Point(), P("a")], "Point beside <p>"],
  [() => [P("a"), new Map([["b", 1]])], "Map beside <p>"],
  [() => [P("a"), new Headers({ "x-b": "1" })], "Headers beside <p>"],
  [() => [P("a"), [[{ b: 1 }]]], "Object beside <p>"],
  [() => [P("a"), [new Point()].values()], "Point beside <p>"],
  [() => [P("a"), Promise.resolve(new Point())], "Point beside <p>"],
  [() => [{ __response__: () => P("a") }, new Point()], "Point beside <p>"],
  [() => [new Card(), new Point()], "Point beside Card"],
  [() => [Safe("<b>"), new Point()], "Point beside SafeHtml"],
  [() => [P("a"), new Uint8Array(1)], "Uint8Array beside <p>"],
  [() => [{ b: 1 }, new Blob([])], "Object beside Blob"],
  [() => [P("a"), new ReadableStream()], "ReadableStream beside <p>"],
  [() => [(async function* () {})(), new Point()], "Point beside AsyncGenerator"],
  [() => ["a", Card], "function Card beside string"],
];

Deno.test("toReply() rejects content beside an object, and names its type", async () => {
  deepStrictEqual(
    await failuresOf(MIXED.map(([result]) => result)),
    MIXED.map(([, found]) =>
      `TypeError: Cannot reply: ${found}, expected only elements and text, or only data`
    ),
  );
});

Deno.test("toReply() rejects what neither a page nor JSON can show", async () => {
  const found = [() => new Map([["a", 1]]), () => new FormData(), () => Card, () => Symbol("a")];
  deepStrictEqual(
    await failuresOf(found),
    ["Map", "FormData", "function Card", "symbol"].map((name) =>
      `TypeError: Cannot reply: ${name}, ${EXPECTED}`
    ),
  );
});

Deno.test("toReply() says of a table that its rows were expected", async () => {
  const db = database(":memory:"),
    books = db.create(
      class Book {
        id = 0;
      },
    );
  books.insert({});
  const expected =
    "TypeError: Cannot reply: table book, expected its rows, as a call of it finds " +
    "them, or nothing";
  // Other requests, and what is deleted outside of them, change nothing for this one.
  books.insertAll([{ id: 2 }, { id: 3 }]);
  books.delete(2);
  const { app, rt } = newApp();
  rt("/", () => books.delete(3));
  strictEqual((await app.request("/")).status, 200);
  const mistakes = [() => books, () => [P("a"), books], () => Promise.resolve(books)];
  deepStrictEqual(await failuresOf(mistakes), mistakes.map(() => expected));
  throws(() => `${Div(books as never)}`, /a child of div: found table book, expected text, /);
  db.close();
});

Deno.test("toReply() has nothing to show of the table that delete() returns", async () => {
  const db = database(":memory:"), { app, rt } = newApp();
  const books = db.create("books", { id: Number, title: String });
  books.insertAll([1, 2, 3, 4].map((id) => ({ id, title: `Book ${id}` })));
  rt.delete("/plain/{id:int}", ({ id }) => books.delete(id));
  rt.delete("/promised/{id:int}", ({ id }) => Promise.resolve(books.delete(id)));
  rt.delete(
    "/beside/{id:int}",
    ({ id }) => [books.delete(id), P("Deleted"), new HttpHeader("X-A", "1")],
  );
  rt.delete("/rows/{id:int}", ({ id }) => books.delete(id)().map(({ title }) => P(title)));
  const answers = ["plain/1", "promised/2", "beside/3", "rows/4"].map(async (path) => {
    const { status, headers, text } = await read(
      app.request(`/${path}`, { method: "DELETE", ...HTMX }),
    );
    return [status, headers.get("content-type"), text];
  });
  const html = "text/html; charset=utf-8";
  deepStrictEqual(await Promise.all(answers), [
    [200, html, ""],
    [200, html, ""],
    [200, html, "<p>Deleted</p>"],
    [200, html, ""],
  ]);
  db.close();
});

Deno.test("toReply() shows objects without values of their own as JSON", async () => {
  class Book {
    title = "";
  }
  class Bag {
    [name: string]: unknown;
    sum() {}
  }
  const { app, rt } = newApp();
  rt("/bag", () => new Bag());
  rt("/literal", () => ({}));
  rt("/bare", () => Object.create(null));
  rt("/session", ({ session }) => session);
  rt("/cookies", ({ cookies }) => cookies);
  rt("/nothing", () => ({ title: undefined }));
  rt.post("/book", { book: Book }, ({ book }) => book);
  const paths = ["bag", "literal", "bare", "session", "cookies", "nothing"];
  const all = [
    ...paths.map((path) => read(app.request(`/${path}`))),
    read(app.request("/book", { method: "POST", body: new URLSearchParams({ other: "1" }) })),
  ];
  deepStrictEqual((await Promise.all(all)).map(({ status, text }) => [status, text]), [
    ...all.map(() => [200, "{}"]),
  ]);
});

Deno.test("toReply() looks at each of many rows, though their class is the same", async () => {
  const results = {
    asked: () => [{ a: 1 }, { c: 3, __response__: () => ({ b: 2 }) }],
    late: () => [{ a: 1 }, { c: 3, then: (go: (row: unknown) => void) => go({ b: 2 }) }],
    list: () => [{ a: 1 }, {
      *[Symbol.iterator]() {
        yield { b: 2 };
      },
    }],
    header: () => [{ a: 1 }, { b: 2 }, new HttpHeader("X-A", "1")],
    date: () => [{ a: 1 }, new Date(0), Object.create(null)],
    own: () => [new Point(), Object.assign(new Point(), { toJSON: () => "p" })],
    made: () => FtResponse({ a: 1n }, { status: 201 }),
    task: () => [{ a: 1 }, new BackgroundTask(() => {})],
    response: () => [{ a: 1 }, new Response("x")],
    blob: () => Object.assign(new Blob(["x"]), { note: 1 }),
  };
  const { app, rt } = newApp();
  Object.entries(results).forEach(([name, result]) => rt(`/${name}`, result));
  const answers = Object.keys(results).map(async (name) => [name, await answer(app.request(name))]);
  deepStrictEqual(Object.fromEntries(await Promise.all(answers)), {
    asked: [200, '[{"a":1},{"b":2}]'],
    late: [200, '[{"a":1},{"b":2}]'],
    list: [200, '[{"a":1},[{"b":2}]]'],
    header: [200, '[{"a":1},{"b":2}]'],
    date: [200, '[{"a":1},"1970-01-01T00:00:00.000Z",{}]'],
    own: [200, '[{"x":0},"p"]'],
    made: [201, '{"a":"1"}'],
    task: [200, '{"a":1}'],
    response: [200, "x"],
    blob: [200, "x"],
  });
  deepStrictEqual(
    await failuresOf([
      () => [{ a: 1 }, { __ft__: () => P("x") }],
      () => [new Point(), Object.assign(new Point(), { __ft__: () => P("x") })],
      () => [{ a: 1 }, { b: 2, [Symbol.asyncIterator]: () => {} }],
      () => [new Error("a"), new Error("b")],
    ]),
    ["Object", "Point", "Object", "Error"].map((name) =>
      `TypeError: Cannot reply: ${name} beside ${name}, expected only elements and text, or only data`
    ),
  );
});

/** The errors that these results are answered with, by a 500 each. */
async function failuresOf(
  results: readonly (() => unknown)[],
): Promise<string[]> {
  const { app, rt } = newApp();
  results.forEach((result, i) => rt(`/${i}`, result));
  const lines = await logged(async () => {
    for (const i of results.keys()) strictEqual((await app.request(`/${i}`)).status, 500);
  });
  return errorsOf(lines);
}

Deno.test("toReply() keeps parts in their order, also those that are promised", async () => {
  const { app, rt } = newApp();
  const late = { __response__: () => Promise.resolve([P("late"), new HttpHeader("X-A", "1")]) };
  rt("/", () => [late, P("soon"), Promise.resolve([P("last"), new HttpHeader("X-B", "2")])]);
  const { headers, text } = await read(app.request("/", HTMX));
  deepStrictEqual([headers.get("x-a"), headers.get("x-b"), text], [
    "1",
    "2",
    "<p>late</p><p>soon</p><p>last</p>",
  ]);
});

Deno.test("toReply() leaves a Response as it is, but for headers returned beside it", async () => {
  const { app, rt } = newApp();
  const response = new Response("r", { status: 201, headers: { "x-own": "1" } });
  rt("/r", () => response);
  rt("/rh", () => [Response.redirect("http://localhost/x"), new HttpHeader("X-A", "1")]);
  strictEqual(await app.request("/r"), response);
  const { status, headers } = await read(app.request("/rh"));
  deepStrictEqual([status, headers.get("location"), headers.get("x-a")], [
    302,
    "http://localhost/x",
    "1",
  ]);
  rt(
    "/both",
    () => [P("never"), new Response("r", { status: 201 }), FtResponse("", { status: 418 })],
  );
  deepStrictEqual(await answer(app.request("/both")), [201, "r"]);
});

Deno.test("toReply() sorts headers and statuses out of content", async () => {
  const { app, rt } = newApp();
  rt("/x", () => [P("x"), new HttpHeader("X-A", 5), FtResponse("y", { status: 418 })]);
  const { status, headers, text } = await read(app.request("/x", HTMX));
  deepStrictEqual([status, headers.get("x-a"), text], [418, "5", "<p>x</p>y"]);
  rt(
    "/inside",
    () => [[P("x"), [new HttpHeader("X-A", 5)]]],
  );
  const inside = await read(app.request("/inside", HTMX));
  deepStrictEqual([inside.headers.get("x-a"), inside.text], ["5", "<p>x</p>"]);
});

Deno.test("toReply() takes a list that is data for content, and no status for a number", async () => {
  const { app, rt } = newApp();
  rt("/x", () => [418, { status: 500 }]);
  deepStrictEqual(await answer(app.request("/x")), [200, '[418,{"status":500}]']);
});

Deno.test("FtResponse() throws for a status that no Response has", () => {
  for (const status of [0, 101, 199, 600, 200.5, NaN]) {
    throws(() => FtResponse("", { status }), {
      name: "RangeError",
      message: `Cannot reply: status ${status}, expected 200 to 599`,
    });
  }
  for (const status of [200, 599]) strictEqual(FtResponse("", { status }).length, 2);
});

Deno.test("toReply() asks a value with __response__", async () => {
  const { app, rt } = newApp();
  rt("/x", () => ({ __response__: async ({ url }: { url: URL }) => P(await url.pathname) }));
  deepStrictEqual(await answer(app.request("/x", HTMX)), [200, "<p>/x</p>"]);
});

Deno.test("toReply() waits for an answer that promises another", async () => {
  const { app, rt } = newApp();
  const later = { __response__: () => Promise.resolve(P("at last")) };
  rt("/later", () => ({ __response__: () => Promise.resolve(later) }));

  deepStrictEqual(await answer(app.request("/later", HTMX)), [200, "<p>at last</p>"]);
});

Deno.test("toReply() saves an upload that is returned, and does not show it", async () => {
  const { rt, client } = newApp();
  rt.post("/echo", { f: File }, ({ f }) => f);
  const body = new FormData();
  body.append("f", new File(["<script>"], "a b.html", { type: "text/html" }));

  const { headers } = await client.post("/echo", { body });
  strictEqual(headers.get("content-disposition"), "attachment; filename*=UTF-8''a%20b.html");
  rt.post(
    "/named",
    () => [new File(["x"], "a"), new HttpHeader("Content-Disposition", "inline")],
  );
  const named = await client.post("/named");
  strictEqual(named.headers.get("content-disposition"), "inline");
  rt("/blob", () => new Blob(["x"]));
  strictEqual((await client.get("/blob")).headers.has("content-disposition"), false);
});

Deno.test("toReply() leaves no rejection unhandled where two answers fail", async () => {
  const { app, rt } = newApp();
  const to = { to: String };
  rt("/two", to, ({ to }) => [FileResponse("/nowhere/at/all"), Redirect(to)]);
  rt("/nested", to, ({ to }) => [[FileResponse("/nowhere/at/all")], Redirect(to)]);

  // Each is answered with the error that comes first.
  match(`${(await app.request("/two?to=javascript:x")).status}`, /^40[04]$/);
  match(`${(await app.request("/nested?to=javascript:x")).status}`, /^40[04]$/);
  const fails = () => P(Promise.reject(new Error("of a child")));
  rt("/mixed", () => [fails(), { b: 1 }]);
  rt("/response", () => [fails(), new Response("r")]);
  await logged(async () => strictEqual((await app.request("/mixed")).status, 500));
  deepStrictEqual(await answer(app.request("/response")), [200, "r"]);
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});
