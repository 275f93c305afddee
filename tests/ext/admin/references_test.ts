import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { database } from "../../../mod.ts";
import { newAdmin, newShop, toPlain } from "./_shop.ts";

Deno.test("references are chosen of up to 50 rows, by what these are called", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get } = newAdmin(tables, {
    tables: { customers: { label: ({ name, email }) => `${name}, ${email}` }, orders: {} },
  });
  const { html } = await get("/orders/edit?key=1");
  match(html, /<option value="1" selected>Ann &lt;b&gt;, ann@example.com<\/option>/);
  const list = await get("/orders");
  match(list.html, /<a href="\/admin\/customers\/edit\?key=1">Ann &lt;b&gt;, ann@example.com<\/a>/);
  match(list.html, /<select name="is.customer"/);
});

Deno.test("references to more rows are searched while one types", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  tables.customers.insertAll(
    Array.from({ length: 60 }, (_, i) => ({ name: `Guest ${i}`, email: `g${i}@example.com` })),
  );
  const { get } = newAdmin(tables, { tables: { customers: {}, orders: {} } });
  const { html } = await get("/orders/edit?key=1");
  match(html, /<input name="v.customer"[^>]*hx-get="\/admin\/orders\/choices\?column=customer"/);
  match(html, /Now: Ann &lt;b&gt;\./);
  const [, list] = /hx-target="#([^"]*)"/.exec(html)!;
  ok(html.includes(`<datalist id="${list}">`) && html.includes(`list="${list}"`));
  const options = async (text: string) => {
    const query = new URLSearchParams({ column: "customer", "v.customer": text });
    const { html } = await get(`/orders/choices?${query}`, { "hx-request": "true" });
    return html.split("</option>").slice(0, -1).map((
      one,
    ) => [/value="([^"]*)"/.exec(one)![1], toPlain(one)]);
  };
  deepStrictEqual(await options("guest 59"), [["62", "Guest 59"]]);
  deepStrictEqual(await options("2"), [
    ["2", "Bob"],
    ...[2, 12, ...Array.from({ length: 10 }, (_, i) => 20 + i), 32, 42, 52]
      .map((n) => [`${n + 3}`, `Guest ${n}`]),
  ]);
  strictEqual((await options("")).length, 50);
  deepStrictEqual(await options("nothing"), []);
  deepStrictEqual(await options("\0"), await options(""));
  const filter = await get("/orders");
  match(filter.html, /<input name="is.customer"/);
});

Deno.test("a row leads to those that refer to it", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get } = newAdmin(tables, { tables: { customers: {}, orders: {} } });
  const { html } = await get("/customers/edit?key=1");
  match(html, /<a href="\/admin\/orders\?is.customer=1"[^>]*>.*?Orders \(2\)<\/a>/s);
});
