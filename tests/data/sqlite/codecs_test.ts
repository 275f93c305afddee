import { deepStrictEqual, strictEqual, throws } from "node:assert";
import fc from "fast-check";
import { DateOnly, Float, Integer, not, Untyped } from "../../../lib/data/mod.ts";
import { testDrivers } from "./_drivers.ts";
import { dump, dumpTable } from "./_dump.ts";

/** Values as other programs write them, as SQL, and what a row has of them. */
const FOREIGN: Record<string, [type: unknown, declared: string, sql: string, read: unknown][]> = {
  dates: [
    [Date, "datetime", "'1996-07-04 00:00:00.000'", new Date("1996-07-04")],
    [Date, "datetime", "'2026-11-20 12:34:56.123456'", new Date("2026-11-20T12:34:56.123Z")],
    [Date, "datetime", "'2026-11-20T12:34:56+01:00'", new Date("2026-11-20T11:34:56Z")],
    [Date, "datetime", "'2026-11-20 12:34:56 +0000 UTC'", new Date("2026-11-20T12:34:56Z")],
    [Date, "datetime", "'2026-11-20 12:34:56-05'", new Date("2026-11-20T17:34:56Z")],
    [Date, "timestamp", "'2026-11-20'", new Date("2026-11-20")],
    [Date, "datetime", "1700000000123", new Date(1700000000123)],
    [Date, "datetime", "'2024-02-30'", "2024-02-30"],
    [Date, "datetime", "'2024-02-30T00:00:00.000Z'", "2024-02-30T00:00:00.000Z"],
    [Date, "datetime", "'soon'", "soon"],
    [Date, "datetime", "'+010000-01-01T00:00:00.000Z'", new Date("+010000-01-01T00:00:00.000Z")],
    [DateOnly, "date", "'1996-07-04 00:00:00'", new Date("1996-07-04")],
    [DateOnly, "date", "'1996-07-04 23:59:59+09:00'", new Date("1996-07-04")],
    [DateOnly, "date", "1700000000123", new Date("2023-11-14")],
    [DateOnly, "date", "'1996-07-34'", "1996-07-34"],
    [Untyped, "time", "'10:20:30'", "10:20:30"],
  ],
  booleans: [
    ...["t", "yes", "TRUE", "on"].map((word) => [Boolean, "boolean", `'${word}'`, true] as never),
    ...["f", "No", "false"].map((word) => [Boolean, "boolean", `'${word}'`, false] as never),
    [Boolean, "boolean", "7", true],
    [Boolean, "boolean", "'maybe'", "maybe"],
  ],
  numbers: [
    [Integer, "integer", "1.5", 1.5],
    [Integer, "integer", "'many'", "many"],
    [Integer, "integer", "9007199254740993", 9007199254740993n],
    [Float, "decimal(20, 2)", "9007199254740993", 9007199254740993n],
    [Float, "real", "9e999", Infinity],
    [Float, "numeric", "x'00ff'", new Uint8Array([0, 255])],
    [BigInt, "bigint", "1.5", 1.5],
    [BigInt, "bigint", "'?'", "?"],
  ],
  JSON: [
    [
      Object,
      "json text",
      `'{"a": 1.50, "b": "\\u00e9"}'`,
      Object.assign(Object.create(null), { a: 1.5, b: "é" }),
    ],
    [Object, "json text", `'[9007199254740993]'`, [9007199254740992]],
    [Object, "json text", `'1.50'`, 1.5],
    [Object, "json text", `'null'`, null],
    [Object, "json text", `'{bad'`, "{bad"],
    [Object, "json", `9007199254740993`, 9007199254740993n],
    [Object, "json", `x'00'`, new Uint8Array(1)],
  ],
  others: [
    [String, "text", "x'ff'", new Uint8Array([255])],
    [Uint8Array, "blob", "'text'", "text"],
    [Uint8Array, "blob", "5", 5],
    [Untyped, "", "5.0", 5],
    [Untyped, "money", "'five'", "five"],
    [Untyped, "any", "x'05'", new Uint8Array([5])],
  ],
};

