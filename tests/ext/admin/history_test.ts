import { deepStrictEqual, match, ok } from "node:assert";
import { toChanges } from "../../../ext/admin/history.ts";
import type { View } from "../../../ext/admin/tables.ts";
import { database } from "../../../mod.ts";
import { newAdmin, newShop, rowsOf } from "./_shop.ts";

Deno.test("toChanges() gives what differs, of the columns that are shown now", () => {
  const view = { columns: [{ name: "a" }, { name: "constructor" }] } as unknown as View;
  const before = { a: "1", b: "2" }, after = { a: null, b: "3" };
  deepStrictEqual(toChanges(view, { before, after }), [{ name: "a", before: "1", after: null }]);
  deepStrictEqual(toChanges(view, { before: null, after: before }), [
    { name: "a", before: null, after: "1" },
  ]);
});

Deno.test("the history is of a table, in pages, the last change first", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } });
  for (let i = 0; i < 51; i++) await post("/orders/new", [["v.title", `No ${i}`]]);
  await post("/customers/new", [["v.name", "C"], ["v.email", "c@d"]]);
  const first = await get("/orders/history");
  deepStrictEqual(rowsOf(first).length, 50);
  match(rowsOf(first)[0]![4]!, /Title: – → No 50/);
  match(first.html, /page=2"[^>]*>Older/);
  const second = await get("/orders/history?page=2");
  deepStrictEqual(rowsOf(second).map(([, , act]) => act), ["added"]);
  ok(second.html.includes("Newer") && !second.html.includes("Older"));
  match((await get("/orders/history?key=77")).html, /Nothing was changed yet/);
});
