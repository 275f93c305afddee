import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database, Float, Integer } from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";
import { testDrivers } from "./_drivers.ts";

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

testDrivers("SqliteStore binds a whole number as INTEGER, wherever it is", (db) => {
  db.q("create table log (id integer primary key, msg text, any)");
  const stored = () => db.q('select id, hex(msg) as msg, typeof("any") as "any" from log');
  db.q("insert into log (msg, any) values (?, ?)", [42, true]);
  deepStrictEqual(stored(), [{ id: 1, msg: "3432", any: "integer" }]);
  deepStrictEqual(
    db.sql`select 5 / ${2} as whole, ${5} || 'x' as text, json_object('n', ${5}) as j`,
    [
      { whole: 2, text: "5x", j: '{"n":5}' },
    ],
  );
  deepStrictEqual(db.t.log!("any = ? and 7 / ? = 3", [1, 2]).length, 1);
  const numbers = [0, -0, 2 ** 53, -(2 ** 62), 0.5, 1e-300];
  deepStrictEqual(numbers.map((n) => db.q("select typeof(?) as type", [n])[0]!.type), [
    "integer",
    "integer",
    "integer",
    "integer",
    "real",
    "real",
  ]);
});

testDrivers(
  "a class's whole number is one in a column that another program declared as text",
  (db) => {
    db.q("create table log (id integer primary key, n text, f text, b text)");
    const rows = db.create("log", { id: Number, n: Integer, f: Float, b: Boolean });
    rows.insert({ n: 42, f: 7, b: true });
    deepStrictEqual(db.q("select n, f, b from log"), [{ n: "42", f: "7", b: "1" }]);
    deepStrictEqual([rows.count({ n: 42 }), rows.count({ f: [7] }), rows.count({ b: true })], [
      1,
      1,
      1,
    ]);
  },
);

