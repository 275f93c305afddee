import { deepStrictEqual, strictEqual } from "node:assert";
import { createClient } from "@redis/client";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { type RedisLimits, redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { startRedis } from "../live/_brokers.ts";
import { testAway, testLimits } from "./_limits.ts";
import { countTogether } from "./_takers.ts";

const REDIS = needing(["redis-server"], "Redis");

async function start() {
  const server = await startRedis();
  const all: RedisLimits[] = [];
  return {
    server,
    open() {
      const store = redisLimits(server.url);
      all.push(store);
      return store;
    },
    async [Symbol.asyncDispose]() {
      for (const store of all) await store.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

testLimits(REDIS, start);
testAway(REDIS, async () => {
  const at = await start();
  return { ...at, away: () => at.server.crash() };
});
testAway({ ...REDIS, name: `${REDIS.name}, stopped without a word` }, async () => {
  const at = await start();
  return { ...at, away: () => at.server.freeze() };
});

Deno.test({
  ...needing(
    ["redis-server"],
    "limit() of two processes with one Redis lets five of a hundred through",
  ),
  fn: async () => {
    await using server = await startRedis();
    strictEqual(await countTogether("redis", server.url), 5);
  },
});

Deno.test({
  ...needing(
    ["redis-server"],
    "redisLimits() opens a window again when it ends, and connects again",
  ),
  fn: async () => {
    await using at = await start();
    const { take } = limit("2/h", { store: at.open(), name: "window", timeout: 600 });
    deepStrictEqual([await take("a"), await take("a"), await take("a")], [true, true, false]);
    const client = await createClient({ url: at.server.url }).connect();
    const [key] = await client.keys("fasthtml_limit:*");
    strictEqual(await client.ttl(key!) > 0, true); // Nothing stays in Redis for ever.
    await client.expire(key!, 0); // As if the hour was over.
    client.destroy();
    deepStrictEqual([await take("a"), await take("a"), await take("a")], [true, true, false]);
    await logged(async () => {
      await at.server.crash();
      strictEqual(await take("a"), true);
      await at.server.start();
      // It has lost its counts: two are let through once it is there, and then no more.
      await until(60, "a limit that holds again", async () => !await take("a"));
    });
  },
});
