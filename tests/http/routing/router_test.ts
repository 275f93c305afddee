import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, read } from "../_app.ts";

const UUID = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

function converters() {
  const { app, rt } = newApp({ converters: { hex: /[0-9a-f]+/ } });
  rt("/str/{name}", ({ name }) => ({ name }));
  rt("/int/{id:int}", ({ id }) => ({ id }));
  rt("/float/{x:float}", ({ x }) => ({ x }));
  rt("/uuid/{u:uuid}", ({ u }) => ({ u }));
  rt("/path/{rest:path}/edit", ({ rest }) => ({ edit: rest }));
  rt("/path/{rest:path}", ({ rest }) => ({ rest }));
  rt("/file/{fname:path}.{ext:static}", ({ fname, ext }) => ({ fname, ext }));
  rt("/hex/{h:hex}", ({ h }) => ({ h }));
  rt("/dash-{n:int}-{m:int}", ({ n, m }) => ({ n, m }));
  return app;
}

const FOUND: [path: string, values: object][] = [
  ["/str/jo", { name: "jo" }],
  ["/str/a%20b%2Fc", { name: "a b/c" }],
  ["/str/%C3%A9", { name: "é" }],
  ["/str/%25", { name: "%" }],
  ["/int/42", { id: 42 }],
  ["/int/-7", { id: -7 }],
  ["/int/007", { id: 7 }],
  ["/float/1.5", { x: 1.5 }],
  ["/float/-2", { x: -2 }],
  [`/uuid/${UUID}`, { u: UUID }],
  ["/path/a/b/c", { rest: "a/b/c" }],
  ["/path/", { rest: "" }],
  ["/path/a/edit", { edit: "a" }],
  ["/file/a/b.css", { fname: "a/b", ext: "css" }],
  ["/file/a.tar.gz", { fname: "a.tar", ext: "gz" }],
  ["/hex/beef", { h: "beef" }],
  ["/dash-1-2", { n: 1, m: 2 }],
];

const ABSENT = [
  "/str/",
  "/str/a/b",
  "/str/%ff",
  "/str/%F0",
  "/int/x",
  "/int/1.5",
  "/int/9007199254740993",
  "/float/x",
  "/float/1e5",
  `/float/${"9".repeat(400)}`,
  "/uuid/123",
  "/file/a.exe7",
  "/hex/xyz",
  "/dash-1-",
];

Deno.test("Router converts what a path holds", async () => {
  const app = converters();
  const found = await Promise.all(FOUND.map(async ([path]) => {
    return [path, await (await app.request(path)).json()];
  }));
  deepStrictEqual(found, FOUND);
});

Deno.test("Router finds nothing where a converter does not fit", async () => {
  const app = converters();
  const status = async (path: string) => (await app.request(path)).status;
  deepStrictEqual(
    await Promise.all(ABSENT.map(async (path) => [path, await status(path)])),
    ABSENT.map((path) => [path, 404]),
  );
});

Deno.test("Router prefers text to patterns, patterns to names, and names to tails", async () => {
  const { app, rt } = newApp();
  rt("/{rest:path}", () => "tail");
  rt("/a/{name}", () => "name");
  rt("/a/{id:int}", () => "pattern");
  rt("/a/new", () => "text");
  const texts = ["/a/new", "/a/1", "/a/b", "/a/b/c", "/"].map(async (path) =>
    await (await app.request(path)).text()
  );
  deepStrictEqual(await Promise.all(texts), ["text", "pattern", "name", "tail", "tail"]);
});

Deno.test("Router goes back where a more literal branch ends nowhere", async () => {
  const { app, rt } = newApp();
  rt("/a/b/c", () => "abc");
  rt("/a/{x}/d", ({ x }) => `${x}d`);
  deepStrictEqual(await answer(app.request("/a/b/d")), [200, "bd"]);
});

Deno.test("Router answers HEAD as GET, without the body", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "four");
  rt.post("/y", () => "y");
  deepStrictEqual(await answer(app.request("/x", { method: "HEAD" })), [200, ""]);
  strictEqual((await app.request("/y", { method: "HEAD" })).status, 405);
});

Deno.test("Router answers a path of many dashes at once", async () => {
  const { app, rt } = newApp();
  rt("/x/{a}-{b}-{c}", () => "x");
  rt("/y/{a}.{b}.html", () => "y");

  strictEqual((await read(app.request(`/x/${"-".repeat(8000)}%2f`))).status, 404);
  strictEqual((await read(app.request(`/y/${".".repeat(8000)}`))).status, 404);
  strictEqual((await read(app.request(`/${"a".repeat(9000)}`))).status, 414);
  deepStrictEqual(await answer(app.request("/x/1-2-3", HTMX)), [200, "x"]);
});

