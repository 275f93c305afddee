import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { createClient } from "@redis/client";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { type RedisLimits, redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { needing } from "../_needs.ts";
import { until, within } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { startRedis } from "../live/_brokers.ts";
import { startProxy } from "../live/_proxy.ts";
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

Deno.test({
  ...needing(["redis-server"], "redisLimits() gives up a connection that says nothing any more"),
  fn: async () => {
    await using server = await startRedis();
    await using proxy = startProxy([Number(new URL(server.url).port)]);
    await using store = redisLimits(proxy.origin.replace("http", "redis"));
    const { take } = limit("2/h", { store, name: "silent", timeout: 600 });
    strictEqual(await take("a"), true);
    await logged(async () => {
      // As behind a router that has forgotten it, or after a server has taken another's place.
      proxy.hush();
      strictEqual(await within(60, "a request that passes", Promise.resolve(take("a"))), true);
      await until(60, "a limit that holds again", async () => !await take("a"));
    });
  },
});

Deno.test({
  ...needing(["redis-server"], "redisLimits() tells why Redis takes no counts"),
  fn: async () => {
    await using server = await startRedis();
    await using store = redisLimits(server.url);
    const { take } = limit("2/h", { store, name: "full", timeout: 600 });
    strictEqual(await take("a"), true);
    const client = await createClient({ url: server.url }).connect();
    await client.configSet("maxmemory", "1");
    client.destroy();
    const lines = await logged(async () => strictEqual(await take("a"), true));
    match(`${lines}`, /^Limit "full": Cannot count in Redis: OOM command not allowed/);
  },
});

Deno.test({
  ...needing(["redis-server"], "redisLimits() of two topics count by themselves"),
  fn: async () => {
    await using server = await startRedis();
    const stores = ["shop", "blog", "shop"].map((topic) => redisLimits(server.url, { topic }));
    const taken = [];
    for (const store of stores) {
      taken.push(await limit("1/h", { store, name: "login", timeout: 600 }).take("eve"));
    }
    deepStrictEqual(taken, [true, true, false]);
    for (const store of stores) await store.close();
    throws(() => redisLimits(server.url, { topic: "a b" }), {
      message: 'Cannot keep limits: topic "a b", expected letters, digits, ".", ":", "-"',
    });
  },
});