testDrivers("SqliteStore stores a large float exactly, or throws", (db) => {
  const rows = db.create("rows", { id: Number, f: Float });
  const floats = [2 ** 62, -(2 ** 62) * 1.5, Number.MAX_SAFE_INTEGER, 1e18, 1e-7, 1.5, 3];
  deepStrictEqual(rows.insertAll(floats.map((f) => ({ f }))).map(({ f }) => f), floats);
  deepStrictEqual(rows().map(({ f }) => f), floats);
  for (const f of [2 ** 63, 1e20, -1e300]) {
    try {
      strictEqual(rows.insert({ f }).f, f);
    } catch (error) {
      match(
        String(error),
        /^DataError: Cannot bind \S+: jsr:@db\/sqlite would store another number/,
      );
    }
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

testDrivers("a table without a key has its rows' own numbers", (db) => {
  db.q("create table words (word text, n integer)");
  db.q("insert into words values ('a', 1), ('b', 2)");
  const words = db.t.words!;
  deepStrictEqual(words.pks, ["rowid"]);
  deepStrictEqual({ ...words.get(2) }, { rowid: 2, word: "b", n: 2 });
  deepStrictEqual({ ...words.update({ ...words.get(2), n: 3 }) }, { rowid: 2, word: "b", n: 3 });
  deepStrictEqual({ ...words.insert({ word: "c" }) }, { rowid: 3, word: "c", n: null });
  deepStrictEqual({ ...words.upsert({ rowid: 3, n: 9 }) }, { rowid: 3, word: "c", n: 9 });
  words.delete(1);
  deepStrictEqual(words({}, { withPk: true }).map(([key]) => key), [2, 3]);
  deepStrictEqual(db.q("select * from words"), [{ word: "b", n: 3 }, { word: "c", n: 9 }]);
  class Word {
    rowid = 0;
    word = "";
    n: number | null = null;
    more = "x";
    static types = { n: Integer };
  }
  const more = db.create(Word, { name: "words", pk: "rowid", transform: true });
  deepStrictEqual({ ...more.get(3) }, { rowid: 3, word: "c", n: 9, more: "x" });
  deepStrictEqual(db.q("select sql from sqlite_schema"), [
    { sql: 'CREATE TABLE words (word text, n integer, "more" TEXT)' },
  ]);
  db.q("create table odd (RowId text, _rowid_ int)");
  deepStrictEqual({ ...db.t.odd!.insert({ RowId: "x" }) }, { oid: 1, RowId: "x", _rowid_: null });
  db.q("create view seen as select word from words");
  deepStrictEqual([db.v.seen!.pks, { ...db.v.seen!()[0] }], [[], { word: "b" }]);
});

testDrivers("SqliteStore lists virtual tables, and not their shadows", (db) => {
  db.q("create virtual table found using fts5(title)");
  deepStrictEqual([db.tables(), db.views()], [["found"], []]);
  deepStrictEqual({ ...db.t.found!.insert({ title: "a title" }) }, { title: "a title" });
  deepStrictEqual(db.t.found!("found match ?", ["title"]).length, 1);
});

testDrivers("a foreign key to a table that is not there is an error, and changes nothing", (db) => {
  const columns = { id: Number, author: Number };
  const foreignKeys = { author: "author.id" };
  const message = (verb: string) =>
    `Cannot ${verb} table "book": author refers to "author", expected a table that exists`;
  const make = (options = {}) => db.create("book", columns, { foreignKeys, ...options });
  throws(make, { name: "DataError", message: message("create") });
  throws(() => db.transaction(() => void make()), { message: message("create") });
  deepStrictEqual(db.tables(), []);

  const books = db.create("book", { id: Number });
  books.insert({});
  throws(() => make({ replace: true }), { message: message("create") });
  throws(() => make({ transform: true }), { message: message("change") });
  throws(() => make({ transform: "add" }), { message: message("change") });
  throws(() => db.t.book!.addColumn("author", Number, { foreignKey: "author" }), {
    message: message("change"),
  });
  deepStrictEqual([db.tables(), db.t.book!().length], [["book"], 1]);

  // The table itself, names in other cases, and keys that are there already are fine.
  db.create("PART", { id: Number, of: Number }, { foreignKeys: { of: "Part" } });
  const { id: author } = db.create("AUTHOR", { id: Number }).insert({});
  deepStrictEqual(make({ replace: true }).insert({ author }).author, author);
  db.q("PRAGMA foreign_keys = OFF");
  db.q("DROP TABLE author");
  deepStrictEqual(make({ transform: true }).count(), 1);
  deepStrictEqual(db.t.book!.addColumn("title", String).columns.length, 3);
});

testDrivers("a where object takes more values than SQLite has placeholders", (db) => {
  const rows = db.create("rows", { id: Number, text: String });
  rows.insertAll([{ text: "a" }, { text: 'b"\\' }, { text: "é" }]);
  const many = Array.from({ length: 40_000 }, (_, i) => i + 2);
  deepStrictEqual(rows({ id: many }).map(({ id }) => id), [2, 3]);
  const texts = [...many.map(String), 'b"\\', "é"];
  deepStrictEqual(rows({ text: texts }).map(({ id }) => id), [2, 3]);
  deepStrictEqual(rows.deleteWhere({ id: many, text: texts }), 2);
});

testDrivers("a change returns bytes of any length as they are stored", (db) => {
  const files = db.create("files", { a: Uint8Array, b: Number, name: String, data: Uint8Array }, {
    pk: ["a", "b"],
  });
  const [a, data] = [70_000, 90_000].map((length) => new Uint8Array(length).fill(length & 0xff));
  const key = [a!, 1] as const;
  const row = { a: a!, b: 1, name: "x", data: data! };
  deepStrictEqual({ ...files.insert(row) }, row);
  const empty = { a: a!, b: 2, name: "x", data: new Uint8Array() };
  deepStrictEqual(
    files.insertAll([empty, { ...row, b: 5 }]).map((one) => ({ ...one })),
    [empty, { ...row, b: 5 }],
  );
  deepStrictEqual({ ...files.update({ name: "y" }, key) }, { ...row, name: "y" });
  deepStrictEqual({ ...files.update({ b: 3 }, key, { rekey: true }) }, { ...row, name: "y", b: 3 });
  deepStrictEqual({ ...files.update({ a: a!, b: 3, data: a! }) }, {
    ...row,
    name: "y",
    b: 3,
    data: a!,
  });
  deepStrictEqual({ ...files.upsert({ ...row, b: 3 }) }, { ...row, b: 3 });
  deepStrictEqual(files.update({ a: a!, b: 2, name: "y" }).data, new Uint8Array());
  db.q("update files set data = ? where b = 2", ["x".repeat(70_000)]);
  const { data: text } = files.update({ a: a!, b: 2, name: "z" });
  deepStrictEqual(text as unknown, "x".repeat(70_000));
});

testDrivers("a row that SQLite rejects at its commit is an error", (db) => {
  const author = "references author(id) deferrable initially deferred";
  db.q("create table author (id integer primary key)");
  db.q(`create table book (id integer primary key, author integer ${author})`);
  const { book } = db.t;
  const id = (db.t.author!.insert({}) as { id: number }).id;
  book!.insert({ author: id });
  const error = { name: "ConstraintError", message: /FOREIGN KEY constraint failed$/ };
  throws(() => book!.insert({ author: 99 }), error);
  throws(() => book!.update({ id: 1, author: 99 }), error);
  throws(() => book!.upsert({ id: 1, author: 99 }), error);
  throws(() => book!.insert({ id: 1, author: 99 }, { replace: true }), error);
  throws(() => book!.insertAll([{ author: 98 }, { author: 99 }]), error);
  deepStrictEqual(db.q("select * from book"), [{ id: 1, author: id }]);
});

Deno.test("the write-ahead log of a file does not grow with each insert and update", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/rows.db`;
  using db = database(path);
  const rows = db.create("rows", { id: Number, text: String });
  const most = () => Deno.statSync(`${path}-wal`).size < 6_000_000;
  // Each commit adds a page of 4 kB or more; SQLite empties the log after a thousand of them.
  for (let i = 1; i <= 2000; i++) rows.insert({ id: i, text: "Emma" });
  ok(most(), "after inserts");
  for (let i = 1; i <= 2000; i++) rows.update({ id: i, text: "Persuasion" });
  ok(most(), "after updates");
  for (let i = 1; i <= 2000; i++) rows.upsert({ id: i, text: "Lady Susan" });
  ok(most(), "after upserts");
});
