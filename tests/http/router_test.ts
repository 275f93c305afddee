import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, HTMX, newApp, read } from "./_app.ts";

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
  "/str/%zz",
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
