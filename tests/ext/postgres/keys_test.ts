import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { not, or } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { within } from "../../_within.ts";
import { DebianServer, type Server, startPglite } from "../postgres_servers.ts";

class Note {
  id = 0;
  text = "";
}

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

Deno.test("postgres() goes on counting behind a key that was given", async () => {
  await using db = await server.open();
  const notes = db.create(Note);
  const keys = [
    await notes.insert({ text: "a" }),
    await notes.insert({ id: 9, text: "b" }),
    await notes.insert({ id: 4, text: "c" }),
    await notes.insert({ id: -3, text: "d" }),
    await notes.insert({ text: "e" }),
    await notes.upsert({ id: 2 ** 40, text: "f" }),
    await notes.upsert({ id: 5, text: "g" }),
    await notes.insert({ text: "h" }),
  ];
  deepStrictEqual(keys.map(({ id }) => id), [1, 9, 4, -3, 10, 2 ** 40, 5, 2 ** 40 + 1]);
  await notes.insertAll([{ id: 2 ** 40 + 5 }, { id: 2 ** 40 + 3 }]);
  strictEqual((await notes.insert({})).id, 2 ** 40 + 6);
});

Deno.test("postgres() counts in a table and a key of any name, and where nothing counts", async () => {
  await using db = await server.open();
  for (const name of ["last", "counter", '"quoted" \\ \'s']) {
    const table = db.create(name, { [name]: Number, text: String }, { pk: name });
    await table.insert({ [name]: 7 });
    strictEqual((await table.insert({ text: "next" }))[name], 8);
  }
  await db.q("create table plain (id int primary key, t text)");
  deepStrictEqual({ ...await (await db.table("plain")).insert({ id: 7, t: "x" }) }, {
    id: 7,
    t: "x",
  });
});

Deno.test("postgres() gives a key that is GENERATED ALWAYS, and counts on", async () => {
  await using db = await server.open();
  await db.q(
    "create table item (id int generated always as identity primary key, t text, " +
      "twice text generated always as (t || t) stored)",
  );
  const items = await db.table<{ id: number; t: string; twice: string }, number>("item");
  const row = await items.insert({ t: "a" });
  deepStrictEqual({ ...row }, { id: 1, t: "a", twice: "aa" });
  row.t = "b";
  deepStrictEqual((await items.update(row)).twice, "bb");
  strictEqual((await items.upsert({ id: 1, t: "c" })).twice, "cc");
  strictEqual((await items.upsert({ id: 5, t: "d" })).id, 5);
  strictEqual((await items.insert({ t: "e" })).id, 6);
});

/** A type of a key, a value that it has, and some that it cannot have. */
const TYPES: readonly [type: string, value: unknown, others: unknown[]][] = [
  ["uuid", "0b3c7f5e-8d2a-4c11-9a55-1f2e3d4c5b6a", ["zzz", "", "0b3c7f5e", "1 or 1=1"]],
  ["smallint", -32768, [32768, -32769, 1.5, "x"]],
  ["integer", 2147483647, [2147483648, -2147483649, "x"]],
  ["bigint", 5, [2n ** 63n, "x"]],
];

Deno.test("postgres() finds no row by a value that the key's type cannot have", async () => {
  await using db = await server.open();
  for (const [type, value, others] of TYPES) {
    await db.q(`create table "${type} key" (id ${type} primary key, t text)`);
    const table = await db.table(`${type} key`);
    await table.insert({ id: value, t: "x" });
    await db.transaction(async () => {
      for (const other of others) {
        await rejects(
          async () => await table.get(other as never),
          { name: "NotFoundError" },
          `${type} ${other}`,
        );
        strictEqual(await table.has(other as never), false);
        await rejects(async () => await table.delete(other as never), { name: "NotFoundError" });
        await rejects(async () => await table.update({ t: "y" }, other as never), {
          name: "NotFoundError",
        });
      }
      strictEqual((await table.get(value as never)).t, "x");
    });
  }
});

Deno.test({
  ...needing(
    ["postgresql"],
    "keys that are given and keys that are counted never meet (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    await using db = await server.open();
    const notes = db.create(Note);
    await notes.insertAll(Array.from({ length: 50 }, () => ({})));
    const many = (write: (i: number) => unknown) =>
      Array.from({ length: 4 }, async () => {
        for (let i = 0; i < 300; i++) await write(i);
      });
    await within(
      120,
      "all writes",
      Promise.all([
        ...many(() => notes.insert({ text: "counted" })),
        ...many((i) => notes.upsert({ id: i % 50 + 1, text: "given" })),
        ...many(async () => {
          // the newest row: where a counter that is set would be set back
          const [{ id }] = await notes({ orderBy: "-id", limit: 1 });
          await notes.upsert({ id, text: "newest" });
        }),
      ]),
    );
    strictEqual(await notes.count(), 1250);
  },
});

Deno.test("postgres() finds no row by a value that a column's type cannot have", async () => {
  await using db = await server.open();
  await db.q("create type mood as enum ('ok', 'so ''so')");
  await db.q("create table m (id serial primary key, mood mood, n integer, u uuid)");
  type Mood = { id: number; mood: string; n: number; u: string };
  const rows = await db.table<Mood, number>("m");
  await rows.insertAll([{ mood: "ok", n: 1 }, { mood: "so 'so", n: 2 }]);
  const found = await db.transaction(async () => [
    await rows({ mood: "bad" }),
    await rows({ mood: ["bad", "ok"] }),
    await rows({ mood: not("bad"), n: not(2 ** 40) }),
    await rows(or({ mood: "bad" }, { n: 2 })),
    await rows({ u: "zzz" }),
    await rows.count({ n: 2 ** 40 }),
    await rows.deleteWhere({ mood: "bad" }),
    await rows({ mood: null }),
  ]);
  deepStrictEqual(
    found.map((some) => Array.isArray(some) ? some.map(({ id }) => id) : some),
    [[], [1], [1, 2], [2], [], 0, 0, []],
  );
});
