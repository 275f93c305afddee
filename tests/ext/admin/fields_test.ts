import { deepStrictEqual } from "node:assert";
import { readFields } from "../../../ext/admin/fields.ts";
import { References } from "../../../ext/admin/references.ts";
import { ManagedTable } from "../../../ext/admin/tables.ts";
import { database } from "../../../mod.ts";
import { newShop } from "./_shop.ts";

async function read(
  texts: Record<string, string>,
  { row, isExact = false }: { row?: Record<string, unknown>; isExact?: boolean } = {},
) {
  using db = database(":memory:");
  const { orders, customers } = await newShop(db);
  const table = new ManagedTable("orders", orders, { readonly: ["paid"] });
  const all = [table, new ManagedTable("customers", customers, {})];
  const references = new References(all, {} as never);
  const textOf = (name: string) => Object.hasOwn(texts, name) ? texts[name] : undefined;
  const change = { table, view: await table.open(), references };
  const { record, problems } = await readFields(change, { textOf, isExact }, row);
  return [record, Object.fromEntries(problems)];
}

const ROW = { id: 1, customer: 1, title: "A", cents: 5, paid: false, at: null, data: null };

Deno.test("readFields() gives what was sent and may be written, by its kind", async () => {
  const texts = {
    id: "",
    customer: "2",
    title: "x",
    cents: "7",
    paid: "true",
    data: "[1]",
    other: "y",
  };
  deepStrictEqual(await read(texts), [{ customer: 2, title: "x", cents: 7, data: [1] }, {}]);
});

Deno.test("readFields() gives of a row what is other than it has it", async () => {
  const texts = { id: "9", customer: "1", title: "B", cents: "5", paid: "true", at: "", data: "" };
  deepStrictEqual(await read(texts, { row: ROW }), [{ title: "B" }, {}]);
  deepStrictEqual(await read({}, { row: ROW }), [{}, {}]);
  deepStrictEqual(await read({ title: "", customer: "" }, { row: ROW }), [
    { title: "", customer: null },
    {},
  ]);
});

Deno.test("readFields() says what is wrong with each field", async () => {
  deepStrictEqual(await read({ customer: "77", cents: "x", at: "soon", title: "\0" }), [{}, {
    customer: "There is no such row",
    cents: "Write a whole number",
    at: "Write a date and a time, such as 2026-11-22 18:30",
    title: "Leave out odd characters",
  }]);
  deepStrictEqual(await read({ cents: "" }, { row: ROW }), [{}, { cents: "Fill this in" }]);
});

Deno.test("readFields() keeps the empty text of a file", async () => {
  deepStrictEqual(await read({ title: "" }, { isExact: true }), [{ title: "" }, {}]);
});
