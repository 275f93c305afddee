import { deepStrictEqual, strictEqual } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";

import { logged } from "../../http/_app.ts";
import { needing } from "../../_needs.ts";
import { countSkewed, opening, WALK, walk } from "../_limit_tables.ts";
import { testAway, testLimits } from "../_limits.ts";
import { DebianServer, startPglite } from "../postgres_servers.ts";
import { countTogether } from "../_takers.ts";

const SERVER = needing(["postgresql"], "PostgreSQL");

async function startPostgres() {
  const server = await DebianServer.start();
  const at = opening(server, () => database(postgres(`${server.address}/postgres`)));
  return { ...at, away: () => server.down("immediate") };
}

async function startLite() {
  const server = await startPglite();
  return opening(server, () => database(postgres(`${server.address}/postgres`, { max: 1 })));
}

testLimits({ name: "PGlite" }, startLite);
testLimits(SERVER, startPostgres);
testAway(SERVER, startPostgres);

Deno.test({
  ...needing(
    ["postgresql"],
    "DatabaseStore counts by the database's clock, where one of two processes has a wrong one",
  ),
  fn: async () => {
    await using at = await startPostgres();
    strictEqual(await countSkewed(at.open(), at.open()), 5);
  },
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

Deno.test("DatabaseStore fills buckets as memory does, forgives a clock, and removes full ones: PGlite", async () => {
  await using at = await startLite();
  deepStrictEqual(await walk(at.open()), WALK);
});

Deno.test("DatabaseStore tells of a server that is away once, though it would sweep as well: PGlite", async () => {
  await using stack = new AsyncDisposableStack();
  const server = await startPglite();
  const db = stack.use(database(postgres(`${server.address}/postgres`, { max: 1 })));
  let now = 1_790_000_000_000;
  const { take } = limit("2/m", { store: db, name: "sweep", timeout: 600, clock: () => now });
  strictEqual(await take("ada"), true);
  await server[Symbol.asyncDispose]();
  now += 60_000;
  const lines = await logged(async () => strictEqual(await take("ada"), true));
  deepStrictEqual(lines.length, 1);
});
