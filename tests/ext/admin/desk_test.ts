import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { database, inRequest } from "../../../mod.ts";
import { digestOf, newAdmin, newShop, rowsOf } from "./_shop.ts";

Deno.test("what is hidden is nowhere: lists, forms, CSV, history, deletions, errors", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } });
  const digest = digestOf(await get("/customers/edit?key=1"));
  const form = [["key", "1"], ["digest", digest], ["v.name", "Ann"]];
  // A field that is hidden is not written, also if it is sent.
  strictEqual(
    (await post("/customers/edit", [...form, ["v.passwordHash", "x"], ["v.avatar", "x"], [
      "v.id",
      "9",
    ]])).status,
    303,
  );
  strictEqual((await tables.customers.get(1)).passwordHash, "SECRET-1");
  strictEqual(
    (await post("/customers/new", [["v.name", "C"], ["v.email", "c@d"], ["v.passwordHash", "own"]]))
      .status,
    303,
  );
  strictEqual((await tables.customers.get(3)).passwordHash, "");
  const paths = ["", "/customers", "/customers/edit?key=1", "/customers/new", "/customers/csv"];
  paths.push("/customers/history", "/customers/delete?key=1", "/customers?q=SECRET-1");
  paths.push(
    "/customers?is.passwordHash=SECRET-1&sort=passwordHash",
    "/orders/choices?column=customer&v.customer=SECRET",
  );
  for (const path of paths) {
    const { html } = await get(path);
    ok(
      !/SECRET|passwordHash|Password hash|avatar/i.test(
        html.replace("?q=SECRET-1", "").replace('value="SECRET-1"', ""),
      ),
      path,
    );
  }
  strictEqual(rowsOf(await get("/customers?is.passwordHash=SECRET-1")).length, 3);
  const log = JSON.stringify(await db.t.admin_log!());
  ok(log.includes("Ann") && !log.includes("SECRET"));
});

Deno.test("can() says what the user may do, with each row", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { customers, orders } = tables;
  const { get, post } = newAdmin(tables, {
    tables: {
      customers: { can: (act) => act === "see" },
      orders: {
        can: (act, row) => act === "see" || act === "change" && row?.id !== 1,
        actions: { Pay: (rows) => rows.forEach(({ id }) => orders.update({ id, paid: true })) },
      },
      lines: { can: (act) => act !== "see" },
    },
  });
  ok(!/Import|Add|Delete/.test((await get("/customers")).html));
  for (const path of ["new", "import"]) {
    strictEqual((await get(`/customers/${path}`)).status, 403);
    strictEqual((await post(`/customers/${path}`, [["v.name", "x"]])).status, 403);
  }
  const one = await get("/orders/edit?key=1");
  ok(!one.html.includes("<form") && !one.html.includes("Delete"));
  const sent = [["key", "1"], ["v.title", "x"]];
  // Also with a digest that fits: it is the same for equal rows, and no secret.
  strictEqual((await post("/orders/edit", [...sent, ["digest", "x"]])).status, 403);
  strictEqual((await post("/orders/delete", [["key", "2"]])).status, 403);
  strictEqual(
    (await post("/orders/act", [["action", "Pay"], ["key", "3"], ["key", "1"]])).location,
    "/admin/orders?note=forbidden",
  );
  deepStrictEqual((await orders({ paid: true })).map(({ id }) => id), [2]);
  // A table that may not be seen is not there.
  for (const path of ["/lines", "/lines/edit?key=x", "/lines/csv", "/lines/new"]) {
    strictEqual((await get(path)).status, 404);
  }
  ok(!(await get("")).html.includes("Lines"));
  deepStrictEqual([customers.count(), orders.count()], [2, 3]);
});

Deno.test("can() says yes by true alone", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  for (const given of [1, "yes", {}, Promise.resolve("true"), undefined]) {
    const can = (act: string) => act === "see" || given as boolean;
    const { post } = newAdmin(tables, { tables: { orders: { can } } });
    strictEqual((await post("/orders/delete", [["key", "1"]])).status, 403);
    const hidden = newAdmin(tables, { tables: { orders: { can: () => given as boolean } } });
    strictEqual((await hidden.get("/orders")).status, 404);
  }
  strictEqual(await tables.orders.count(), 3);
});

Deno.test("a row is not deleted with rows that the user may not delete", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, {
    tables: { customers: {}, orders: { can: (act) => act !== "delete" } },
  });
  const page = await get("/customers/delete?key=1");
  match(page.html, /You may not delete this/);
  ok(!page.html.includes(">Delete</button>"));
  strictEqual((await post("/customers/delete", [["key", "1"]])).status, 403);
  deepStrictEqual([tables.customers.count(), tables.orders.count()], [2, 3]);
});

Deno.test("xtra narrows all pages, CSV while it is sent, references and changes", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { customers, orders } = tables;
  const before = () => {
    orders.xtra({ customer: 2 });
    customers.xtra({ id: 2 });
  };
  orders.insertAll(
    Array.from({ length: 5000 }, (_, i) => ({ title: `Own ${i}`, customer: 2, cents: 1 })),
  );
  const { get, post } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } }, {
    before,
  });
  match((await get("/orders")).html, /5,001 rows/);
  // Of what is changed, that of rows which are seen.
  strictEqual((await get("/orders/history")).status, 404);
  strictEqual((await get("/orders/history?key=1")).status, 404);
  strictEqual((await get("/orders/history?key=3")).status, 200);
  ok(!(await get("/orders")).html.includes("history"));
  strictEqual((await get("/orders/edit?key=1")).status, 404);
  strictEqual((await post("/orders/delete", [["key", "1"]])).location, "/admin/orders?note=gone");
  const csv = (await get("/orders/csv")).html.split("\r\n");
  strictEqual(csv.length, 1 + 5001 + 1);
  ok(csv.slice(1, -1).every((line) => /^\d+,2,/.test(line)));
  const form = await get("/orders/edit?key=3");
  ok(!form.html.includes("Ann"));
  const sent = [["key", "3"], ["digest", digestOf(form)], ["v.customer", "1"]];
  strictEqual((await post("/orders/edit", sent)).status, 422);
  strictEqual((await post("/orders/new", [["v.customer", "1"], ["v.title", "x"]])).status, 422);
  inRequest({}, () => strictEqual(orders.count({ customer: 1 }), 2));
});

