import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { database } from "../../../lib/data/mod.ts";

Deno.test("migrate() applies what is new, in order, once", async () => {
  using db = database(":memory:");
  const first = "create table notes (id integer primary key, text text)";
  const second = [
    "alter table notes add column done boolean",
    "insert into notes (text) values ('a')",
  ];
  strictEqual(await db.migrate([first]), 1);
  strictEqual(await db.migrate([first, second, (db) => void db.q("update notes set done = 1")]), 2);
  strictEqual(await db.migrate([first, second, () => Promise.reject(new Error("again"))]), 0);
  deepStrictEqual(db.q("select text, done from notes"), [{ text: "a", done: 1 }]);
  deepStrictEqual(await db.tables(), ["notes"]);
});

Deno.test("migrate() leaves nothing of a migration that fails, and tries it again", async () => {
  using db = database(":memory:");
  const bad = ["create table half (id integer)", "create table half (id integer)"];
  await rejects(db.migrate([bad]), {
    name: "DataError",
    message: "Cannot apply migration 1: Cannot run SQL: table half already exists",
  });
  deepStrictEqual(db.tables(), []);
  strictEqual(await db.migrate(["create table whole (id integer)"]), 1);
  deepStrictEqual(db.tables(), ["whole"]);
});

Deno.test("migrate() rejects a list shorter than what the database has seen", async () => {
  using db = database(":memory:");
  await db.migrate(["select 1", "select 2"]);
  await rejects(db.migrate(["select 1"]), {
    message:
      "Cannot migrate: the database has seen 2 migrations, expected at most the 1 of the list",
  });
});

Deno.test("migrate() of two callers at once applies each migration once", async () => {
  using db = database(":memory:");
  db.create("counted", { id: Number });
  const count = () => void db.t.counted.insert({});
  const applied = await Promise.all([db.migrate([count, count]), db.migrate([count, count])]);
  deepStrictEqual([applied[0]! + applied[1]!, db.t.counted.count()], [2, 2]);
});
