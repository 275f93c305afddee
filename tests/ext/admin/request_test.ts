import { deepStrictEqual, match, strictEqual } from "node:assert";
import { database } from "../../../mod.ts";
import { newAdmin, newShop } from "./_shop.ts";

Deno.test("each page has the tables beside it, and names the one that is shown", async () => {
  using db = database(":memory:");
  const { app } = newAdmin(await newShop(db), {
    tables: { customers: {}, orders: { icon: "list" } },
    end: "The end",
  });
  const response = await app.request("/admin/orders", { headers: { "x-user": "root" } });
  const html = await response.text();
  const links = [
    ...html.matchAll(/<a href="([^"]*)" class="ui-side-link"( aria-current="page")?>/g),
  ];
  deepStrictEqual(links.map(([, href, current]) => [href, current !== undefined]), [
    ["/admin/customers", false],
    ["/admin/orders", true],
  ]);
  match(html, /<title>Orders<\/title>/);
  match(html, /The end/);
});

Deno.test("a table that may not be seen is beside no page, and gives no names to references", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { app } = newAdmin(tables, { tables: { customers: { can: () => false }, orders: {} } });
  for (const path of ["/admin", "/admin/orders", "/admin/orders/edit?key=1", "/admin/orders/new"]) {
    const response = await app.request(path, { headers: { "x-user": "root" } });
    strictEqual(response.status, 200);
    strictEqual(/Customers|customers|Ann|Bob/.test(await response.text()), false, path);
  }
});

Deno.test("the history has who, as the program says", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { post } = newAdmin(tables, {
    log: true,
    who: ({ headers }) => `${headers.get("x-user")}@example.com`,
    tables: { orders: {} },
  });
  await post("/orders/delete", [["key", "1"]]);
  strictEqual((await db.t.admin_log!())[0]!.who, "root@example.com");
});
