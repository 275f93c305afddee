import { deepStrictEqual, strictEqual } from "node:assert";
import { isUnsafe } from "../../lib/http/verbs.ts";
import { answer, newApp, read } from "./_app.ts";

Deno.test("isUnsafe() knows no verb as safe but GET, HEAD and OPTIONS", () => {
  deepStrictEqual(["GET", "HEAD", "OPTIONS"].filter(isUnsafe), []);
  const unsafe = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", ""];
  deepStrictEqual(unsafe.filter(isUnsafe), unsafe);
});

Deno.test("toMethodError() answers 405 with every verb that the path has", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "get");
  rt.put("/x", () => "put");
  rt.delete("/{name}", () => "delete");
  rt.post("/post", () => "post");
  const ask = async (path: string) => {
    const { status, headers } = await read(app.request(path, { method: "PATCH" }));
    return [status, headers.get("allow")];
  };
  deepStrictEqual(await ask("/x"), [405, "HEAD, GET, PUT, DELETE"]);
  deepStrictEqual(await ask("/post"), [405, "POST, DELETE"]);
});

Deno.test("toMethodError() answers 426 where the path is a socket, and 405 where it is a page too", async () => {
  const { app, rt } = newApp();
  app.ws("/socket", () => {});
  app.ws("/both", () => {});
  rt.get("/both", () => "page");
  const { status, headers } = await read(app.request("/socket"));
  deepStrictEqual([status, headers.get("upgrade"), headers.get("allow")], [426, "websocket", null]);
  deepStrictEqual(await answer(app.request("/both")), [200, "page"]);
  const post = await read(app.request("/both", { method: "POST" }));
  deepStrictEqual([post.status, post.headers.get("allow")], [405, "HEAD, GET"]);
  strictEqual(post.headers.get("upgrade"), null);
});
