import { deepStrictEqual, strictEqual } from "node:assert";
import { countFalls } from "../../../ext/admin/falls.ts";
import type { AnyTable } from "../../../ext/admin/tables.ts";
import { type Database, database } from "../../../mod.ts";
import { postgresBackends, sqliteBackends } from "../../data/backends.ts";

const SCHEMA = [
  "CREATE TABLE person (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES person (id) ON DELETE CASCADE)",
  `CREATE TABLE letter (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    reader INTEGER REFERENCES person (id) ON DELETE SET NULL)`,
  "CREATE TABLE stamp (letter INTEGER REFERENCES letter (id) ON DELETE CASCADE, n INTEGER)",
  "CREATE TABLE debt (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id))",
  "INSERT INTO person VALUES (1, NULL), (2, 1), (3, 2), (4, NULL), (5, 5), (6, NULL)",
  "INSERT INTO letter VALUES (1, 1, 4), (2, 3, 1), (3, 4, 4), (4, 3, 3)",
  "INSERT INTO stamp VALUES (1, 1), (1, 2), (2, 1), (3, 1)",
  "INSERT INTO debt VALUES (1, 6)",
];

async function falls(db: Database<boolean>, ...ids: number[]) {
  const person = await db.table("person") as AnyTable;
  const rows = await person({ id: ids });
  const found = await countFalls(db, person, rows);
  return found.map(({ table, act, count }) => `${act} ${count} ${table}`).sort();
}

const [sqlite] = await sqliteBackends();
for (const backend of [sqlite!, postgresBackends()[0]!]) {
  Deno.test(`countFalls() counts what the database deletes then: ${backend.name}`, async () => {
    await using running = await backend.start();
    await using db = await running.open();
    for (const sql of SCHEMA) await db.q(sql);
    deepStrictEqual(await falls(db, 1), [
      "clear 2 letter",
      "delete 2 person",
      "delete 3 letter",
      "delete 3 stamp",
    ]);
    deepStrictEqual(await falls(db, 1, 2, 3), [
      "clear 2 letter",
      "delete 3 letter",
      "delete 3 stamp",
    ]);
    deepStrictEqual(await falls(db, 5), []); // refers to itself
    deepStrictEqual(await falls(db, 6), ["block 1 debt"]);
    deepStrictEqual(await falls(db, 99), []);
    const before = [await db.t.person!.count(), await db.t.letter!.count()];
    await db.t.person!.delete(1);
    deepStrictEqual([await db.t.person!.count(), await db.t.letter!.count()], [
      before[0]! - 3,
      before[1]! - 3,
    ]);
  });
}

Deno.test("countFalls() ends at 5,000 rows of a table, and says so", async () => {
  using db = database(":memory:");
  const parents = db.create("parent", { name: String });
  const children = db.create("child", { parent: Number }, { foreignKeys: { parent: "parent" } });
  const { id } = parents.insert({ name: "a" });
  children.insertAll(Array.from({ length: 5001 }, () => ({ parent: id })));
  const [fall] = await countFalls(
    db as Database<boolean>,
    parents as unknown as AnyTable,
    parents(),
  );
  deepStrictEqual(fall, { table: "child", act: "delete", count: 5000, isMore: true });
  strictEqual(children.count(), 5001);
});
