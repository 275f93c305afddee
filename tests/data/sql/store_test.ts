import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { quote, quoteColumns } from "../../../lib/data/backend.ts";
import { database } from "../../../lib/data/mod.ts";
import { toObjects } from "../../../lib/data/sql/store.ts";

Deno.test("quote() and quoteColumns() write names that can't end their quotes", () => {
  strictEqual(quote('a"; drop table b; --'), '"a""; drop table b; --"');
  const column = (name: string) => ({ name, kind: "text", notNull: false }) as const;
  strictEqual(quoteColumns([column("a"), column('"')]), '"a", """"');
});

Deno.test("toObjects() gives rows their names, __proto__ as any other", () => {
  const rows = toObjects(["a", "__proto__"], [[1, 2]]);
  deepStrictEqual(Object.entries(rows[0]!), [["a", 1], ["__proto__", 2]]);
});

Deno.test("SqlStore inserts more rows than a statement has room for, in order and whole", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, n: Number });
  const list = Array.from({ length: 1234 }, (_, n) => ({ n }));
  deepStrictEqual(rows.insertAll(list).map(({ n }) => n), list.map(({ n }) => n));
  strictEqual(rows.count(), 1234);
});

Deno.test("SqlStore inserts rows of a table with so many columns that only some fit", () => {
  using db = database(":memory:");
  const columns = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`c${i}`, Number]));
  const rows = db.create("wide", { id: Number, ...columns } as { id: typeof Number });
  const row = Object.fromEntries(Object.keys(columns).map((name, i) => [name, i]));
  rows.insertAll(Array.from({ length: 120 }, () => row as object));
  deepStrictEqual([rows.count(), Reflect.get(rows[120]!, "c899")], [120, 899]);
});

Deno.test("SqlStore inserts a row of nothing but defaults", () => {
  const connection = new DatabaseSync(":memory:");
  connection.exec("create table marks (id integer primary key)");
  using db = database(connection);
  deepStrictEqual(db.t.marks!.insertAll([{}, {}]).map(({ id }) => id), [1, 2]);
});

Deno.test("SqlStore finds a list with and without null, and none of an empty one", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, at: Date });
  const day = new Date(0);
  rows.insertAll([{ at: day }, { at: null }, { at: new Date(1) }]);
  const ids = (at: unknown) => rows({ at } as object).map(({ id }) => id);
  deepStrictEqual([day, null, [day, null], [null], [], [day]].map(ids), [
    [1],
    [2],
    [1, 2],
    [2],
    [],
    [1],
  ]);
});

Deno.test("SqlStore pages with limit, offset, or either alone", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number });
  rows.insertAll([{}, {}, {}, {}]);
  const ids = (options: object) => rows({ orderBy: "id", ...options }).map(({ id }) => id);
  deepStrictEqual([{ limit: 2 }, { offset: 3 }, { limit: 1, offset: 1 }, { limit: 0 }].map(ids), [
    [1, 2],
    [4],
    [2],
    [],
  ]);
});

Deno.test("an upsert by other columns is another statement", () => {
  using db = database(":memory:");
  const users = db.create("users", { id: String, email: String, name: String }, {
    indexes: [{ columns: ["email"], unique: true }, { columns: ["id", "email"], unique: true }],
  });
  users.insert({ id: "1", email: "a", name: "" });
  const other = { id: "2", email: "a", name: "b" };
  users.upsert(other, { on: "email" });
  throws(() => users.upsert(other, { on: ["id", "email"] }), { name: "ConstraintError" });
  users.upsert({ id: "2", email: "b", name: "c" }, { on: ["id", "email"] });
  users.upsert({ ...other, name: "d" }, { on: "email" });
  deepStrictEqual(users().map(({ id, name }) => `${id}${name}`), ["1d", "2c"]);
});
