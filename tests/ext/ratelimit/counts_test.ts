import { deepStrictEqual, strictEqual } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import type { RateLimitOptions } from "@fasthtml/fasthtml/ext/ratelimit";
import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { Counts } from "../../../ext/ratelimit/counts.ts";
import { needing } from "../../_needs.ts";
import { startRedis } from "../../live/_brokers.ts";

// What limit() does with it: tests/ext/ratelimit_test.ts and _limits.ts.

/** What is left after each token that is taken, with some that are given back between. */
async function walk(store: RateLimitOptions["store"]): Promise<(number | undefined)[]> {
  const now = Date.now();
  const counts = new Counts({ count: 3, seconds: 86_400 }, {
    name: "walk",
    timeout: 600,
    ...store && { store },
  });
  const found: (number | undefined)[] = [];
  const take = async () => found.push((await counts.take("ada", now))?.left);
  await counts.giveBack("ada", 1); // Nothing was taken: there are no more than three.
  for (let i = 0; i < 3; i++) await take();
  await counts.giveBack("ada", 1);
  await counts.giveBack("bob", 3);
  await take();
  await counts.giveBack(" ADA ", 2);
  for (let i = 0; i < 3; i++) await take();
  for (let i = 0; i < 3; i++) await counts.giveBack("ada", 3);
  for (let i = 0; i < 4; i++) await take();
  return found;
}

const LEFT = [2, 1, 0, 0, 1, 0, 0, 2, 1, 0, 0];

Deno.test("Counts.giveBack() gives back what was taken, and fills no bucket beyond its brim: memory", async () => {
  deepStrictEqual(await walk(undefined), LEFT);
});

Deno.test("Counts.giveBack() gives back what was taken, and fills no bucket beyond its brim: SQLite", async () => {
  using db = database(":memory:");
  deepStrictEqual(await walk(db), LEFT);
});

Deno.test({
  ...needing(
    ["redis-server"],
    "Counts.giveBack() gives back what was taken, and fills no bucket beyond its brim: Redis",
  ),
  async fn() {
    await using server = await startRedis();
    await using store = redisLimits(server.url);
    deepStrictEqual(await walk(store), LEFT);
  },
});

Deno.test("Counts.take() in memory and in SQLite waits for nothing", () => {
  using db = database(":memory:");
  for (const store of [undefined, db]) {
    const counts = new Counts({ count: 1, seconds: 60 }, { name: "now", ...store && { store } });
    strictEqual(counts.take("a", 1e12) instanceof Promise, false);
    strictEqual(counts.giveBack("a", 1), undefined);
  }
});
