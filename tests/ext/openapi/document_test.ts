import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { openapi } from "../../../ext/openapi.ts";
import { limit } from "../../../ext/ratelimit.ts";
import { APIRouter, fastApp, FastHTML } from "../../../mod.ts";

class Item {
  id = 0;
}
const returns = { returns: Item };

Deno.test("paths have the prefixes of routers, of mounted applications and of the base path", () => {
  const app = new FastHTML({ basePath: "/base" }), inner = new FastHTML(), deep = new FastHTML();
  const router = APIRouter({ prefix: "/shop" });
  router.get("/items", () => {}, returns);
  router.toApp(app);
  inner.get("/b", () => {}, returns);
  deep.get("/c/{id:int}", () => {}, returns);
  inner.mount("/deep", deep);
  app.mount("/inner", inner);
  deepStrictEqual(Object.keys(openapi(app).toDocument().paths), [
    "/base/shop/items",
    "/base/inner/b",
    "/base/inner/deep/c/{id}",
  ]);
});

Deno.test("two paths of one shape are one path, whose parameters have the first's names", () => {
  const { app, rt } = fastApp();
  rt.get("/items/{id:int}", () => {}, returns);
  rt.delete("/items/{number:int}", () => {}, returns);
  const { paths } = openapi(app).toDocument();
  deepStrictEqual(Object.keys(paths), ["/items/{id}"]);
  const names = ["get", "delete"].map((verb) => paths["/items/{id}"]![verb]!.parameters![0]!.name);
  deepStrictEqual(names, ["id", "id"]);
});

Deno.test("of two routes of one path the described one answers: of one name the second", () => {
  const { warn } = globalThis.console;
  Object.assign(globalThis.console, { warn: () => {} });
  try {
    const { app, rt } = fastApp();
    rt.get("/a", function one() {}, { ...returns, summary: "first" });
    rt.get("/a", function two() {}, { ...returns, summary: "second" });
    rt.get("/b", function three() {}, { ...returns, summary: "first" });
    rt.get("/b", function three() {}, { ...returns, summary: "second" });
    rt.get("/c", () => {}, { ...returns, summary: "of a host", host: "{shop}.example.com" });
    rt.get("/c", () => {}, { ...returns, summary: "of all" });
    const { paths } = openapi(app).toDocument();
    deepStrictEqual(["/a", "/b", "/c"].map((path) => paths[path]!.get!.summary), [
      "first",
      "second",
      "of all",
    ]);
  } finally {
    Object.assign(globalThis.console, { warn });
  }
});

Deno.test("POST is described as rt.post() answers it, where a plain rt() has the same path", () => {
  const { app, rt } = fastApp();
  const list = { ...returns, summary: "list" }, add = { ...returns, summary: "add" };
  rt("/a", function listA() {}, list);
  rt.post("/a", function addA() {}, add);
  rt.post("/b", function addB() {}, add);
  rt("/b", function listB() {}, list);
  const { paths } = openapi(app).toDocument();
  const described = ["/a", "/b"].map((path) =>
    ["get", "post"].map((verb) => paths[path]![verb]!)
      .map(({ summary, operationId }) => [summary, operationId])
  );
  deepStrictEqual(
    described,
    ["A", "B"].map((name) => [
      ["list", `get${name}`],
      ["add", `add${name}`],
    ]),
  );
});

Deno.test("a route of a host has it as its server", () => {
  const { app, rt } = fastApp();
  rt.get("/", () => {}, { ...returns, host: "{shop}.example.com" });
  rt.get("/admin", () => {}, { ...returns, host: "admin.example.com" });
  const { paths } = openapi(app).toDocument();
  deepStrictEqual(paths["/"]!.get!.servers, [
    { url: "//{shop}.example.com", variables: { shop: { default: "shop" } } },
  ]);
  deepStrictEqual(paths["/admin"]!.get!.servers, [{ url: "//admin.example.com" }]);
});

Deno.test("an operation has a name of its own: the handler's, or one of its method and path", () => {
  const { app, rt } = fastApp();
  rt.get("/a", function list() {}, returns);
  rt.get("/b", function list() {}, returns);
  rt("/c/{id}", function both() {}, returns);
  rt.get("/d-e/{id:int}.json", () => {}, returns);
  rt.get("/d/e/{id:int}/json", () => {}, returns);
  const { paths } = openapi(app).toDocument();
  const ids = Object.values(paths).flatMap((verbs) =>
    Object.values(verbs).map(({ operationId }) => operationId)
  );
  deepStrictEqual(ids, [
    "list",
    "getB",
    "getCId",
    "postCId",
    "getDEIdJson",
    "getDEIdJson2",
  ]);
});

