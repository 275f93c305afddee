import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database } from "../../../lib/data/mod.ts";

Deno.test("SqliteStore turns foreign keys on and waits, on a connection of the caller's too", () => {
  using db = database(new DatabaseSync(":memory:", { enableForeignKeyConstraints: false }));
  deepStrictEqual([db.q("pragma foreign_keys"), db.q("pragma busy_timeout")], [
    [{ foreign_keys: 1 }],
    [{ timeout: 5000 }],
  ]);
});

Deno.test("SqliteStore binds values of SQLite's types, and names one that is none", () => {
  using db = database(":memory:");
  const bytes = new Uint8Array([0, 255]);
  const read = (value: unknown) => db.q("select ? as v", [value])[0]!.v;
  deepStrictEqual(
    [true, false, 1.5, 5n, 2n ** 62n, "é", null, bytes, new Date(0)].map(read),
    [1, 0, 1.5, 5, 2n ** 62n, "é", null, bytes, "1970-01-01T00:00:00.000Z"],
  );
  const expected = "expected a text, a finite number, a bigint of 64 bits, a boolean, a Date, " +
    "bytes or null";
  for (
    const [value, shown] of [
      [NaN, "NaN"],
      [2n ** 63n, "9223372036854775808n"],
      ["a\0b", '"a\\u0000b"'],
      [{}, "a value of Object"],
      [undefined, "undefined"],
      [new Map(), "a value of Map"],
    ] as const
  ) {
    throws(() => read(value), {
      name: "DataError",
      message: `Cannot bind a value: found ${shown}, ${expected}`,
    });
  }
});

Deno.test("SqliteStore makes a STRICT table where it is asked to", () => {
  using db = database(":memory:");
  db.create("rows", { id: Number, on: Boolean, at: Date }, { strict: true });
  throws(() => db.q("insert into rows (\"on\") values ('x')"), { name: "ConstraintError" });
  deepStrictEqual({ ...db.t.rows!.insert({ on: true, at: new Date(5) }) }, {
    id: 1,
    on: true,
    at: new Date(5),
  });
});

Deno.test("SqliteStore lists tables and views, and none of SQLite's own", () => {
  using db = database(":memory:");
  db.q("create table b (id integer primary key autoincrement)");
  db.q("create table a (id integer primary key)");
  db.q("create view v as select 1 as one");
  deepStrictEqual([db.tables(), db.views()], [["a", "b"], ["v"]]);
});

Deno.test("SqliteStore reads an integer past 2^53 of a statement that writes, once", () => {
  using db = database(":memory:");
  db.q("create table n (id integer primary key, big bigint)");
  deepStrictEqual(db.q("insert into n (big) values (?) returning big", [2n ** 60n]), [
    { big: 2n ** 60n },
  ]);
  strictEqual(db.t.n!.count(), 1);
});
