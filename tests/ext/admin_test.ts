import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { admin, type AdminOptions } from "../../ext/admin.ts";
import { database } from "../../mod.ts";
import {
  type BackendUnderTest,
  mongoBackends,
  postgresBackends,
  sqliteBackends,
} from "../data/backends.ts";
import { Customer, digestOf, fileForm, newAdmin, newShop, rowsOf } from "./admin/_shop.ts";

const [sqlite] = await sqliteBackends();
const backends = [sqlite!, ...postgresBackends().slice(0, 2), mongoBackends()[0]!];

type Case = (tables: Awaited<ReturnType<typeof newShop>>, backend: BackendUnderTest) => unknown;

const cases = new Map<string, Case>();

function overAll(name: string, run: Case): void {
  cases.set(name, run);
}

overAll("lists, searches, filters, sorts", async (tables) => {
  const { get } = newAdmin(tables, { tables: { customers: {}, orders: { pageSize: 2 } } });
  const list = await get("/orders");
  deepStrictEqual(rowsOf(list), [
    ["1", "Ann <b>", "=cmd|' /C calc'!A0", "500", "No", "2026-11-22 10:30"],
    ["2", "Ann <b>", "Two\nlines", "-5", "Yes", "–"],
  ]);
  match(list.html, /3 rows/);
  const ids = async (query: string) => rowsOf(await get(`/orders${query}`)).map(([id]) => id);
  deepStrictEqual(await ids("?page=2"), ["3"]);
  for (const page of ["99999999999", "1e400", "-1", "x", "2.5"]) {
    ok((await ids(`?page=${page}`)).length > 0, page);
  }
  deepStrictEqual(await ids("?q=CHAIR"), ["3"]);
  deepStrictEqual(await ids("?q=lines+two"), ["2"]);
  deepStrictEqual(await ids("?q=%25"), []);
  deepStrictEqual(await ids("?is.paid=true"), ["2"]);
  deepStrictEqual(await ids("?is.customer=2"), ["3"]);
  deepStrictEqual(await ids("?sort=-cents"), ["3", "1"]);
  deepStrictEqual(await ids("?sort=cents"), ["2", "1"]);
  // What is none of the list is left out.
  deepStrictEqual(await ids("?sort=data&is.title=x&is.paid=maybe&is.cents=500"), ["1", "2"]);
  deepStrictEqual(rowsOf(await get("/customers?sort=-passwordHash&q=SECRET")), []);
  deepStrictEqual(rowsOf(await get("/customers?sort=-passwordHash")).map(([id]) => id), ["1", "2"]);
});

overAll("adds, changes and deletes rows, and keeps who did it", async (tables) => {
  const { get, post } = newAdmin(tables, {
    log: true,
    tables: { customers: {}, orders: {} },
  });
  const { customers, orders } = tables;
  const added = await post("/customers/new", [["v.name", "Cyd"], ["v.email", "cyd@example.com"]]);
  deepStrictEqual([added.status, added.location], [303, "/admin/customers?note=added"]);
  const cyd = await customers.get(3);
  deepStrictEqual([cyd.name, cyd.email, cyd.vip, cyd.passwordHash], [
    ...["Cyd", "cyd@example.com"],
    false,
    "",
  ]);

  const form = await get("/orders/edit?key=2");
  const sent = [
    ["key", "2"],
    ["digest", digestOf(form)],
    ["v.customer", "2"],
    ["v.title", "Two\r\nlines"],
    ["v.cents", "-5"],
    ["v.paid", "false"],
    ["v.at", "2026-01-02T03:04"],
    ["v.data", '{"a":2}'],
  ];
  const saved = await post("/orders/edit", sent);
  deepStrictEqual([saved.status, saved.location], [303, "/admin/orders?note=saved"]);
  const order = await orders.get(2);
  deepStrictEqual({ ...order, data: JSON.stringify(order.data) }, {
    id: 2,
    customer: 2,
    title: "Two\nlines",
    cents: -5,
    paid: false,
    at: new Date("2026-01-02T03:04Z"),
    data: '{"a":2}',
  });
  strictEqual((await post("/orders/delete", [["key", "3"]])).status, 303);
  strictEqual(await orders.has(3), false);

  const history = rowsOf(await get("/orders/history"));
  deepStrictEqual(history.map(([, who, act, key, changes]) => [who, act, key, changes]), [
    [
      "root",
      "deleted",
      "3",
      "ID: 3 → –Customer: 2 → –Title: Chair → –Cents: 9900 → –Paid: false → –",
    ],
    [
      ...["root", "changed", "2"],
      'Customer: 1 → 2Paid: true → falseAt: – → 2026-01-02T03:04:00ZData: {"a":[1,null]} → {"a":2}',
    ],
  ]);
  strictEqual(rowsOf(await get("/orders/history?key=2")).length, 1);
  strictEqual(rowsOf(await get("/customers/history")).length, 1);
});

