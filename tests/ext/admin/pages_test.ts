import { match, ok } from "node:assert";
import { database } from "../../../mod.ts";
import { newAdmin, newShop } from "./_shop.ts";

Deno.test("the first page has the tables that may be seen, with their rows", async () => {
  using db = database(":memory:");
  const { get } = newAdmin(await newShop(db), {
    title: "Shop",
    tables: { customers: { title: "People" }, lines: {}, orders: { can: () => false } },
  });
  const { html } = await get("");
  match(html, /<h1>Shop<\/h1>/);
  match(html, /<a href="\/admin\/customers">People<\/a><\/p><p class="ui-stat-value">2<\/p>/);
  ok(!html.includes("Orders"));
  const none = newAdmin(await newShop(database(":memory:")), { tables: {} });
  match((await none.get("")).html, /There is nothing that you may see/);
});

Deno.test("a deletion of many rows shows some of them, and how many more", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  await tables.orders.insertAll(Array.from({ length: 30 }, (_, i) => ({ title: `No ${i}` })));
  const { post } = newAdmin(tables, { tables: { orders: {} } });
  const keys = Array.from({ length: 30 }, (_, i) => ["key", `${i + 4}`]);
  const { html } = await post("/orders/act", [["delete", "1"], ...keys]);
  match(html, /These 30 rows/);
  match(html, /And 10 more\./);
  ok(html.match(/name="key"/g)!.length === 30);
});