for (const [title, values] of Object.entries(FOREIGN)) {
  testDrivers(`${title} of other programs are read, and never rewritten`, (db) => {
    db.q(
      `create table rows (id integer primary key, n integer default 0, ${
        values.map(([, declared], i) => `c${i} ${declared}`).join(", ")
      })`,
    );
    db.q(`insert into rows values (1, 0, ${values.map(([, , sql]) => sql).join(", ")})`);
    const schema = Object.fromEntries(values.map(([type], i) => [`c${i}`, type]));
    const typed = db.create("rows", { id: Number, n: Integer, ...schema } as { id: typeof Number });
    for (const rows of [db.table("rows"), typed] as typeof db.t[string][]) {
      const before = dump(db);
      const row = rows.get(1)!;
      deepStrictEqual(values.map((_, i) => row[`c${i}`]), values.map(([, , , read]) => read));
      deepStrictEqual({ ...rows.update(row) }, { ...row });
      deepStrictEqual({ ...rows.upsert(rows({ id: 1 })[0]!) }, { ...row });
      deepStrictEqual({ ...rows.insert(row, { replace: true }) }, { ...row });
      rows.update(rows({ select: ["id", ...Object.keys(schema)] })[0]!);
      deepStrictEqual(dump(db), before);
    }
  });
}

testDrivers(
  "a date of another program is found by itself and by its time, and copied as it is",
  (db) => {
    db.q("create table rows (id integer primary key, at datetime, day date)");
    const stored = [
      "1996-07-04 00:00:00.000",
      "1996-07-04 00:00:00",
      "1996-07-04",
      "1996-07-04T00:00:00.000000+00:00",
      "1996-07-04T00:00:00.000Z",
      836438400000,
    ];
    for (const at of stored) db.q("insert into rows (at, day) values (?, ?)", [at, at]);
    const rows = db.create("rows", { id: Number, at: Date, day: DateOnly });
    const date = new Date("1996-07-04");
    deepStrictEqual([rows.count({ at: date }), rows.count({ day: date })], [6, 6]);
    deepStrictEqual([rows.count({ at: [date, null] }), rows.count({ at: not(date) })], [6, 0]);
    const micro = "2026-11-20 12:34:56.123456";
    db.q("update rows set at = ? where id = 2", [micro]);
    const { at } = rows[2]!;
    deepStrictEqual([rows.count({ at }), db.q("select at from rows where at = ?", [at])], [1, [{
      at: micro,
    }]]);
    rows.insert({ at });
    rows.update({ ...rows[1]!, id: 3 });
    deepStrictEqual(db.q("select at, day from rows where id in (3, 7)"), [
      { at: stored[0], day: stored[0] },
      { at: micro, day: null },
    ]);
    at!.setUTCFullYear(2027);
    deepStrictEqual(rows.insert({ at }).at, new Date("2027-11-20T12:34:56.123Z"));
    deepStrictEqual(db.q("select at from rows where id = 8"), [{ at: "2027-11-20T12:34:56.123Z" }]);
  },
);

testDrivers("a date that would be sorted wrongly is rejected", (db) => {
  const rows = db.create("rows", { id: Number, at: Date, day: DateOnly });
  const message = "Cannot store +010000-01-01T00:00:00.000Z: SQLite sorts dates as texts, " +
    "expected one of the years 0 to 9999";
  for (const name of ["at", "day"]) {
    throws(() => rows.insert({ [name]: new Date("+010000-01-01") }), {
      name: "DataError",
      message,
    });
    throws(
      () => rows.insert({ [name]: new Date("-000001-01-01") }),
      /^DataError: Cannot store -000001/,
    );
  }
  strictEqual(rows.insert({ at: new Date("0000-01-01") }).at!.getUTCFullYear(), 0);
});

