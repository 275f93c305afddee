import { deepStrictEqual, strictEqual } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { needing } from "../../_needs.ts";
import { opening, WALK, walk } from "../_limit_tables.ts";
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
