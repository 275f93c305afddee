import { deepStrictEqual, strictEqual } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import {
  SharedAttempts,
  type SharedAttemptsOptions,
} from "../../../ext/password/shared_attempts.ts";
import { needing } from "../../_needs.ts";
import { tempFolder } from "../../_temp.ts";
import { logged } from "../../http/_app.ts";
import { startRedis } from "../../live/_brokers.ts";
import { DebianServer } from "../postgres_servers.ts";

type Store = SharedAttemptsOptions["store"];

/** Attempts as a process of its own counts them. A busy machine may take long. */
function open(store: Store): SharedAttempts {
  return new SharedAttempts({ store, seconds: 86_400, most: 5, name: "test", timeout: 600 });
}

/** What two processes count, each with a store of its own in one place. */
async function countBoth(...stores: [Store, Store]): Promise<void> {
  const [a, b] = stores.map(open) as [SharedAttempts, SharedAttempts];
  deepStrictEqual([await a.add("ada"), await b.add("ada"), await a.add("bob")], [1, 2, 1]);
  await b.remove("ada");
  await b.remove("unknown");
  deepStrictEqual([await a.add("ada"), await b.add("unknown")], [2, 1]);
  const all = await Promise.all([a, b, a, b, a].map((attempts) => attempts.add("ada")));
  deepStrictEqual(all.sort(), [3, 4, 5, 6, 6]);
  // "ａda" is another user, who may not end the count of "ada".
  strictEqual(await a.add("ａda"), 1);
  await a.forget("ａda");
  strictEqual(await b.add("ada"), 6);
  await b.forget("ada");
  await b.forget("ada"); // No more than all of them come back.
  const again = [];
  for (let i = 0; i < 6; i++) again.push(await a.add("ada"));
  deepStrictEqual(again, [1, 2, 3, 4, 5, 6]);
  strictEqual(await b.add("bob"), 2);
}

Deno.test("SharedAttempts counts for several processes, takes one back, and forgets: SQLite", async () => {
  await using folder = await tempFolder();
  using a = database(`${folder.path}/app.db`);
  using b = database(`${folder.path}/app.db`);
  await countBoth(a, b);
});

Deno.test({
  ...needing(
    ["postgresql"],
    "SharedAttempts counts for several processes, takes one back, and forgets: Postgres",
  ),
  async fn() {
    await using server = await DebianServer.start();
    await using a = database(postgres(`${server.address}/postgres`));
    await using b = database(postgres(`${server.address}/postgres`));
    await countBoth(a, b);
  },
});

Deno.test({
  ...needing(
    ["redis-server"],
    "SharedAttempts counts for several processes, takes one back, and forgets: Redis",
  ),
  async fn() {
    await using server = await startRedis();
    await using a = redisLimits(server.url);
    await using b = redisLimits(server.url);
    await countBoth(a, b);
  },
});

Deno.test({
  ...needing(["redis-server"], "SharedAttempts counts by itself while the store is away"),
  async fn() {
    await using server = await startRedis();
    await using store = redisLimits(server.url);
    const attempts = open(store);
    strictEqual(await attempts.add("ada"), 1);
    await server.crash();
    const lines = await logged(async () => {
      const counted = [await attempts.add("ada"), await attempts.add("ada")];
      await attempts.remove("ada");
      counted.push(await attempts.add("ada"));
      await attempts.forget("ada");
      counted.push(await attempts.add("ada"));
      deepStrictEqual(counted, [1, 2, 2, 1]);
    });
    const heads = lines.map(([line]) => /^Limit "test": Cannot/.exec(`${line}`)?.[0]);
    deepStrictEqual(heads.filter(Boolean), ['Limit "test": Cannot']);
  },
});
