import { deepStrictEqual } from "node:assert";
import { newApp, read } from "../http/_app.ts";

Deno.test("toRefusal() answers 405 with every verb that the path has", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "get");
  rt.put("/x", () => "put");
  rt.delete("/{name}", () => "delete");
  const { status, headers } = await read(app.request("/x", { method: "PATCH" }));
  const verbs = headers.get("allow")?.split(", ").sort();
  deepStrictEqual([status, verbs], [405, ["DELETE", "GET", "HEAD", "PUT"]]);
});