const ABOVE: [declared: string[], path: string, route: string | number][] = [
  // Text that a regular expression would read as more than text.
  [["/a.b/{x}"], "/axb/1", 404],
  [["/a.b/{x}"], "/a.b/1", "/a.b/{x}"],
  [["/v(1)+/{x:int}"], "/v(1)+/1", "/v(1)+/{x:int}"],
  [["/{x:int}.[html]"], "/1.[html]", "/{x:int}.[html]"],
  [["/{x:int}.[html]"], "/1.h", 404],
  // What is sent encoded is the same path.
  [["/é/x"], "/%C3%A9/x", "/é/x"],
  [["/a/{x}"], "/%61/1", "/a/{x}"],
  [["/a/{x}"], "/a%2f1", 404],
  // Patterns of one segment are tried as they were declared.
  [["/{a:int}.{b}", "/{a}.{b}"], "/1.x", "/{a:int}.{b}"],
  [["/{a}.{b}", "/{a:int}.{b}"], "/1.x", "/{a}.{b}"],
  [["/{a}-{b}", "/{a}"], "/x-y", "/{a}-{b}"],
  [["/{a}-{b}", "/{a}"], "/x", "/{a}"],
  // Of tails the one with more text is tried first, whenever it was declared.
  [["/{r:path}", "/{r:path}/edit", "/{r:path}/x/edit"], "/1/x/edit", "/{r:path}/x/edit"],
  [["/{r:path}/x/edit", "/{r:path}/edit", "/{r:path}"], "/1/y/edit", "/{r:path}/edit"],
  [["/{r:path}", "/{r:path}/edit"], "/1/y/editor", "/{r:path}"],
  [["/a/{r:path}", "/{r:path}"], "/a", "/{r:path}"],
  [["/a/{r:path}", "/{r:path}"], "/a/", "/a/{r:path}"],
  // A branch that fits at first is left where it ends nowhere.
  [["/a/{x}/c", "/{y}/b/d"], "/a/b/d", "/{y}/b/d"],
  [["/{x:int}/c", "/{y}/d"], "/1/d", "/{y}/d"],
  [["/{x}/c", "/{r:path}"], "/1/d", "/{r:path}"],
  // Empty segments are segments.
  [["/a/{x}"], "/a/", 404],
  [["/a//b"], "/a//b", "/a//b"],
  [["/a/{x}/b"], "/a//b", 404],
  [["/"], "/", "/"],
];

Deno.test("Router chooses among routes whatever their text and order", async () => {
  const chosen = ABOVE.map(async ([declared, path]) => {
    const { app, rt } = newApp();
    for (const route of declared) rt(route, () => new Response(route));
    const [status, text] = await answer(app.request(path));
    return [declared, path, status === 200 ? text : status];
  });
  deepStrictEqual(await Promise.all(chosen), ABOVE);
});

Deno.test("Router finds the verb on a less literal path where the literal one has another", async () => {
  const { app, rt } = newApp();
  rt.get("/a/new", () => "form");
  rt.post("/a/{name}", ({ name }) => `made ${name}`);
  rt.put("/a/{id:int}", ({ id }) => `put ${id}`);
  rt.delete("/{rest:path}", ({ rest }) => `deleted ${rest}`);
  const ask = (method: string, path: string) => answer(app.request(path, { method }));
  deepStrictEqual(await ask("GET", "/a/new"), [200, "form"]);
  deepStrictEqual(await ask("POST", "/a/new"), [200, "made new"]);
  deepStrictEqual(await ask("POST", "/a/1"), [200, "made 1"]);
  deepStrictEqual(await ask("DELETE", "/a/new"), [200, "deleted a/new"]);
  const { headers } = await read(app.request("/a/1", { method: "GET" }));
  strictEqual(headers.get("allow"), "PUT, POST, DELETE");
});

Deno.test("Router keeps routes of one shape together, whatever their parameters are called", async () => {
  const { app, rt } = newApp();
  rt.get("/{a}/{b:int}", ({ a, b }) => ({ a, b }));
  rt.put("/{c}/{d:int}", ({ c, d }) => ({ c, d }));
  deepStrictEqual(await answer(app.request("/x/1")), [200, '{"a":"x","b":1}']);
  deepStrictEqual(await answer(app.request("/x/1", { method: "PUT" })), [200, '{"c":"x","d":1}']);
});

Deno.test("Router asks a converter of the application, and finds nothing where it says so", async () => {
  const even = { pattern: /\d+/, parse: (text: string) => +text % 2 ? undefined : +text };
  const { app, rt } = newApp({ converters: { even, color: /#?[a-f]+/i } });
  rt("/n/{n:even}", ({ n }) => ({ n }));
  rt("/c/{c:color}", ({ c }) => ({ c }));
  const ask = async (path: string) => {
    const [status, text] = await answer(app.request(path));
    return status === 200 ? text : status;
  };
  deepStrictEqual(
    await Promise.all(["/n/2", "/n/3", "/n/0", "/c/ABC", "/c/%23abc", "/c/xyz"].map(ask)),
    ['{"n":2}', 404, '{"n":0}', '{"c":"ABC"}', '{"c":"#abc"}', 404],
  );
});

Deno.test("Router rejects a converter that it has, and one with a group of its own", () => {
  throws(() => newApp({ converters: { int: /\d/ } }), {
    message: 'Cannot add converter "int": it exists, expected a new name',
  });
  throws(() => newApp({ converters: { pair: /(a)b/ } }), {
    name: "SyntaxError",
    message: 'Cannot add converter "pair": a group in /(a)b/, expected (?:…)',
  });
  newApp({ converters: { a: /(?:a)\(/, constructor: /x/ } });
  const { rt } = newApp();
  throws(() => rt("/{a:toString}", () => ""), /converter "toString", expected one of str, int/);
});

Deno.test("Router matches long text against several parameters no more than is bearable", async () => {
  const { app, rt } = newApp();
  rt("/{a}-{b}", ({ a, b }) => ({ a: a.length, b: b.length }));
  rt("/x/{a}-{b}-{c}", ({ a }) => ({ a: a.length }));
  const long = "y".repeat(300), limit = `${"y".repeat(251)}-1-2`;
  deepStrictEqual(await answer(app.request(`/${long}-1`)), [200, '{"a":300,"b":1}']);
  deepStrictEqual(await answer(app.request(`/x/${limit}`)), [200, '{"a":251}']);
  strictEqual((await read(app.request(`/x/y${limit}`))).status, 404);
});
