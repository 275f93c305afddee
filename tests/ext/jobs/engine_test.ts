import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Ids, ignoreDataError, toKeptError } from "../../../ext/jobs/engine.ts";
import { ConnectionError } from "../../../mod.ts";

Deno.test("Ids makes ids in order that can't be guessed", () => {
  const made = new Ids();
  const ids = Array.from({ length: 2000 }, () => made.next());
  deepStrictEqual(ids, [...new Set(ids)].sort());
  for (const id of ids) match(id, /^[0-9a-z]{9}[0-9a-z]{4}[0-9a-f]{19}$/);
  strictEqual(new Set(ids.map((id) => id.slice(13))).size, ids.length);
});

Deno.test("toKeptError() cuts an error, and leaves out what Postgres can't hold", () => {
  strictEqual(toKeptError("no\0 \ud800"), "no\ufffd \ufffd");
  strictEqual(toKeptError("x".repeat(20_000)).length, 10_000);
});

Deno.test("ignoreDataError() lets errors of the engine pass, and no other", () => {
  ignoreDataError(new ConnectionError("away"));
  throws(() => ignoreDataError(new TypeError("wrong")), { message: "wrong" });
});
