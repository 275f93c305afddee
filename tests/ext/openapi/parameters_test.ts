import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { openapi } from "../../../ext/openapi.ts";
import { fastApp, fromCookie, fromHeader, Integer, optional } from "../../../mod.ts";

/** The parameters of a GET, as the document and the application have them. */
function toGet(declare: (rt: ReturnType<typeof fastApp>["rt"]) => void) {
  const { app, rt } = fastApp();
  const api = openapi(app);
  declare(rt);
  const [path, { get }] = Object.entries(api.toDocument().paths)[0]!;
  const statusOf = async (target: string, headers = {}) =>
    (await app.request(target, { headers })).status;
  return { path, params: get!.parameters, statusOf };
}

const returns = { returns: "text/plain" };
const LIMITS = { minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 };
const NUMBER = { type: "number", ...LIMITS }, INTEGER = { type: "integer", ...LIMITS };

Deno.test("what several read of one place is one parameter that fits all of them", async () => {
  class Filter {
    id = 0;
    name = "";
  }
  const { params, statusOf } = toGet((rt) =>
    rt.get("/", {
      ...{ id: Number, name: "Ann", filter: Filter, schema: z.object({ name: z.string() }) },
      ...{ token: fromHeader("X-Token"), other: fromHeader("x-token", optional(Integer)) },
      ...{ a: fromCookie("theme"), b: fromCookie("theme") },
    }, () =>
      "ok", returns)
  );
  const text = { type: "string" };
  deepStrictEqual(params, [
    { name: "id", in: "query", required: true, schema: { allOf: [NUMBER, INTEGER] } },
    { name: "name", in: "query", required: true, schema: text },
    {
      name: "X-Token",
      in: "header",
      required: true,
      schema: { allOf: [text, INTEGER] },
    },
    { name: "theme", in: "cookie", required: true, schema: text },
  ]);
  const headers = { "x-token": "7", cookie: "theme=dark" };
  const statuses = ["/?id=1&name=a", "/?id=1.5&name=a", "/?id=1"].map((path) =>
    statusOf(path, headers)
  );
  deepStrictEqual(await Promise.all(statuses), [200, 400, 422]);
});

Deno.test("the fields of several schemas, and of one of several, are those of a query", async () => {
  const kinds = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("city"), name: z.string(), zip: z.string().optional() }),
    z.object({ kind: z.literal("geo"), name: z.string(), lat: z.coerce.number() }),
  ]);
  const { params, statusOf } = toGet((rt) => rt.get("/", { place: kinds }, () => "ok", returns));
  const text = { type: "string" };
  deepStrictEqual(params, [
    {
      name: "kind",
      in: "query",
      required: true,
      schema: { anyOf: [{ ...text, const: "city" }, { ...text, const: "geo" }] },
    },
    { name: "name", in: "query", required: true, schema: text },
    { name: "zip", in: "query", schema: text },
    { name: "lat", in: "query", schema: { type: "number" } },
  ]);
  const targets = [
    "/?kind=city&name=a",
    "/?kind=geo&name=a&lat=1",
    "/?kind=geo&name=a",
    "/?name=a",
  ];
  const statuses = await Promise.all(targets.map((target) => statusOf(target)));
  deepStrictEqual(statuses, [200, 200, 422, 422]);

  interface Part {
    name: string;
    part?: Part | undefined;
  }
  const Part: z.ZodType<Part> = z.object({
    name: z.string(),
    get part() {
      return z.union([Part, z.undefined()]).optional();
    },
  });
  const all = toGet((rt) =>
    rt.get("/", { it: z.intersection(Part, z.object({ page: z.string().optional() })) }, () => {}, {
      ...returns,
    })
  );
  deepStrictEqual(all.params!.map(({ name, required = false }) => [name, required]), [
    ["name", true],
    ["part", false],
    ["page", false],
  ]);
});

Deno.test("of a list, a header, a cookie and a path have one item", async () => {
  const { params, statusOf } = toGet((rt) =>
    rt.get("/{ids}", {
      ...{ ids: [Number], tags: fromHeader("x-tags", [Number]), sizes: fromCookie("s", [5]) },
    }, () =>
      "ok", returns)
  );
  deepStrictEqual(params, [
    { name: "ids", in: "path", required: true, schema: NUMBER },
    { name: "x-tags", in: "header", schema: NUMBER },
    { name: "s", in: "cookie", schema: NUMBER },
  ]);
  const headers = { "x-tags": "1", cookie: "s=2" };
  const statuses = [
    statusOf("/1", headers),
    statusOf("/1,2"),
    statusOf("/1", { "x-tags": "1, 2" }),
  ];
  deepStrictEqual(await Promise.all(statuses), [200, 404, 400]);
});

Deno.test("JSON in a query is one text of this media type", async () => {
  class Search {
    where: unknown = {};
  }
  const { params, statusOf } = toGet((rt) =>
    rt.get("/", { it: Object, search: Search }, () => "ok", returns)
  );
  const content = {
    "application/json": { schema: { type: ["object", "array", "number", "boolean"] } },
  };
  deepStrictEqual(params, [
    { name: "it", in: "query", required: true, content },
    { name: "where", in: "query", content },
  ]);
  const json = encodeURIComponent('{"a":[1]}');
  const statuses = [statusOf(`/?it=${json}&where=${json}`), statusOf("/?it=a")];
  deepStrictEqual(await Promise.all(statuses), [200, 400]);
});

Deno.test("a body has nothing of a path, also where it is in itself", () => {
  interface Tree {
    id: string;
    kids: Tree[];
  }
  const Tree: z.ZodType<Tree> = z.object({
    id: z.string(),
    get kids() {
      return z.array(Tree);
    },
  });
  const { app, rt } = fastApp();
  const api = openapi(app);
  rt.put("/{id}", { tree: Tree }, () => {}, returns);
  const { content } = api.toDocument().paths["/{id}"]!.put!.requestBody!;
  const kids = { type: "array", items: { $ref: "#/components/schemas/Schema" } };
  deepStrictEqual(content, {
    "application/json": { schema: { type: "object", properties: { kids }, required: ["kids"] } },
  });
});

Deno.test("a schema with files is of a form of parts", async () => {
  const { app, rt } = fastApp();
  const api = openapi(app);
  const schema = z.object({
    title: z.string(),
    file: z.file(),
    more: z.array(z.file()).optional(),
  });
  rt.post("/", { it: schema }, ({ it }) => it.file.name, returns);
  const { content } = api.toDocument().paths["/"]!.post!.requestBody!;
  deepStrictEqual(Object.keys(content), ["multipart/form-data"]);
  const body = new FormData();
  body.append("title", "A");
  body.append("file", new File(["a"], "a.txt"));
  deepStrictEqual((await app.request("/", { method: "POST", body })).status, 200);
});
