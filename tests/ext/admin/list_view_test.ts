import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { database, Strong } from "../../../mod.ts";
import { newAdmin, newShop, rowsOf } from "./_shop.ts";

Deno.test("headings sort, and say how", async () => {
  using db = database(":memory:");
  const { get } = newAdmin(await newShop(db), { tables: { orders: {} } });
  const plain = await get("/orders?q=two");
  match(
    plain.html,
    /<th scope="col" class="ui-num"><a href="\/admin\/orders\?q=two&amp;sort=cents">Cents<\/a>/,
  );
  const up = await get("/orders?sort=cents");
  match(up.html, /aria-sort="ascending"[^>]*><a href="\/admin\/orders\?sort=-cents">Cents/);
  match((await get("/orders?sort=-cents")).html, /aria-sort="descending"/);
});

Deno.test("all rows of a page are chosen by a link, without a script", async () => {
  using db = database(":memory:");
  const { get } = newAdmin(await newShop(db), { tables: { orders: { pageSize: 2 } } });
  const none = await get("/orders?page=2&q=");
  match(none.html, /<a href="\/admin\/orders\?page=2&amp;all=1">Choose all on this page<\/a>/);
  strictEqual((await get("/orders?all=1")).html.match(/name="key"[^>]* checked/g)!.length, 2);
  match((await get("/orders?all=1")).html, />Choose none</);
});

Deno.test("a list shows its columns as the program says", async () => {
  using db = database(":memory:");
  const { get } = newAdmin(await newShop(db), {
    tables: {
      orders: {
        title: "Sales",
        list: ["title", "cents"],
        order: "-cents",
        filters: [],
        search: [],
        fields: {
          title: "What",
          cents: { label: "Euros", show: (cents, { id }) => Strong(`${id}: ${cents / 100}`) },
        },
      },
    },
  });
  const { html } = await get("/orders");
  deepStrictEqual(rowsOf({ html } as never), [
    ["Chair", "3: 99"],
    ["=cmd|' /C calc'!A0", "1: 5"],
    ["Two\nlines", "2: -0.05"],
  ]);
  ok(html.includes("<h1>Sales</h1>") && html.includes(">What<") && !html.includes('role="search"'));
});

Deno.test("a list shows what a choice is called", async () => {
  using db = database(":memory:");
  const items = db.create("item", { state: String });
  items.insertAll([{ state: "new" }, { state: "lost" }]);
  const { get } = newAdmin({ items }, {
    tables: { items: { fields: { state: { choices: { new: "Brand new", constructor: "x" } } } } },
  });
  deepStrictEqual(rowsOf(await get("/items")), [["1", "Brand new"], ["2", "lost"]]);
});

Deno.test("a row without a key is shown, and leads nowhere", async () => {
  using db = database(":memory:");
  db.q("CREATE TABLE t (code TEXT PRIMARY KEY, name TEXT)");
  db.q("INSERT INTO t VALUES (NULL, 'lost'), ('', 'empty'), ('a', NULL)");
  const { get } = newAdmin(db.t, { tables: { t: { list: ["name", "code"], order: "code" } } });
  const { html } = await get("/t");
  deepStrictEqual(rowsOf({ html } as never).map(([name]) => name).sort(), ["a", "empty", "lost"]);
  deepStrictEqual([...html.matchAll(/edit\?key=([^"]*)/g)].map(([, key]) => key), ["", "a"]);
  match((await get("/t/edit?key=")).html, /<h1>empty<\/h1>/);
});

Deno.test("a table that is only read has neither boxes nor buttons", async () => {
  using db = database(":memory:");
  const shop = await newShop(db);
  const { get, post } = newAdmin(shop, {
    tables: { orders: { readonly: true, actions: { Pay: () => {} } } },
  });
  const { html } = await get("/orders");
  ok(!/checkbox|>Add<|Import|Delete|Pay/.test(html));
  ok(!(await get("/orders/edit?key=1")).html.includes("<form"));
  for (const path of ["new", "import", "delete", "edit"]) {
    const { status } = await post(`/orders/${path}`, [["key", "1"], ["v.title", "x"]]);
    deepStrictEqual([path, status], [path, 403]);
  }
  strictEqual(
    (await post("/orders/act", [["action", "Pay"], ["key", "1"]])).location,
    "/admin/orders?note=forbidden",
  );
});
