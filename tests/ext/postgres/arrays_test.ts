import { deepStrictEqual, rejects } from "node:assert";
import fc from "fast-check";
import type { Database } from "../../../lib/data/mod.ts";
import { type Server, startPglite } from "../postgres_servers.ts";

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

async function open(): Promise<Database<true>> {
  const db = await server.open();
  await db.q("drop type if exists mood");
  await db.q("create type mood as enum ('ok', 'bad')");
  await db.q(`create table lists (id serial primary key, tags text[] not null default '{}',
    ns int[], days date[], moods mood[], prices numeric(10,2)[])`);
  return db;
}

class Lists {
  static types = { ns: [Number], days: Array };
  id = 0;
  tags: (string | null)[] = [];
  ns: number[] | null = null;
  days: Date[] | null = null;
}

Deno.test("arrays are lists, in and out", async () => {
  await using db = await open();
  const lists = db.create(Lists);
  const days = [new Date("2026-11-20"), new Date("2026-11-21")];
  const row = await lists.insert({ tags: ["a", 'b "c"', null], ns: [1, 2], days });
  deepStrictEqual({ ...row }, { id: row.id, tags: ["a", 'b "c"', null], ns: [1, 2], days });
  const updated = await lists.update({ id: row.id, tags: [], ns: null });
  deepStrictEqual([updated.tags, updated.ns, updated.days], [[], null, days]);
  deepStrictEqual((await lists.insert({})).tags, []);
  await lists.upsert({ id: row.id, ns: [3] });
  deepStrictEqual((await lists({ ns: [3] })).map(({ id }) => id), [row.id]);
  deepStrictEqual((await lists({ days })).map(({ id }) => id), [row.id]);
  await rejects(async () => await lists.insert({ ns: ["x" as unknown as number] }), {
    name: "ValueError",
    message:
      'Cannot insert into "lists": ns is a value of Array, expected a list, each an integer ' +
      "up to 2^53",
  });
  await rejects(async () => await lists.insert({ tags: "{a}" as unknown as string[] }), {
    name: "ValueError",
  });
});

Deno.test("arrays of a table by name are lists, and a class is written for them", async () => {
  await using db = await open();
  const lists = await db.table("lists");
  const { id } = await lists.insert({ moods: ["ok"], prices: [9.9], tags: ["x"] });
  const row = await lists.get(id);
  deepStrictEqual({ ...row }, {
    ...{ id, moods: ["ok"], prices: [9.9], tags: ["x"], ns: null, days: null },
  });
  deepStrictEqual({ ...await lists.update(row) }, { ...row });
  deepStrictEqual(await db.sql`select prices::text from lists where id = ${id}`, [
    { prices: "{9.90}" },
  ]);
  deepStrictEqual((await db.createMod()).split("\n").slice(4, 8), [
    "  static types = { id: Integer, tags: [String], ns: [Integer], days: [DateOnly], " +
    "moods: [String], prices: [Float] };",
    "  id = 0;",
    "  tags: (string | null)[] = [];",
    "  ns: (number | null)[] | null = null;",
  ]);
});

Deno.test("a column that a class has as a text keeps the text of its array", async () => {
  await using db = await open();
  const lists = db.create("lists", { id: Number, ns: String });
  const { id } = await lists.insert({ ns: "{1,2}" });
  deepStrictEqual((await lists.get(id)).ns, "{1,2}");
});

Deno.test("an array whose indexes begin elsewhere is a text, and stays as it is", async () => {
  await using db = await open();
  const [{ id }] = await db.q("insert into lists (ns) values ('[0:1]={5,6}') returning id");
  const lists = await db.table("lists");
  const row = await lists.get(id);
  deepStrictEqual(row.ns, "[0:1]={5,6}");
  await lists.update({ ...row, tags: [], ns: undefined });
  row.tags = ["y"];
  deepStrictEqual((await lists.update(row)).ns, "[0:1]={5,6}");
});

Deno.test("lists of any texts are read as they were written", async () => {
  await using db = await open();
  const lists = db.create(Lists);
  const text = fc.string({ unit: "grapheme", maxLength: 6 }).filter((one) => !one.includes("\0"));
  const special = fc.constantFrom("NULL", "null", "", " ", "{", "}", ",", '"', "\\", "\n", "\\\\");
  const list = fc.array(fc.oneof(text, special, fc.constant(null)), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(list, async (tags) => {
      const { id } = await lists.insert({ tags });
      deepStrictEqual((await lists.get(id)).tags, tags);
      deepStrictEqual(await lists.count({ id, tags }), 1);
    }),
    { numRuns: 60, seed: 16 },
  );
});
