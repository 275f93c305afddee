import { strictEqual } from "node:assert";
import { newApp, read } from "./_app.ts";

Deno.test("coerce() rejects text with a NUL, and a number past all bounds", async () => {
  const { app, rt } = newApp();
  rt("/text", { text: "" }, ({ text }) => text);
  rt("/number", { n: 1 }, ({ n }) => n);
  rt("/float/{n:float}", ({ n }) => n);

  strictEqual((await read(app.request("/text?text=%00"))).status, 400);
  strictEqual((await read(app.request("/number?n=1e999"))).status, 400);
  strictEqual((await read(app.request(`/float/${"9".repeat(400)}`))).status, 404);
});
