import { A, checked, FastHTML, fromHeader, optional } from "@fasthtml/fasthtml";
import type { FormClass } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp } from "../_app.ts";

Deno.test("Route answers the verbs of its methods", async () => {
  const { app, rt } = newApp();
  rt("/m", ({ req }) => req.method, { methods: ["get", "PATCH"] });
  deepStrictEqual(await answer(app.request("/m", { method: "PATCH" })), [200, "PATCH"]);
  strictEqual((await app.request("/m", { method: "POST" })).status, 405);
});

Deno.test("Route of a class, file or schema answers POST alone", () => {
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

Deno.test("Route.partial() leaves out declared parameters, which a form sends", async () => {
  const { app, rt } = newApp();
  const show = rt(
    "/rule/{id:int}",
    { on: Boolean, n: Number },
    ({ id, on, n }) => `${id} ${on} ${n}`,
  );
  strictEqual(show.partial({ id: 5 }), "/rule/5");
  strictEqual(show.partial({ id: 5, on: true }), "/rule/5?on=true");
  const body = new URLSearchParams({ n: "30" });
  const sent = app.request(show.partial({ id: 5, on: true }), { method: "POST", body });
  deepStrictEqual(await answer(sent), [200, "5 true 30"]);
  throws(() => show.partial({ id: undefined as unknown as number }), /no value for "id"/);
});

Deno.test("Route is an attribute value and a text: its URL", async () => {
  const { app, rt } = newApp({ basePath: "/shop" });
  const list = rt("/list", () => A({ href: list }, `${list}`));
  const item = rt("/item/{id}", () => "");
  deepStrictEqual(await answer(app.request("/list", HTMX)), [
    200,
    '<a href="/shop/list">/shop/list</a>',
  ]);
  throws(() => `${item}`, /Cannot make a URL for "\/item\/\{id\}": no value for "id"/);
});

Deno.test("Route tells its whole path, its notes and its parameters", () => {
  class Item {
    id = 0;
  }
  const app = new FastHTML({ basePath: "/base" }), inner = new FastHTML();
  const notes = { summary: "S", description: "D", tags: ["t"], deprecated: true, returns: [Item] };
  const params = { item: Item, n: 5, xId: fromHeader(), only: optional(checked(Item)) };
  const route = inner.put("/items/{id:int}", params, () => {}, notes);
  app.mount("/inner", inner);
  deepStrictEqual(app.mounted, [inner]);
  deepStrictEqual(route.fullPath, "/base/inner/items/{id:int}");
  deepStrictEqual(route.notes, notes);
  const told = route.params.map((param) =>
    param.from === "fields"
      ? [param.from, (param.of as FormClass).of, param.isOptional, param.isChecked]
      : [param.from, param.name, param.field.type, param.field.initial]
  );
  deepStrictEqual(told, [
    ["fields", Item, undefined, undefined],
    ["field", "n", Number, 5],
    ["header", "x-Id", String, undefined],
    ["fields", Item, true, true],
  ]);
});

Deno.test("Route tells what was declared", () => {
  const { app, rt } = newApp();
  const route = rt("/{id:int}", { q: "" }, function show() {}, {
    host: "{tenant}.example.com",
    crossSite: true,
    methods: "put",
  });
  const { path, name, names, verbs, host, crossSite, before, bodyWrap } = route;
  deepStrictEqual({ path, name, names, verbs, host, crossSite, before, bodyWrap }, {
    path: "/{id:int}",
    name: "show",
    names: ["id", "tenant"],
    verbs: ["PUT"],
    host: "{tenant}.example.com",
    crossSite: true,
    before: [],
    bodyWrap: undefined,
  });
  const plain = rt("/x", () => {}, {
    name: "own",
    before: () => {},
    bodyWrap: (content) => content,
  });
  deepStrictEqual(
    [plain.name, plain.host, plain.crossSite, plain.before.length, typeof plain.bodyWrap],
    ["own", undefined, false, 1, "function"],
  );
  strictEqual(app.routes.length, 2);
});

Deno.test("Route lets its path and its host name what every context has", async () => {
  const { app, rt } = newApp();
  rt("/{req}", ({ req, session }) => `${req} ${session}`, { host: "{session}.example.com" });
  deepStrictEqual(await answer(app.request("http://eve.example.com/a")), [200, "a eve"]);
});

Deno.test("Route with a body of its own verbs keeps them", () => {
  const { rt } = newApp();
  class Todo {
    title = "";
  }
  deepStrictEqual(rt.put("/t", { todo: Todo }, () => "").verbs, ["PUT"]);
  deepStrictEqual(rt("/m", { todo: Todo }, () => "", { methods: ["GET", "POST"] }).verbs, [
    "GET",
    "POST",
  ]);
});
