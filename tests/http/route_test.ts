import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, newApp } from "./_app.ts";

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