overAll("rejects what does not fit, and says at which field", async (tables) => {
  const { post } = newAdmin(tables, { tables: { customers: {}, orders: {} } });
  const wrong = await post("/orders/new", [
    ["v.title", "<i>New</i>"],
    ["v.cents", "many"],
    ["v.customer", "99"],
    ["v.at", "2026-02-30T10:00"],
    ["v.data", "{"],
  ]);
  strictEqual(wrong.status, 422);
  match(wrong.html, /Write a whole number/);
  match(wrong.html, /There is no such row/);
  match(wrong.html, /Write a date and a time/);
  match(wrong.html, /Write JSON/);
  match(wrong.html, /value="&lt;i&gt;New&lt;\/i&gt;"/);
  const twice = await post("/customers/new", [["v.name", "C"], ["v.email", "ann@example.com"]]);
  strictEqual(twice.status, 422);
  match(twice.html, /Another row has this value already|Another row has these values already/);
  ok(!twice.html.includes("SECRET"));
  deepStrictEqual([await tables.customers.count(), await tables.orders.count()], [2, 3]);
});

overAll("finds that someone else has changed the row", async (tables) => {
  const { get, post } = newAdmin(tables, { tables: { customers: {}, orders: {} } });
  const { orders } = tables;
  const digest = digestOf(await get("/orders/edit?key=3"));
  await orders.update({ id: 3, title: "Table <s>" });
  const fields = [["key", "3"], ["v.title", "Stool"], ["v.cents", "9900"]];
  const late = await post("/orders/edit", [["digest", digest], ...fields]);
  strictEqual(late.status, 409);
  match(late.html, /Someone else has changed this row/);
  match(late.html, /<th scope="row">Title<\/th><td>Table &lt;s&gt;<\/td><td>Stool<\/td>/);
  strictEqual((await orders.get(3)).title, "Table <s>");
  // What the user has read now may be saved.
  const again = await post("/orders/edit", [["digest", digestOf(late)], ...fields]);
  strictEqual(again.status, 303);
  strictEqual((await orders.get(3)).title, "Stool");
  // A digest that is made up, and a row that is gone.
  strictEqual((await post("/orders/edit", [["digest", "x"], ...fields])).status, 409);
  strictEqual((await post("/orders/edit", [["digest", digest], ["key", "77"]])).status, 404);
});

overAll("lets one of many win who save the same form at once", async (tables) => {
  const { get, post } = newAdmin(tables, { tables: { orders: {} } });
  const digest = digestOf(await get("/orders/edit?key=3"));
  const all = await Promise.all(
    Array.from(
      { length: 8 },
      (_, i) => post("/orders/edit", [["key", "3"], ["digest", digest], ["v.title", `By ${i}`]]),
    ),
  );
  const statuses = all.map(({ status }) => status).sort();
  deepStrictEqual(statuses, [303, ...Array(7).fill(409)]);
});

overAll("asks with what falls, before it deletes", async (tables, { sql }) => {
  const { get, post } = newAdmin(tables, { tables: { customers: {}, orders: {} } });
  const page = await get("/customers/delete?key=1");
  strictEqual(page.status, 200);
  match(page.html, /Ann &lt;b&gt;/);
  if (!sql) match(page.html, /No other rows go with it/);
  else {
    match(page.html, /2 rows of Orders will be deleted, too/);
    // Of a table that is not shown, only how many.
    match(page.html, /2 rows of other tables will be deleted, too/);
  }
  strictEqual(await tables.customers.count(), 2);
  strictEqual((await post("/customers/delete", [["key", "1"]])).status, 303);
  deepStrictEqual([await tables.customers.count(), await tables.orders.count()], [1, sql ? 1 : 3]);
});

