import { deepStrictEqual, strictEqual } from "node:assert";
import { type Server, startPglite } from "../postgres_servers.ts";

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

const HOSTILE = ["", "it's", "\\", "\\'", "'; drop table x; --", "a\nb", "é😀", "$1", "%", "E'x'"];

Deno.test("postgres() takes any text as a column's default", async () => {
  await using db = await server.open();
  for (const [i, text] of HOSTILE.entries()) {
    const notes = db.create(`notes${i}`, { id: Number, text: String }, { defaults: { text } });
    strictEqual((await notes.insert({})).text, text);
  }
});

Deno.test("postgres() reads the shape of a table that another program has made", async () => {
  await using db = await server.open();
  await db.q("create table country (code text primary key)");
  await db.q(`create table city (
    a smallint, b varchar(10) not null default 'it''s \\', c real default -1.5, d timestamp,
    e numeric(5,2), f int[], g uuid default gen_random_uuid(), h json, i bytea, j date,
    k numeric(19), l boolean default false,
    country text references country on delete set null,
    near text references country on update cascade on delete cascade,
    gone int, primary key (b, a))`);
  await db.q("alter table city drop column gone");
  await db.q("create unique index on city (c, a)");
  const city = await db.table("city");
  deepStrictEqual(city.pks, ["b", "a"]);
  const columns = city.columns.map(({ name, kind, notNull, fallback, references }) =>
    [name, kind, notNull, fallback, references].filter((part) => part !== undefined)
  );
  deepStrictEqual(JSON.parse(JSON.stringify(columns)), [
    ["a", "integer", true],
    ["b", "text", true, "it's \\"],
    ["c", "float", false, -1.5],
    ["d", "datetime", false],
    ["e", "float", false],
    ["f", "json", false],
    ["g", "text", false, { sql: "gen_random_uuid()" }],
    ["h", "json", false],
    ["i", "bytes", false],
    ["j", "date", false],
    ["k", "bigint", false],
    ["l", "boolean", false, false],
    ["country", "text", false, {
      table: "country",
      column: "code",
      actions: "ON UPDATE NO ACTION ON DELETE SET NULL",
    }],
    ["near", "text", false, { table: "country", column: "code" }],
  ]);
});

Deno.test("postgres() sorts texts by their code points, as SQLite does", async () => {
  await using db = await server.open();
  const words = db.create("words", { id: Number, word: String });
  await words.insertAll(["b", "B", "a", "ä", "_"].map((word) => ({ word })));
  deepStrictEqual((await words({ orderBy: "word" })).map(({ word }) => word), [
    "B",
    "_",
    "a",
    "b",
    "ä",
  ]);
});

Deno.test("postgres() has indexes of whole columns, as they are declared", async () => {
  await using db = await server.open();
  await db.q("create table i (id int primary key, a text, b text, c text)");
  for (
    const index of [
      "unique index on i (c, a)",
      "index on i (b) include (c)",
      "index on i (lower(a), b)",
      "unique index on i (b) where a = 'x'",
      "index on i (lower(b))",
    ]
  ) await db.q(`create ${index}`);
  deepStrictEqual((await db.table("i")).indexes, [
    { columns: ["c", "a"], unique: true },
    { columns: ["b"], unique: false },
  ]);
});