Deno.test("values of people are texts on every page", async () => {
  using db = database(":memory:");
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`;
  db.q(
    `CREATE TABLE "${evil.replaceAll('"', '""')}" (id TEXT PRIMARY KEY, "${
      evil.replaceAll('"', '""')
    }" TEXT, "javascript:x" TEXT)`,
  );
  const table = db.t[evil]!;
  table.insert({ id: evil, [evil]: evil, "javascript:x": "javascript:alert(1)" });
  const { get, post } = newAdmin({ evil: table }, {
    log: true,
    tables: { evil: { filters: [evil], actions: { [evil]: () => {} } } },
  });
  const key = encodeURIComponent(evil);
  const form = await get(`/evil/edit?key=${key}`);
  strictEqual(form.status, 200);
  const saved = [["key", evil], ["digest", digestOf(form).replaceAll("&quot;", '"')]];
  strictEqual((await post("/evil/edit", [...saved, ["v.javascript:x", evil]])).status, 303);
  for (
    const path of [
      ...[
        "",
        "/evil",
        `/evil?q=${key}&sort=${key}&is.${key}=${key}&all=1`,
        `/evil/edit?key=${key}`,
      ],
      ...[
        "/evil/new",
        `/evil/delete?key=${key}`,
        "/evil/import",
        "/evil/history",
        `/evil/history?key=${key}`,
      ],
      ...[`/evil?note=${key}`, "/evil?note=constructor"],
    ]
  ) {
    const { status, html, headers } = await get(path);
    strictEqual(status, 200, path);
    ok(!/<script>alert|<img|href="javascript/i.test(html), path);
    match(headers.get("content-security-policy") ?? "", /script-src/);
    strictEqual(headers.get("cache-control"), "no-store");
  }
  const wrong = await post("/evil/new", [["v.id", evil], [`v.${evil}`, "\0"]]);
  strictEqual(wrong.status, 422);
  ok(!/<script>alert|<img/.test(wrong.html));
});

Deno.test("odd requests are rejected, and are no errors of the program", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } });
  const gets = [
    "/orders/edit",
    "/orders/edit?key=",
    "/orders/edit?key=%00",
    "/orders/edit?key=1.0",
    "/orders/edit?key=99999999999999999999",
  ];
  gets.push(
    "/orders/history?key=%00",
    "/orders/act",
    "/orders/edit/1",
    "/__proto__",
    "/constructor",
    "/orders/constructor",
    "/orders/choices",
    "/orders/choices?column=__proto__",
  );
  for (const path of gets) deepStrictEqual([path, (await get(path)).status], [path, 404]);
  for (
    const path of [
      "/orders/history?page=-1",
      "/orders/history?page=1e9",
      "/orders?page=NaN",
      "/orders?q=%FF%FE",
    ]
  ) {
    deepStrictEqual([path, (await get(path)).status], [path, 200]);
  }
  const posts: [string, string[][], number][] = [
    ["/orders/edit", [], 404],
    ["/orders/delete", [], 303],
    ["/orders/act", [], 303],
    ["/orders/act", [["key", "1"]], 404],
    ["/orders/import", [["file", "text"]], 422],
    ["/orders", [], 404],
    ["/orders/csv", [], 404],
    ["/orders/new", [["v.title", "a"], ["v.title", "b"], ["v.__proto__", "x"]], 303],
  ];
  for (const [path, body, status] of posts) {
    deepStrictEqual([path, body.length, (await post(path, body)).status], [
      path,
      body.length,
      status,
    ]);
  }
  strictEqual((await tables.orders.get(4)).title, "b");
});

Deno.test("a reference to a table that is not shown says nothing of its rows", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, { tables: { orders: {} } });
  for (const path of ["/orders", "/orders/edit?key=1", "/orders/new", "/orders?is.customer=1"]) {
    ok(!(await get(path)).html.includes("Ann"), path);
  }
  strictEqual((await get("/orders/choices?column=customer")).status, 404);
  // The database still knows.
  const wrong = await post("/orders/new", [["v.title", "x"], ["v.customer", "99"]]);
  match(wrong.html, /It refers to a row that is not there/);
});

Deno.test("a search by htmx gets the rows alone, and the URL of its state", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get } = newAdmin(tables, { tables: { orders: {} } });
  const { html, headers } = await get("/orders?q=chair&is.paid=", { "hx-request": "true" });
  match(html, /^<div id="admin-rows">/);
  strictEqual(headers.get("hx-replace-url"), "/admin/orders?q=chair");
});

Deno.test("pages are below the base path of the application", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { app } = newAdmin(tables, { tables: { orders: {} } }, { basePath: "/shop" });
  const response = await app.request("/shop/admin/orders", { headers: { "x-user": "root" } });
  const html = await response.text();
  strictEqual(response.status, 200);
  const paths = [...html.matchAll(/(?:href|action|hx-get)="(\/[^"]*)"/g)].map(([, path]) => path!);
  ok(paths.length > 10);
  deepStrictEqual(paths.filter((path) => path !== "/" && !path.startsWith("/shop/")), []);
});
