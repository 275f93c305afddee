import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { MemoryStore } from "../../../ext/ratelimit/memory_store.ts";
import { testLimits } from "../_limits.ts";

testLimits({ name: "in memory" }, () => ({
  open: () => undefined,
  async [Symbol.asyncDispose]() {},
}));

const QUOTA = { count: 2, seconds: 60 };

Deno.test("MemoryStore keeps 10,000 buckets of each kind, and the empty one under a flood of names", () => {
  const store = new MemoryStore();
  const now = 1e12;
  for (let i = 0; i < 3; i++) store.take("ada", QUOTA, now);
  for (let i = 0; i < 1_000_000; i++) store.take(`name ${i}`, QUOTA, now);
  ok(store.size <= 20_000, `${store.size}`);
  deepStrictEqual(store.take("ada", QUOTA, now), { ok: false, left: 0, wait: 30 });
  strictEqual(store.take("name 0", QUOTA, now).left, 1); // Long dropped, and new again.
  for (let i = 0; i < 30_000; i++) for (let j = 0; j < 2; j++) store.take(`full ${i}`, QUOTA, now);
  ok(store.size <= 20_000, `${store.size}`);
});

Deno.test("MemoryStore moves a bucket between its lists, and never keeps two", () => {
  const store = new MemoryStore();
  const left = [0, 0, 0, 30, 60, 90, 600].map((seconds) =>
    store.take("a", QUOTA, 1e12 + seconds * 1000).left
  );
  deepStrictEqual([left, store.size], [[1, 0, 0, 0, 0, 0, 1], 1]);
});
