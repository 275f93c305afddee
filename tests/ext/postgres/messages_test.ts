import { deepStrictEqual } from "node:assert";
import { pglite, type Postgres, postgres } from "../../../ext/postgres.ts";
import { database } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { until, within } from "../../_within.ts";
import { DebianServer } from "../postgres_servers.ts";

async function testClose(pg: Postgres): Promise<void> {
  const db = database(pg);
  const heard: string[] = [];
  const hear = async () => {
    for await (const message of pg.listen("news")) heard.push(message);
    return "over";
  };
  const listening = [hear(), hear()];
  await until(30, "a message", async () => {
    await pg.notify("news", "hello");
    return heard.length > 1;
  });
  await db.close();
  deepStrictEqual(await within(30, "both loops", Promise.all(listening)), ["over", "over"]);
}

Deno.test("a signal ends one loop over pg.listen(), also one that has not begun", async () => {
  const pg = pglite();
  await using db = database(pg);
  const heard: string[] = [];
  const ends = [new AbortController(), new AbortController()];
  const loops = ends.map(async ({ signal }, n) => {
    for await (const message of pg.listen("news", { signal })) heard.push(`${n} ${message}`);
  });
  ends[0].abort(); // The database is not open yet.
  await within(30, "the first loop", loops[0]);
  await until(30, "a message", async () => {
    await pg.notify("news", "hello");
    return heard.length > 0;
  });
  ends[1].abort();
  await within(30, "the second loop", loops[1]);
  deepStrictEqual(new Set(heard), new Set(["1 hello"]));
  await db.q("select 1");
});

Deno.test("closing the database ends the loops over pg.listen()", () => testClose(pglite()));

Deno.test({
  ...needing(
    ["postgresql"],
    "closing the database ends the loops over pg.listen() (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    await testClose(postgres(`${server.address}/postgres`));
  },
});
