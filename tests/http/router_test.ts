import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, newApp, read } from "./_app.ts";

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

Deno.test("Router answers 405 with every verb that the path has", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "get");
  rt.put("/x", () => "put");
  rt.delete("/{name}", () => "delete");
  const { status, headers } = await read(app.request("/x", { method: "PATCH" }));
  const verbs = headers.get("allow")?.split(", ").sort();
  deepStrictEqual([status, verbs], [405, ["DELETE", "GET", "HEAD", "PUT"]]);
});

Deno.test("Router answers HEAD as GET, without the body", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "four");
  rt.post("/y", () => "y");
  deepStrictEqual(await answer(app.request("/x", { method: "HEAD" })), [200, ""]);
  strictEqual((await app.request("/y", { method: "HEAD" })).status, 405);
});

Deno.test("Router sends a path with one slash too many or too few to the right one", async () => {
  const { app, rt } = newApp();
  rt("/x", () => "x");
  rt("/y/", () => "y");
  const place = async (path: string) => (await app.request(path)).headers.get("location");
  deepStrictEqual(await Promise.all(["/x/?a=1", "/y", "//evil.example/"].map(place)), [
    "/x?a=1",
    "/y/",
    null,
  ]);
});

Deno.test("rt() declares by path, name, verb and group", async () => {
  const { app, rt } = newApp();
  rt(function index() {
    return "index";
  });
  rt(function about() {
    return "about";
  });
  rt("/group", { get: () => "get", post: () => "post" });
  rt(
    "/class",
    class {
      get() {
        return "class get";
      }
      delete() {
        return "class delete";
      }
    },
  );
  rt("/named", function put() {
    return "put";
  });
  const cases = ["GET /", "POST /about", "GET /group", "POST /group", "PUT /group", "GET /class"]
    .concat(["DELETE /class", "PUT /named", "GET /named"]);
  const answers = await Promise.all(cases.map((line) => {
    const [method, path] = line.split(" ");
    return app.request(path!, { method: method! });
  }));
  const texts = answers.map(async (response) => response.ok ? await response.text() : "405");
  deepStrictEqual(await Promise.all(texts), [
    "index",
    "about",
    "get",
    "post",
    "405",
    "class get",
    "class delete",
    "put",
    "405",
  ]);
});

Deno.test("rt() of a class, file or schema answers POST alone", () => {
  const { rt } = newApp();
  class Todo {
    title = "";
  }
  deepStrictEqual(rt("/t", { todo: Todo }, () => "").verbs, ["POST"]);
  deepStrictEqual(rt("/f", { file: File }, () => "").verbs, ["POST"]);
  deepStrictEqual(rt("/n", { n: Number }, () => "").verbs, ["GET", "POST"]);
});

Deno.test("Route.to() fills the path and writes the rest as a query", () => {
  const { rt } = newApp();
  const todo = rt("/todo/{id:int}", { tags: [String], q: "" }, () => "");
  strictEqual(todo.to({ id: 5 }), "/todo/5");
  strictEqual(
    todo.to({ id: 5, tags: ["a", "b"], q: "x&y z" }),
    "/todo/5?tags=a&tags=b&q=x%26y+z",
  );
  strictEqual(rt("/f/{rest:path}", () => "").to({ rest: "a b/c?" }), "/f/a%20b/c%3F");
  strictEqual(rt("/s/{name}", () => "").to({ name: "a/b" }), "/s/a%2Fb");
  throws(() => rt("/e/{name}", () => "").to({ name: "" }), /no value for "name"/);
});

Deno.test("app.urlFor() finds a route by its name", () => {
  const { app, rt } = newApp();
  rt("/user/{name}", () => "", { name: "user" });
  strictEqual(app.urlFor("user", { name: "jo" }), "/user/jo");
  throws(() => app.urlFor("nobody"), /no route "nobody", expected one of user/);
});

const MISTAKES: [path: string, message: RegExp][] = [
  ["x", /no slash at the start, expected "\/x"/],
  ["/x?y", /expected a path alone/],
  ["/{a}/{a}", /"a" twice/],
  ["/{a", /a brace on its own/],
  ["/{1a}", /parameter "1a"/],
  ["/{a:nope}", /converter "nope", expected one of str, int/],
];

Deno.test("rt() refuses a malformed path at registration", () => {
  const { rt } = newApp();
  for (const [path, message] of MISTAKES) throws(() => rt(path, () => ""), message);
});