Deno.test("an operation says what the route does, what it returns and which errors it has", () => {
  const { app, rt } = fastApp();
  rt.put("/items/{id:int}", { name: String }, () => {}, {
    returns: { 200: Item, 202: "text/csv", 206: "image/png", 404: null },
    summary: "Change it",
    description: "*Carefully*",
    tags: ["items"],
    deprecated: true,
    before: limit("5/m"),
  });
  const { operationId, parameters: _p, requestBody: _b, responses, ...notes } = openapi(app)
    .toDocument().paths["/items/{id}"]!.put!;
  deepStrictEqual(operationId, "putItemsId");
  deepStrictEqual(notes, {
    summary: "Change it",
    description: "*Carefully*",
    tags: ["items"],
    deprecated: true,
  });
  const problem = { schema: { $ref: "#/components/schemas/Problem" } };
  const content = { "application/problem+json": problem };
  deepStrictEqual(responses, {
    200: {
      description: "OK",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } },
    },
    202: { description: "Accepted", content: { "text/csv": { schema: { type: "string" } } } },
    206: { description: "Partial Content", content: { "image/png": {} } },
    400: { description: "Bad Request", content },
    404: { description: "Not Found" },
    413: { description: "Content Too Large", content },
    429: { description: "Too Many Requests", content },
    default: { description: "Any other error", content },
  });
});

Deno.test("an error is as the document has it, for what was sent as JSON", async () => {
  const { app, rt } = fastApp();
  rt.post("/items", { size: Number }, () => {}, returns);
  const { components } = openapi(app).toDocument();
  const headers = { "content-type": "application/json" };
  const response = await app.request("/items", { method: "POST", headers, body: '{"size":"x"}' });
  deepStrictEqual(
    [response.status, response.headers.get("content-type")],
    [400, "application/problem+json"],
  );
  const known = Object.keys(components.schemas.Problem!.properties!);
  const sent = Object.keys(await response.json());
  deepStrictEqual(sent.filter((name) => !known.includes(name)), []);
});

Deno.test("nothing is returned with 204, and pages with 200 where all routes are described", () => {
  const { app, rt } = fastApp();
  rt.delete("/a", () => {}, { returns: null });
  rt.get("/b", () => "A page");
  const { paths } = openapi(app, { all: true }).toDocument();
  deepStrictEqual(paths["/a"]!.delete!.responses[204], { description: "No Content" });
  deepStrictEqual(paths["/b"]!.get!.responses[200], {
    description: "OK",
    content: { "text/html": { schema: { type: "string" } } },
  });
});

const EXPECTED =
  "expected a class, a list of one, a schema, a media type, null, or these by status";

for (
  const [wrong, message] of [
    ["csv", `Cannot describe what GET /a returns: "csv", ${EXPECTED}`],
    [5, `Cannot describe what GET /a returns: 5, ${EXPECTED}`],
    [{ 700: Item }, `Cannot describe what GET /a returns: status 700, ${EXPECTED}`],
    [
      class Empty {},
      "Cannot describe what GET /a returns: Empty has no fields, expected initial values",
    ],
  ] as const
) {
  Deno.test(`a route can't return ${Deno.inspect(wrong)}`, () => {
    const { app, rt } = fastApp();
    rt.get("/a", () => {}, { returns: wrong as never });
    throws(() => openapi(app).toDocument(), { name: "TypeError", message });
  });
}

Deno.test("a path of a mounted application is described as that one answers it", async () => {
  const { app, rt } = fastApp(), inner = new FastHTML(), returns = { returns: "text/plain" };
  rt.get("/shop/{id}", () => {}, { ...returns, summary: "Outside" });
  rt.get("/shop", () => {}, { ...returns, summary: "Outside" });
  inner.get("/{item}", () => new Response("inside"), { ...returns, summary: "Inside" });
  app.mount("/shop", inner);
  const { paths } = openapi(app).toDocument();
  const described = Object.entries(paths).map(([path, { get }]) => [path, get!.summary]);
  deepStrictEqual(described, [["/shop", "Outside"], ["/shop/{item}", "Inside"]]);
  strictEqual(await (await app.request("/shop/1")).text(), "inside");
});
