import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { database, type DataTable, Untyped } from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";
import { testDrivers } from "./_drivers.ts";

// What search() finds on every backend is in the conformance suite.

const ids = (rows: { id?: unknown }[]) => rows.map(({ id }) => id).sort();

testDrivers("search() knows what other programs write with SQL", (db) => {
  const users = db.create("users", { id: Number, email: String, name: String }, {
    indexes: [{ columns: ["email"], unique: true }],
  }).enableSearch(["name", "email"]);
  users.insertAll([{ email: "a@x", name: "ann" }, { email: "b@x", name: "bob" }]);
  db.q("insert or replace into users values (1, 'a@x', 'anna')");
  db.q("insert or replace into users values (7, 'b@x', 'bert')");
  db.q("insert into users values (8, 'c@x', 'carl') on conflict (id) do nothing");
  db.q("update users set id = 9 where id = 8");
  deepStrictEqual(
    ["ann", "anna", "bob", "bert", "carl", "b x"].map((text) => ids(users.search(text))),
    [[], [1], [], [7], [9], [7]],
  );
  db.q("insert into users values (2, 'd@x', 'dora')"); // the number that bob had
  deepStrictEqual(["bob", "dora"].map((text) => ids(users.search(text))), [[], [2]]);
  db.q("delete from users where id > 2");
  deepStrictEqual(ids(users.search("x")), [1, 2]);
});

testDrivers("search() goes on where SQL renames the table and its columns", (db) => {
  const before = db.create('odd "names" \'here', { 'a "b"': String, c: String, id: String });
  before.insert({ id: "k", 'a "b"': "old", c: "no" });
  before.enableSearch(['a "b"', "c"]);
  db.q(`alter table "odd ""names"" 'here" rename to after`);
  db.q(`alter table after rename column "a ""b""" to rank`);
  const after = db.t.after as unknown as DataTable<{ id: string; rank: string; c: string }>;
  after.insert({ id: "l", rank: "new", c: "no" });
  deepStrictEqual([ids(after.search("no")), ids(after.search("new"))], [["k", "l"], ["l"]]);
  after.enableSearch(["rank", "c"]); // the same columns
  strictEqual(db.q("select name from sqlite_schema where name glob '*_insert'").length, 1);
  after.transform({ drop: ["c"], pk: "rank" });
  deepStrictEqual([ids(after.search("no")), ids(after.search("old"))], [[], ["k"]]);
});

testDrivers("search() works in tables without a key, and in those of any type", (db) => {
  db.q("create table loose (rowid text, note varchar(9), x)");
  const loose = db.t.loose as unknown as DataTable<{ rowid: string; note: string; x: unknown }>;
  loose.insertAll([{ rowid: "5", note: "red", x: 1 }, { rowid: "4", note: "blue", x: 2 }]);
  loose.enableSearch(["note", "rowid"]);
  loose.insert({ rowid: "3", note: "red", x: Untyped(3) });
  deepStrictEqual(loose.search("red").map(({ x }) => x), [1, 3]);
  deepStrictEqual(loose.search("4 blue", { where: { x: 2 }, select: ["x"] }).map((row) => row.x), [
    2,
  ]);
  const strict = db.create("strict", { id: BigInt, text: String }, { strict: true });
  strict.insert({ id: 2n ** 62n, text: "far" });
  deepStrictEqual(ids(strict.enableSearch("text").search("far")), [2n ** 62n]);
});

testDrivers("search() finds forms of a word in English", (db) => {
  const texts = db.create("texts", { id: Number, text: String });
  texts.insertAll([{ text: "she runs" }, { text: "Running" }, { text: "a Café" }]);
  texts.enableSearch("text");
  deepStrictEqual([texts.search("run"), texts.search("cafe")].map(ids), [[], [3]]);
  texts.enableSearch("text", { language: "english" });
  texts.enableSearch("text", { language: "english" });
  deepStrictEqual([texts.search("run"), texts.search("cafe")].map(ids), [[1, 2], [3]]);
  throws(() => texts.enableSearch("text", { language: "german" }), {
    message: 'Cannot make "texts" searchable: language is "german", expected "simple" or "english"',
  });
  deepStrictEqual(ids(texts.search("runs")), [1, 2]);
});

testDrivers("enableSearch() says which tables it can't search", (db) => {
  db.q("create table numberless (id text primary key, text text) without rowid");
  db.q("create view seen as select * from numberless");
  const enable = (table: object) => () =>
    (table as DataTable<{ text: string }>).enableSearch("text");
  throws(enable(db.t.numberless), {
    message:
      'Cannot make "numberless" searchable: its rows have no rowid, expected a table with one',
  });
  throws(enable(db.v.seen), /Cannot make "seen" searchable: its rows have no rowid/);
});

testDrivers("enableSearch() begins anew where SQL has dropped the table", (db) => {
  const make = () => db.create("a", { id: Number, text: String });
  make().enableSearch("text").insert({ text: "old" });
  db.q("drop table a");
  const again = make();
  again.insert({ text: "new" });
  again.enableSearch("text");
  deepStrictEqual([again.search("old"), again.search("new")].map(ids), [[], [1]]);
});

Deno.test("search() finds the same in a copy of the file, and after VACUUM", async () => {
  await using folder = await tempFolder();
  using db = database(`${folder.path}/a.db`);
  const notes = db.create("notes", { id: String, text: String });
  const rows = Array.from({ length: 50 }, (_, i) => ({ id: `k${i}`, text: `word${i} all` }));
  notes.insertAll(rows);
  notes.deleteWhere("rowid % 3 = 0");
  notes.enableSearch("text");
  notes.insert({ id: "late", text: "late" });
  db.q("vacuum");
  db.sql`vacuum into ${`${folder.path}/b.db`}`;
  using copy = database(`${folder.path}/b.db`);
  for (const table of [notes, copy.create("notes", { id: String, text: String })]) {
    deepStrictEqual(ids(table.search("word49")), ["k49"]);
    deepStrictEqual(ids(table.search("late")), ["late"]);
    deepStrictEqual(table.search("all").length, table.count() - 1);
  }
});

Deno.test("a transform that has nothing to do leaves the search index as it is", () => {
  using db = database(":memory:");
  const make = () => db.create("a", { id: Number, text: String }, { transform: true });
  make().enableSearch("text");
  const before = db.q("select * from sqlite_schema");
  make().enableSearch("text");
  deepStrictEqual(db.q("select * from sqlite_schema"), before);
});

Deno.test("search() finds the rows of an imported file", async () => {
  using db = database(":memory:");
  db.create("cities", { name: String, text: String, pk: "name" }).enableSearch("text");
  const file = new File(['[{"name": "Bonn", "text": "on the Rhine"}]'], "cities.json");
  const cities = await db.importFile("cities", file);
  deepStrictEqual(cities.search("rhine").map(({ name }) => name), ["Bonn"]);
});
