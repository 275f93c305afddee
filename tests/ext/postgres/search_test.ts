import { deepStrictEqual, rejects } from "node:assert";
import type { DataTable } from "../../../lib/data/mod.ts";
import { type Server, startPglite } from "../postgres_servers.ts";

// What search() finds on every backend is in the conformance suite.

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

const ids = async (rows: Promise<{ id?: unknown }[]>) => (await rows).map(({ id }) => id).sort();

Deno.test("search() knows what other programs write, and goes on where they rename columns", async () => {
  await using db = await server.open();
  await db.q(`create table "odd ""t""" (id int primary key, v varchar(20), "a 'b" text, u uuid)`);
  type Row = { id: number; v: string; "a 'b": string; u: string };
  const before = await db.table<Row, number>('odd "t"');
  const u = "9f0c2f44-5a4c-4d6e-8f0a-0123456789ab";
  await before.insert({ id: 1, v: "red", "a 'b": "apple", u });
  await before.enableSearch(["v", "a 'b", "u"]);
  await db.q(`insert into "odd ""t""" values (2, 'red', null)`);
  deepStrictEqual([await ids(before.search("red")), await ids(before.search(u))], [[1, 2], [1]]);
  await db.q(`alter table "odd ""t""" rename column v to w`);
  const after = await db.q(`alter table "odd ""t""" rename to after`).then(() => db.table("after"));
  deepStrictEqual(await ids(after.search("red apple")), [1]);
  const [{ indexdef }] = await db.q("select indexdef from pg_indexes where indexname ~ '_search'");
  await after.enableSearch(["w", "u", "a 'b"]); // the same columns
  deepStrictEqual(await db.q("select indexdef from pg_indexes where indexname ~ '_search'"), [{
    indexdef,
  }]);
});

Deno.test("search() finds forms of a word by a configuration of the server", async () => {
  await using db = await server.open();
  const texts = db.create("texts", { id: Number, text: String });
  await texts.insertAll([{ text: "she runs" }, { text: "the Running" }, { text: "Häuser" }]);
  await texts.enableSearch("text");
  deepStrictEqual([await ids(texts.search("run")), await ids(texts.search("the"))], [[], [2]]);
  await texts.enableSearch("text", { language: "english" });
  // A word that the language leaves out is in no index, so it is not asked for either.
  deepStrictEqual(
    [await ids(texts.search("the run")), await ids(texts.search("the"))],
    [[1, 2], []],
  );
  await texts.enableSearch("text", { language: "german" });
  deepStrictEqual(await ids(texts.search("haus")), [3]);
  await rejects(
    async () => await texts.enableSearch("text", { language: "klingon" }),
    {
      name: "DataError",
      message: 'Cannot run SQL: text search configuration "klingon" does not exist',
    },
  );
  deepStrictEqual(await ids(texts.search("haus")), [3]);
});

Deno.test("a searchable row may have a text of any length", async () => {
  await using db = await server.open();
  const texts: DataTable<{ id: number; text: string }, number, true> = await db
    .create("texts", { id: Number, text: String }).enableSearch("text");
  const words = Array.from(
    { length: 300_000 },
    (_, i) => String.fromCodePoint(0x20000 + i % 40_000),
  );
  const text = `first ${"x".repeat(3000)} ${words.join(" ")} ${"a1 b2 ".repeat(100_000)} last`;
  await texts.insert({ text });
  deepStrictEqual([await ids(texts.search("first")), await ids(texts.search("last"))], [[1], []]);
  deepStrictEqual((await texts.get(1)).text, text);
});

Deno.test("search() uses its index", async () => {
  await using db = await server.open();
  const texts = db.create("texts", { id: Number, text: String });
  await texts.enableSearch("text");
  await texts.insertAll(Array.from({ length: 20_000 }, (_, i) => ({ text: `w${i} all` })));
  await db.q("analyze texts");
  await texts.search("w77");
  await db.q("select pg_stat_force_next_flush()");
  const [before] = await db.q(
    "select idx_scan::int as n from pg_stat_user_indexes where indexrelname = '_search_texts'",
  );
  deepStrictEqual(before, { n: 1 });
});
