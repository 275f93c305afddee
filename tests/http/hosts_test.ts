import { strictEqual, throws } from "node:assert";
import { answer, newApp } from "./_app.ts";

Deno.test("HostRouter prefers the routes of a host to those of all hosts", async () => {
  const { app, rt } = newApp();
  rt("/h", () => "any");
  rt("/h", () => "admin", { host: "admin.example.com" });
  rt("/t", { tenant: String }, ({ tenant }) => tenant, { host: "{tenant}.ex.org" });
  const text = async (url: string) => (await answer(app.request(url)))[1];
  strictEqual(await text("http://admin.example.com/h"), "admin");
  strictEqual(await text("http://ADMIN.example.com:8080/h"), "admin");
  strictEqual(await text("http://other.example.com/h"), "any");
  strictEqual(await text("http://acme.ex.org/t"), "acme");
  strictEqual((await app.request("http://a.b.ex.org/t")).status, 404);
  strictEqual((await app.request("http://ex.org/t")).status, 404);
  throws(() => rt("/x", () => "", { host: "a b" }), /expected one such as/);
});