testDrivers("the lowest integer is copied as an integer", (db) => {
  db.q("create table rows (id integer primary key, a int, b numeric, c)");
  db.q(`insert into rows select 1, n, n, n from (select ${-(2n ** 63n)} as n)`);
  const rows = db.table("rows");
  rows.insert({ ...rows.get(1), id: 2 });
  const [first, second] = dumpTable(db, "rows", ["a", "b", "c"]);
  deepStrictEqual(second, first);
});

testDrivers("JSON that changed is written anew", (db) => {
  db.q("create table rows (id integer primary key, tags json text)");
  db.q(`insert into rows values (1, '[ "a" ]')`);
  const rows = db.create("rows", { id: Number, tags: Array });
  const row = rows[1]!;
  (row.tags as string[]).push("b");
  rows.update(row);
  deepStrictEqual(db.q("select tags from rows"), [{ tags: '["a","b"]' }]);
});

testDrivers("a value that does not fit is rejected where the row did not have it", (db) => {
  db.q("create table rows (id integer primary key, n integer)");
  db.q("insert into rows values (1, 'many'), (2, 5)");
  const rows = db.create("rows", { id: Number, n: Integer });
  const [many, five] = rows();
  throws(() => rows.update({ ...five!, n: many!.n }), { name: "ValueError" });
  many!.n = 6;
  strictEqual(rows.update(many!).n, 6);
});

testDrivers("a generated column is read, and never written", (db) => {
  db.q("create table rows (id integer primary key, a int, b int as (a * 2), c as (a * 3) stored)");
  class Row {
    id = 0;
    a = 1;
    b = 0;
    c: unknown = null;
    static types = { c: Untyped };
  }
  const rows = db.create(Row, { name: "rows" });
  deepStrictEqual({ ...rows.insert(new Row()) }, { id: 1, a: 1, b: 2, c: 3 });
  deepStrictEqual({ ...rows.update({ ...rows[1]!, a: 5 }) }, { id: 1, a: 5, b: 10, c: 15 });
  deepStrictEqual({ ...rows.upsert({ id: 1, a: 7, b: 1 }) }, { id: 1, a: 7, b: 14, c: 21 });
  const byName = db.table("rows");
  byName.insertAll([{ ...byName.get(1), id: 2 }]);
  deepStrictEqual(rows({ b: 14 }).length, 2);
});

const VALUES = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary" }).filter((text) => !text.includes("\0")),
  fc.bigInt(-(2n ** 62n), 2n ** 62n),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) =>
    !(Number.isInteger(n) && Math.abs(n) >= 2 ** 53)
  ),
  fc.uint8Array(),
);

const AFFINITIES = ["", "text", "integer", "real", "blob", "numeric", "money", "varchar(5)", "int"];

testDrivers("any value in any column passes through every verb, byte for byte", (db) => {
  db.q(
    `create table rows (id integer primary key, n integer default 0, ${
      AFFINITIES.map((type, i) => `c${i} ${type}`).join(", ")
    })`,
  );
  db.q("create table copies as select * from rows");
  const rows = db.table<Record<string, unknown>, number>("rows");
  const names = AFFINITIES.map((_, i) => `c${i}`);
  fc.assert(
    fc.property(
      fc.array(VALUES, { minLength: names.length, maxLength: names.length }),
      (values) => {
        rows.deleteWhere("1 = 1");
        db.q(
          `insert into rows (id, ${names.join(", ")}) values (1, ${
            names.map(() => "?").join(", ")
          })`,
          values,
        );
        const before = dump(db);
        for (const row of [rows.get(1), rows()[0]!, rows.update({ id: 1, n: 0 })]) {
          rows.update(row);
          rows.upsert(row);
          rows.insert(row, { replace: true });
          db.transaction(() => rows.insertAll([row], { replace: true }));
          deepStrictEqual(dump(db), before);
        }
      },
    ),
    { numRuns: 200, seed: 16 },
  );
});
