import { deepStrictEqual } from "node:assert";
import { report, warnOfShadow } from "../../lib/http/log.ts";
import { logged } from "./_app.ts";

Deno.test("report() logs an error with the request that it came from", async () => {
  const error = new Error("broken");
  const request = new Request("http://a.example/x?y", { method: "POST" });
  deepStrictEqual(await logged(() => report(error, request)), [
    ["POST http://a.example/x?y:", error],
  ]);
});

Deno.test("warnOfShadow() names both routes, by path and by name where they have one", async () => {
  const first = { path: "/{a}", name: "show" }, later = { path: "/{b}", name: "" };
  const lines = await logged(() => {
    warnOfShadow("GET", first, later);
    warnOfShadow("PUT", later, first);
  }, "warn");
  deepStrictEqual(lines, [
    ["GET /{b} is never reached: /{a} (show) was declared before"],
    ["PUT /{a} (show) is never reached: /{b} was declared before"],
  ]);
});
