import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
import { tempFolder } from "../../_temp.ts";
import { countSkewed, opening, WALK, walk } from "../_limit_tables.ts";
import { testLimits } from "../_limits.ts";
import { countTogether } from "../_takers.ts";

// Over Postgres: tests/ext/ratelimit/postgres_test.ts.

async function startSqlite() {
  const folder = await tempFolder();
  return opening(folder, () => database(`${folder.path}/app.db`));
}

testLimits({ name: "SQLite" }, startSqlite);

Deno.test("limit() of two processes with one file of SQLite lets five of a hundred through", async () => {
  await using folder = await tempFolder();
  strictEqual(await countTogether("sqlite", `${folder.path}/app.db`), 5);
});

Deno.test("DatabaseStore fills buckets as memory does, forgives a clock, and removes full ones: SQLite", async () => {
  await using at = await startSqlite();
  deepStrictEqual(await walk(at.open()), WALK);
});

Deno.test("DatabaseStore counts by the database's clock, where one of two processes has a wrong one: SQLite", async () => {
  await using at = await startSqlite();
  strictEqual(await countSkewed(at.open(), at.open()), 5);
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