overAll("sends CSV, and takes it back", async (tables) => {
  const { get, post } = newAdmin(tables, { tables: { orders: {}, customers: {} } });
  const { orders } = tables;
  const file = await get("/orders/csv");
  strictEqual(
    file.html,
    "id,customer,title,cents,paid,at,data\r\n" +
      `1,1,"'=cmd|' /C calc'!A0",500,false,2026-11-22T10:30:00Z,\r\n` +
      '2,1,"Two\nlines",-5,true,,"{""a"":[1,null]}"\r\n3,2,Chair,9900,false,,\r\n',
  );
  const before = await orders({}, { orderBy: "id" });
  await orders.deleteWhere();
  const sent = await post("/orders/import", fileForm(file.html));
  deepStrictEqual([sent.status, sent.location], [303, "/admin/orders?note=imported"]);
  const plain = (rows: object[]) => JSON.stringify(rows);
  strictEqual(plain(await orders({}, { orderBy: "id" })), plain(before));
  ok(!(await get("/customers/csv")).html.includes("SECRET"));
});

overAll("stores no row of a file with a mistake, and names its line", async (tables) => {
  const { post } = newAdmin(tables, { log: true, tables: { orders: {}, customers: {} } });
  const text = 'name,email\r\nCyd,cyd@example.com\r\n"Two\nlines",ann@example.com\r\n';
  const twice = await post("/customers/import", fileForm(text));
  strictEqual(twice.status, 422);
  match(twice.html, /Line 3: /);
  const wrong = await post("/orders/import", fileForm("title,cents\r\nA,1\r\nB,x\r\nC,y\r\n"));
  match(wrong.html, /Line 3: cents: Write a whole number<\/li><li>Line 4: cents/);
  for (const head of ["passwordHash", "avatar", "nothing", "__proto__"]) {
    const hidden = await post("/customers/import", fileForm(`name,${head}\r\nA,1\r\n`));
    match(hidden.html, new RegExp(`Line 1: "?(&quot;)?${head}"?(&quot;)? is no column`));
  }
  deepStrictEqual([await tables.customers.count(), await tables.orders.count()], [2, 3]);
});

overAll("runs actions of chosen rows", async (tables) => {
  const { orders } = tables;
  const { get, post } = newAdmin(tables, {
    log: true,
    tables: {
      orders: {
        actions: {
          "Mark as paid": async (rows) => {
            for (const { id } of rows) await orders.update({ id, paid: true });
          },
        },
      },
    },
  });
  match((await get("/orders?all=1")).html, /<button name="action" value="Mark as paid"/);
  const chosen = [["key", "1"], ["key", "3"], ["key", "77"], ["key", "1 or 1=1"]];
  const done = await post("/orders/act", [["action", "Mark as paid"], ...chosen]);
  strictEqual(done.location, "/admin/orders?note=done");
  deepStrictEqual((await orders({}, { orderBy: "id" })).map(({ paid }) => paid), [
    true,
    true,
    true,
  ]);
  const history = rowsOf(await get("/orders/history"));
  deepStrictEqual(history.map(([, , , key, changes]) => [key, changes]), [
    ["3", "Paid: false → true"],
    ["1", "Paid: false → true"],
  ]);
  strictEqual((await post("/orders/act", [["action", "constructor"], ["key", "1"]])).status, 404);
  const ask = await post("/orders/act", [["delete", "1"], ...chosen]);
  match(ask.html, /These 2 rows/);
  strictEqual(await orders.count(), 3);
});

