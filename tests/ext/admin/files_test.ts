import { match, ok, strictEqual } from "node:assert";
import { toCsvResponse } from "../../../ext/admin/files.ts";
import { readState } from "../../../ext/admin/state.ts";
import { ManagedTable } from "../../../ext/admin/tables.ts";
import { database, inRequest } from "../../../mod.ts";
import { fileForm, newAdmin, newShop } from "./_shop.ts";

Deno.test("a file of a list is of what the list shows", async () => {
  using db = database(":memory:");
  const { get } = newAdmin(await newShop(db), { tables: { orders: {}, customers: {} } });
  match((await get("/orders?q=chair&sort=-cents")).html, /csv\?q=chair&amp;sort=-cents/);
  const { html, headers } = await get("/orders/csv?q=chair&sort=-cents");
  strictEqual(html.split("\r\n").length, 3);
  strictEqual(headers.get("content-type"), "text/csv; charset=utf-8");
  strictEqual(headers.get("content-disposition"), 'attachment; filename="orders.csv"');
  strictEqual(headers.get("x-content-type-options"), "nosniff");
});

Deno.test("a file is narrowed as its request is, also where it is read outside of that", async () => {
  using db = database(":memory:");
  const { orders } = await newShop(db);
  await orders.insertAll(Array.from({ length: 5000 }, () => ({ title: "x", customer: 2 })));
  const table = new ManagedTable("orders", orders, {});
  const view = await table.open();
  const response = inRequest({}, () => {
    orders.xtra({ customer: 2 });
    return toCsvResponse(table, view, readState(view, new URLSearchParams()));
  });
  const lines = (await response.text()).split("\r\n").slice(1, -1);
  strictEqual(lines.length, 5001);
  ok(lines.every((line) => /^\d+,2,/.test(line)));
});

Deno.test("a file that a client leaves is read no further", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  await tables.orders.insertAll(Array.from({ length: 2000 }, () => ({ title: "x" })));
  const { app } = newAdmin(tables, { tables: { orders: {} } });
  const response = await app.request("/admin/orders/csv", { headers: { "x-user": "root" } });
  const reader = response.body!.getReader();
  ok((await reader.read()).value!.length > 0);
  await reader.cancel();
  strictEqual(await tables.orders.count(), 2003);
});

Deno.test("a file that is none is rejected with its reason", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { post } = newAdmin(tables, { tables: { orders: {} } });
  const latin1 = new Uint8Array([...new TextEncoder().encode("title\n"), 0xe9]);
  const files: [string | Uint8Array<ArrayBuffer>, RegExp][] = [
    ["", /Line 1: Choose a file/],
    ["\n\n", /Line 1: The file is empty/],
    [latin1, /Line 1: The file is not in UTF-8/],
    ["title,title\na,b\n", /Line 1: .*is there twice/],
    ["title,nope\na,b\n", /Line 1: .*nope.* is no column that can be written/],
    ["title,cents\na\n", /Line 2: It has 1 values in place of 2/],
    ['title\n"a\n', /Line 2: A quote is not closed/],
    [`title\n${"a\n".repeat(20_001)}`, /Line 20002: A file may have 20,000 rows/],
  ];
  for (const [text, reason] of files) {
    const { status, html } = await post("/orders/import", fileForm(text));
    strictEqual(status, 422);
    match(html, reason);
  }
  strictEqual(await tables.orders.count(), 3);
});

Deno.test("a file of another program is read: semicolons, a mark of UTF-8, lines of its own", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { post } = newAdmin(tables, { tables: { orders: {} } });
  const text = '\uFEFF"title";cents;at\r"Größe; 2";7;2026-01-02 03:04\r\rB;8;\r';
  strictEqual((await post("/orders/import", fileForm(text))).status, 303);
  const { title, cents, at } = await tables.orders.get(4);
  strictEqual(`${title} ${cents} ${at?.toISOString()}`, "Größe; 2 7 2026-01-02T03:04:00.000Z");
});
