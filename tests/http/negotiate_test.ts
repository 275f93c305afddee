import { ApiReturn, ifChanged, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { newApp, read } from "./_app.ts";

Deno.test("ApiReturn() answers programs with data and people with content", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/", () => ApiReturn(P("Eve"), { name: "Eve" }));
  const ask = async (accept: string) =>
    (await app.request("/", { headers: { accept } })).headers.get("content-type");
  deepStrictEqual(
    await Promise.all(["application/json", "application/json, text/html", "*/*"].map(ask)),
    ["application/json", "text/html; charset=utf-8", "text/html; charset=utf-8"],
  );
  match((await app.request("/")).headers.get("vary")!, /Accept/);
});

Deno.test("ifChanged() makes nothing that the browser has", async () => {
  const { app, rt } = newApp();
  let made = 0;
  const lastModified = new Date("2026-11-20T10:00:00Z");
  rt("/", () => ifChanged({ etag: "v1", lastModified }, () => (made++, P("x"))));
  const { status, headers } = await read(app.request("/"));
  deepStrictEqual([status, headers.get("etag"), made], [200, 'W/"v1-page"', 1]);
  const again: HeadersInit = { "if-none-match": headers.get("etag")! };
  strictEqual((await app.request("/", { headers: again })).status, 304);
  const since = { "if-modified-since": headers.get("last-modified")! };
  strictEqual((await app.request("/", { headers: since })).status, 304);
  strictEqual(made, 1);
  strictEqual(
    (await app.request("/", { headers: { ...again, "hx-request": "true" } })).status,
    200,
  );
});