overAll("names rows of several key columns in URLs", async (tables) => {
  const { get, post } = newAdmin(tables, { tables: { lines: {}, orders: {} } });
  const { html } = await get("/lines");
  const [, href] = /<th scope="row" class="ui-num">[^<]*<a href="([^"]+)"/.exec(html) ??
    /<th scope="row"[^>]*><a href="([^"]+)"/.exec(html)!;
  const path = href!.replaceAll("&amp;", "&").replace("/admin", "");
  strictEqual(path, "/lines/edit?key=%5B%221%22%2C%22a%2Fb+%26+c%22%5D");
  const form = await get(path);
  const key = '["1","a/b & c"]';
  const sent = [["key", key], ["digest", digestOf(form)], ["v.many", "7"], ["v.sku", "stolen"]];
  strictEqual((await post("/lines/edit", sent)).status, 303);
  deepStrictEqual((await tables.lines({}, { orderBy: "sku" })).map((row) => ({ ...row })), [
    { order: 1, sku: "a/b & c", many: 7 },
    { order: 1, sku: "d", many: 1 },
  ]);
  for (const wrong of ["1", "[]", '["1"]', '["1","d","e"]', '[["1"],"d"]', "{", '["01","d"]']) {
    strictEqual((await get(`/lines/edit?key=${encodeURIComponent(wrong)}`)).status, 404, wrong);
  }
});

for (const backend of backends) {
  const { missing } = backend;
  Deno.test({
    name: `admin() over ${backend.name}${missing ? ` (not here: ${missing})` : ""}`,
    ignore: missing !== undefined,
    async fn(t) {
      await using running = await backend.start();
      for (const [name, run] of cases) {
        await t.step(name, async () => {
          await using db = await running.open();
          await run(await newShop(db), backend);
        });
      }
    },
  });
}

Deno.test("admin() is a 404 for strangers, at each path and by each verb", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { stranger, app } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } });
  const paths = ["", "/", "/customers", "/customers/", "/nothing", "/customers/edit?key=1"];
  paths.push("/customers/csv", "/customers/delete?key=1", "/orders/choices?column=customer");
  const none = await (await stranger.get("/nothing-here")).text();
  for (const path of paths) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const response = await app.request(`/admin${path}`, { method });
      deepStrictEqual([path, method, response.status], [path, method, 404]);
      strictEqual((await response.text()).length, none.length);
    }
    strictEqual((await app.request(`/admin${path}`, { method: "HEAD" })).status, 404);
  }
  const body = { key: "1" };
  strictEqual((await stranger.post("/admin/customers/delete", { data: body })).status, 404);
  strictEqual(tables.customers.count(), 2);
});

Deno.test("admin() lets in by true alone", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  for (
    const given of [1, "yes", {}, Promise.resolve("true"), undefined, null, Promise.resolve(false)]
  ) {
    const { app } = newAdmin(tables, { tables: { customers: {} }, prefix: "/other" });
    admin(tables, { allow: () => given as boolean, tables: { customers: {} } }).toApp(app);
    strictEqual((await app.request("/admin/customers")).status, 404);
  }
});

Deno.test("admin() takes no change from another site", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { app } = newAdmin(tables, { tables: { customers: {} } });
  for (const path of ["new", "edit", "delete", "act", "import"]) {
    const headers = { "x-user": "root", "sec-fetch-site": "cross-site" };
    const body = new URLSearchParams({ key: "1", "v.name": "x" });
    const { status } = await app.request(`/admin/customers/${path}`, {
      method: "POST",
      headers,
      body,
    });
    strictEqual(status, 403);
  }
  strictEqual(tables.customers.count(), 2);
});

Deno.test("admin() throws for what it can't be made of", () => {
  using db = database(":memory:");
  const customers = db.create(Customer);
  const make = (options: unknown, tables: unknown = { customers }) => () =>
    admin(tables as { customers: typeof customers }, options as AdminOptions);
  const allow = () => true;
  throws(make({ tables: {} }), { message: /^Cannot make an admin: found no option allow, / });
  throws(make({ allow }), { message: /^Cannot make an admin: found no option tables, / });
  throws(make({ allow, tables: { nothing: {} } }), { message: /found no table "nothing"/ });
  for (const prefix of ["", "/", "admin", "/a/", "/{x}", "/a?b"]) {
    throws(make({ allow, prefix, tables: {} }), { message: /^Cannot make an admin: prefix is / });
  }
  throws(make({ allow, tables: { customers: {} } }, { customers: {} }), {
    message: /^Cannot find a database: /,
  });
});
