/** Tests of the application, without a server or a browser. */
import { match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import { app } from "./main.ts";

Deno.test("the first page says hello", async () => {
  match(await (await new Client(app).get("/")).text(), /<p>Hello, World!<\/p>/);
});

Deno.test("the health check says ready", async () => {
  strictEqual(await (await new Client(app).get("/_fasthtml/health")).text(), "ready");
});
