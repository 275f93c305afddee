import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { type Database, database } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { needing } from "../../_needs.ts";
import { tempFolder } from "../../_temp.ts";
import { testAway, testLimits } from "../_limits.ts";
import { DebianServer, startPglite } from "../postgres_servers.ts";
import { countTogether } from "../_takers.ts";

const SERVER = needing(["postgresql"], "PostgreSQL");

/** A database that can be opened several times; all are closed at the end. */
function opening<Db extends AsyncDisposable>(at: AsyncDisposable, open: () => Db) {
  const all: Db[] = [];
  return {
    open() {
      const db = open();
      all.push(db);
      return db;
    },
    async [Symbol.asyncDispose]() {
      for (const db of all) await db[Symbol.asyncDispose]();
      await at[Symbol.asyncDispose]();
    },
  };
}

async function startSqlite() {
  const folder = await tempFolder();
  return opening(folder, () => database(`${folder.path}/app.db`));
}

async function startPostgres() {
  const server = await DebianServer.start();
  const at = opening(server, () => database(postgres(`${server.address}/postgres`)));
  return { ...at, away: () => server.down("immediate") };
}

async function startLite() {
  const server = await startPglite();
  return opening(server, () => database(postgres(`${server.address}/postgres`, { max: 1 })));
}

testLimits({ name: "SQLite" }, startSqlite);
testLimits({ name: "PGlite" }, startLite);
testLimits(SERVER, startPostgres);
testAway(SERVER, startPostgres);

Deno.test("limit() of two processes with one file of SQLite lets five of a hundred through", async () => {
  await using folder = await tempFolder();
  strictEqual(await countTogether("sqlite", `${folder.path}/app.db`), 5);
});

Deno.test({
  ...needing(
    ["postgresql"],
    "limit() of two processes with one Postgres lets five of a hundred through",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    strictEqual(await countTogether("postgres", `${server.address}/postgres`), 5);
  },
});

/** What is left after each of some times, and how many buckets are kept. */
async function walk(db: Database<boolean>) {
  let now = 1_790_000_000_123;
  const { take } = limit("2/m", { store: db, name: "walk", timeout: 600, clock: () => now });
  const found = [];
  for (const seconds of [0, 0, 0, 29.9, 0.1, 0, 600, 0, 0, -3600, 0, 0]) {
    now += seconds * 1000;
    found.push(await take("ada"));
  }
  for (let i = 0; i < 2100; i++) await take(`name ${i}`);
  const count = async () =>
    Number((await db.q<{ n: number }>("SELECT count(*) AS n FROM _limits"))[0]!.n);
  const before = await count();
  now += 61_000;
  for (let i = 0; i < 10; i++) await take(`late ${i}`);
  return { found, before, after: await count() };
}

const WALK = {
  found: [true, true, false, false, true, false, true, true, false, true, true, false],
  before: 2101,
  after: 10,
};

Deno.test("DatabaseStore fills buckets as memory does, forgives a clock, and removes full ones: SQLite", async () => {
  await using at = await startSqlite();
  deepStrictEqual(await walk(at.open()), WALK);
});

Deno.test("DatabaseStore fills buckets as memory does, forgives a clock, and removes full ones: PGlite", async () => {
  await using at = await startLite();
  deepStrictEqual(await walk(at.open()), WALK);
});

Deno.test("DatabaseStore says nothing of whose a count is, in a table that is not among the program's", async () => {
  await using at = await startSqlite();
  const db = at.open();
  limit("2/m", { store: db, name: "mails" }).take("ada@example.org");
  const [row] = db.q<{ key: string }>("SELECT key FROM _limits");
  deepStrictEqual([/^[\w-]{43}$/.test(row!.key), db.tables()], [true, []]);
});

Deno.test("DatabaseStore is for SQL alone", () => {
  using db = database(mongodb("mongodb://127.0.0.1:1/none"));
  throws(() => limit("2/m", { store: db, name: "a" }), {
    name: "TypeError",
    message: "Cannot keep limits: found MongoDB, expected SQLite or Postgres",
  });
});
