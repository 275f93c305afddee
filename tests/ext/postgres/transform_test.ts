import { deepStrictEqual, rejects } from "node:assert";
import { type Database, DateOnly, Integer } from "../../../lib/data/mod.ts";
import type { ColumnType } from "../../../lib/data/kinds.ts";
import { type Server, startPglite } from "../postgres_servers.ts";

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

/** A value of one type, and the same value of another. */
const CHANGES: readonly [from: ColumnType, before: unknown, to: ColumnType, after: unknown][] = [
  [String, "1.5", Number, 1.5],
  [String, "7", Integer, 7],
  [String, "true", Boolean, true],
  [String, "2026-11-20T12:00:00.000Z", Date, new Date("2026-11-20T12:00:00Z")],
  [String, "2026-11-20", DateOnly, new Date("2026-11-20")],
  [String, "[1]", Object, [1]],
  [String, "12345678901234567", BigInt, 12345678901234567n],
  [Number, 1.5, String, "1.5"],
  [Number, 2, Integer, 2],
  [Number, 1.5, Object, 1.5],
  [Integer, 1, Boolean, true],
  [Integer, 7, BigInt, 7n],
  [Boolean, true, Integer, 1],
  [Boolean, false, String, "false"],
  [Boolean, true, Object, true],
  [Date, new Date("2026-11-20T12:34:56.700Z"), String, "2026-11-20T12:34:56.700Z"],
  [String, null, Number, null],
];

Deno.test("transform converts each type to each other that can hold its values", async () => {
  await using db = await server.open();
  for (const [i, [from, before, to, after]] of CHANGES.entries()) {
    const name = `t${i}`;
    await db.create(name, { id: Integer, value: from }).insert({ value: before as never });
    const table = db.create(name, { id: Integer, value: to }, { transform: true });
    deepStrictEqual((await table.get(1)).value as unknown, after, `${i}`);
  }
});

/** A value that another type cannot hold, and what is said. */
const LOST: readonly [from: ColumnType, before: unknown, to: ColumnType, message: string][] = [
  [String, "many", Number, 'value is "many", expected float'],
  [String, "", Integer, 'value is "", expected integer'],
  [String, "yes", Boolean, 'value is "yes", expected boolean'],
  [String, "soon", Date, 'value is "soon", expected datetime'],
  [String, "{", Object, 'value is "{", expected json'],
  [Number, 1.5, Integer, "value is 1.5, expected integer"],
  [Integer, 2, Boolean, "value is 2, expected boolean"],
];

Deno.test("transform leaves a table as it was where a value would be lost, and names it", async () => {
  await using db = await server.open();
  for (const [i, [from, before, to, message]] of LOST.entries()) {
    const name = `t${i}`;
    await db.create(name, { id: Integer, value: from }).insert({ value: before as never });
    const table = db.create(name, { id: Integer, value: to, more: String }, { transform: true });
    await rejects(async () => await table(), {
      name: "DataError",
      message: `Cannot transform table "${name}": ${message}`,
    });
    deepStrictEqual(await db.q(`select * from ${name}`), [{ id: 1, value: before }]);
  }
});

const rowsOf = (db: Database<true>, table: string) => db.q(`select * from ${table} order by id`);

Deno.test("transform renames, adds, fills and drops columns, and keeps the rest", async () => {
  await using db = await server.open();
  const notes = db.create("notes", { id: Number, text: String, old: String });
  await notes.insertAll([{ text: "a", old: "x" }, { text: "b", old: "y" }]);
  await db.create("notes", { id: Number, body: String, stars: Integer }, {
    transform: true,
    rename: { text: "body" },
    notNull: ["stars"],
    defaults: { stars: 3 },
  }).ready();
  deepStrictEqual(await rowsOf(db, "notes"), [
    { id: 1, body: "a", stars: 3 },
    { id: 2, body: "b", stars: 3 },
  ]);
  await rejects(async () => await db.q("insert into notes (stars) values (null)"), {
    name: "ConstraintError",
  });
});

Deno.test("transform gives a table another key, which counts on", async () => {
  await using db = await server.open();
  const users = db.create("users", { name: String, nr: Integer }, { pk: "name" });
  await users.insertAll([{ name: "ada", nr: 7 }, { name: "bob", nr: 3 }]);
  const numbered = db.create("users", { name: String, nr: Integer }, { pk: "nr", transform: true });
  deepStrictEqual((await numbered.insert({ name: "cid" })).nr, 8);
  await rejects(async () => await numbered.insert({ name: "dan", nr: 3 }), {
    name: "ConstraintError",
  });
});

Deno.test("transform adds a foreign key, which is kept from then on", async () => {
  await using db = await server.open();
  await db.create("users", { id: Number, name: String }).insert({ name: "ada" });
  await db.create("notes", { id: Number, user: Integer }).insert({ user: 1 });
  const notes = db.create("notes", { id: Number, user: Integer }, {
    foreignKeys: { user: "users" },
    transform: true,
  });
  await rejects(async () => await notes.insert({ user: 99 }), { name: "ConstraintError" });
  await db.t.users.delete(1);
  deepStrictEqual(await rowsOf(db, "notes"), []);
});
