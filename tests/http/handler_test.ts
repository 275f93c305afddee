import { fromHeader } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, HTMX, newApp } from "./_app.ts";

Deno.test("invoke() reads no body before the guards have run", async () => {
  const { client, rt } = newApp({ before: () => new Response("no", { status: 403 }) });
  class Todo {
    title = "";
  }
  rt("/x", { todo: Todo }, () => "");
  const headers = { "content-type": "application/json" };
  deepStrictEqual(await answer(client.post("/x", { body: "{bad", headers })), [403, "no"]);
});

Deno.test("invoke() binds a GET's parameters from its path and query, never from a body", async () => {
  const { app, rt } = newApp();
  rt("/{id}", { id: Number, q: "none" }, ({ id, q }) => `${id} ${q}`);
  const body = new URLSearchParams({ q: "body" });
  deepStrictEqual(await answer(app.request("/1?q=query", HTMX)), [200, "1 query"]);
  deepStrictEqual(await answer(app.request("/1", { ...HTMX, method: "POST", body })), [
    200,
    "1 body",
  ]);
  const head = await app.request("/1", { method: "HEAD" });
  strictEqual(head.status, 200);
});

Deno.test("invoke() leaves a body unread that no parameter can come from", async () => {
  const { app, rt } = newApp();
  rt("/none", ({ req }) => `${req.bodyUsed}`);
  rt("/header", { agent: fromHeader("user-agent") }, ({ req }) => `${req.bodyUsed}`);
  rt("/path/{id}", { id: Number }, ({ req }) => `${req.bodyUsed}`);
  rt("/body", { q: "" }, ({ req }) => `${req.bodyUsed}`);
  const headers = { "hx-request": "true", "user-agent": "x", "content-type": "application/json" };
  const init = { method: "POST", headers };
  const ask = async (path: string) => (await answer(app.request(path, { ...init, body: "{}" })))[1];
  deepStrictEqual(await Promise.all(["/none", "/header", "/path/1", "/body"].map(ask)), [
    "false",
    "false",
    "false",
    "true",
  ]);
});

Deno.test("invoke() counts the fields of a query only for a handler that wants some", async () => {
  const { app, rt } = newApp({ limits: { maxFields: 2 } });
  rt("/none", () => "fine");
  rt("/some", { a: "" }, () => "fine");
  deepStrictEqual(await answer(app.request("/none?a&b&c", HTMX)), [200, "fine"]);
  deepStrictEqual(await answer(app.request("/some?a&b", HTMX)), [200, "fine"]);
  strictEqual((await answer(app.request("/some?a&b&c", HTMX)))[0], 413);
});
