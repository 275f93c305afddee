import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { database } from "../../../mod.ts";
import { postgresBackends } from "../../data/backends.ts";
import { logged } from "../../http/_app.ts";
import { digestOf, fileForm, newAdmin, newShop } from "./_shop.ts";

Deno.test("a change whose history can't be kept is not made", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { get, post } = newAdmin(tables, { log: true, tables: { customers: {}, orders: {} } });
  const digest = digestOf(await get("/customers/edit?key=1"));
  db.q("CREATE TRIGGER full BEFORE INSERT ON admin_log BEGIN SELECT raise(ABORT, 'full'); END");
  const form = [["key", "1"], ["digest", digest], ["v.name", "Zoe"]];
  for (
    const [path, body] of [
      ["edit", form],
      ["new", [["v.name", "Z"], ["v.email", "z@example.com"]]],
      ["delete", [["key", "1"]]],
      ["import", fileForm("name,email\r\nZ,z@example.com\r\n")],
    ] as const
  ) {
    const { status } = await post(`/customers/${path}`, body as string[][]);
    deepStrictEqual([path, [409, 422].includes(status)], [path, true]);
  }
  deepStrictEqual((await tables.customers()).map(({ name }) => name), ["Ann <b>", "Bob"]);
  strictEqual(await db.t.admin_log!.count(), 0);
});

Deno.test("rows that refer to others without CASCADE hold them back", async () => {
  using db = database(":memory:");
  db.q("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT)");
  db.q("CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id))");
  db.q("INSERT INTO a VALUES (1, 'x'), (2, 'y')");
  db.q("INSERT INTO b VALUES (1, 1)");
  const { get, post } = newAdmin(db.t, { tables: { a: {}, b: {} } });
  match((await get("/a/delete?key=1")).html, /1 row of B refer to it, and have to go first/);
  strictEqual((await post("/a/delete", [["key", "2"], ["key", "1"]])).status, 403);
  strictEqual(db.t.a!.count(), 2);
  strictEqual((await post("/b/delete", [["key", "1"]])).status, 303);
  strictEqual((await post("/a/delete", [["key", "2"], ["key", "1"], ["key", "1"]])).status, 303);
  strictEqual(db.t.a!.count(), 0);
});

Deno.test("rows that fall with one another are deleted together", async () => {
  using db = database(":memory:");
  db.q("CREATE TABLE a (id INTEGER PRIMARY KEY, up INTEGER REFERENCES a (id) ON DELETE CASCADE)");
  db.q("INSERT INTO a VALUES (1, NULL), (2, 1), (3, 2)");
  const { post } = newAdmin(db.t, { log: true, tables: { a: {} } });
  const all = ["1", "2", "3"].map((key) => ["key", key]);
  strictEqual((await post("/a/delete", all)).status, 303);
  strictEqual(db.t.a!.count(), 0);
});

Deno.test("an action that throws is an error of the program, and is not kept as done", async () => {
  using db = database(":memory:");
  const tables = await newShop(db);
  const { post } = newAdmin(tables, {
    log: true,
    tables: {
      orders: {
        actions: {
          Fail: () => {
            throw new RangeError("no paper");
          },
        },
      },
    },
  });
  const lines = await logged(async () => {
    const { status } = await post("/orders/act", [["action", "Fail"], ["key", "1"]]);
    strictEqual(status, 500);
  });
  strictEqual(lines.length, 1);
  strictEqual(await db.t.admin_log!.count(), 0);
});

Deno.test("what the database rejects is told without its words", async () => {
  using db = database(":memory:");
  db.q(
    `CREATE TABLE item (id INTEGER PRIMARY KEY, code TEXT UNIQUE, secret_code TEXT UNIQUE DEFAULT 'S3',
    price REAL CHECK (price < 100))`,
  );
  db.q("INSERT INTO item VALUES (1, 'a', 'S1', 1), (2, 'b', 'S2', 1)");
  const { get, post } = newAdmin(db.t, { tables: { item: {} } });
  const digest = digestOf(await get("/item/edit?key=1"));
  const save = (field: string, value: string) =>
    post("/item/edit", [["key", "1"], ["digest", digest], [`v.${field}`, value]]);
  match((await save("code", "b")).html, /Code<\/a>: Another row has this value already/);
  match((await save("price", "500")).html, /a rule of its table forbids them/);
  strictEqual((await post("/item/new", [["v.code", "c"]])).status, 303);
  const hidden = await post("/item/new", [["v.code", "d"]]);
  match(hidden.html, /Another row has these values already/);
  strictEqual(/S\d|secret/i.test(hidden.html), false);
  await rejects(async () => await db.q("SELECT nothing"));
});

Deno.test("a value of a smaller type than its kind is no error of the program: PGlite", async () => {
  await using running = await postgresBackends()[0]!.start();
  await using db = await running.open();
  await db.q(
    "CREATE TABLE t (id int PRIMARY KEY, n smallint, u uuid, word varchar(3), cost numeric(4, 2))",
  );
  await db.q("INSERT INTO t (id) VALUES (1)");
  const { get, post } = newAdmin(db.t, { tables: { t: { filters: ["n", "u", "id"] } } });
  const digest = digestOf(await get("/t/edit?key=1"));
  const wrong: [string, string, RegExp][] = [
    ["n", "99999", /N<\/a>: This does not fit its column/],
    ["u", "abc", /U<\/a>: This does not fit its column/],
    ["word", "long", /One of these values does not fit its column/],
    ["cost", "12345", /One of these values does not fit its column/],
  ];
  for (const [name, value, problem] of wrong) {
    const field = [`v.${name}`, value];
    const saved = await post("/t/edit", [["key", "1"], ["digest", digest], field]);
    deepStrictEqual([name, saved.status], [name, 422]);
    match(saved.html, problem);
    strictEqual((await post("/t/new", [["v.id", "2"], field])).status, 422);
  }
  const file = await post("/t/import", fileForm("id,n\n2,1\n3,99999\n"));
  match(file.html, /Line 3: n: This does not fit its column/);
  for (const query of ["?is.n=99999", "?is.u=abc", "?is.id=99999999999"]) {
    match((await get(`/t${query}`)).html, /0 rows/);
  }
  strictEqual((await get("/t/edit?key=99999999999")).status, 404);
  strictEqual(await db.t.t!.count(), 1);
});
