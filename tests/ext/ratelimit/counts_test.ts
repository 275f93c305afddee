import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { createHash } from "node:crypto";
import { ConnectionError, database } from "@fasthtml/fasthtml";
import { limit, type LimitStore, type RateLimitOptions } from "@fasthtml/fasthtml/ext/ratelimit";
import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { Counts } from "../../../ext/ratelimit/counts.ts";
import { logged, newApp, read } from "../../http/_app.ts";
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

/** A store of a program's own. */
function toStore(take: LimitStore["take"]): LimitStore {
  return { take, giveBack: () => {} };
}

const FULL = { ok: true, left: 1, wait: 0 };

Deno.test("Counts.take() asks a store for a hash of the name and the key, with the quota and the time", async () => {
  const asked: unknown[] = [];
  const store = toStore((...all) => (asked.push(all), FULL));
  const { take } = limit("2/m", { store, name: "mails", clock: () => 5 });
  const keys = [" Ada ", "\uff41da", "x".repeat(257), "\uff41".repeat(256), "\uff41".repeat(257)];
  for (const key of keys) strictEqual(await take(key), true);
  // Text that is longer than a name is not normalised, as that takes time.
  const hashed = ["ada", "ada", "x".repeat(257), "a".repeat(256), "\uff41".repeat(257)].map((key) =>
    createHash("sha256").update(`mails\0${key}`).digest("base64url")
  );
  deepStrictEqual(asked, hashed.map((key) => [key, { count: 2, seconds: 60 }, 5]));
});

Deno.test("Counts.take() has the time of the machine, if it is told no other", async () => {
  const asked: number[] = [];
  const { take } = limit("2/m", {
    store: toStore((_key, _quota, now) => (asked.push(now), FULL)),
    name: "now",
  });
  const before = Date.now();
  await take("a");
  strictEqual(asked.length === 1 && asked[0]! >= before && asked[0]! <= Date.now(), true);
});

Deno.test("Counts tells of a store that is away once a minute, for each limit", async () => {
  const store = toStore(() => Promise.reject(new ConnectionError("Cannot reach it: gone")));
  const limits = ["one", "two"].map((name) => limit("1/h", { store, name }));
  const own = performance.now, found: unknown[][][] = [];
  try {
    for (const now of [0, 0, 59_999, 60_000, 119_999, 120_000]) {
      performance.now = () => now;
      found.push(
        await logged(async () => {
          for (const { take } of limits) strictEqual(await take("a"), true);
        }),
      );
    }
  } finally {
    performance.now = own;
  }
  const told = ["one", "two"].map((name) => [`Limit "${name}": Cannot reach it: gone`]);
  deepStrictEqual(found, [told, [], [], told, [], told]);
});

Deno.test("Counts waits for a store as long as it may, a second if it is not told", async () => {
  const never = new Promise<never>(() => {});
  const store: LimitStore = { take: () => never, giveBack: () => never };
  for (const [options, seconds] of [[{ timeout: 0.02 }, 0.02], [{}, 1]] as const) {
    const counts = new Counts({ count: 1, seconds: 60 }, { store, name: "late", ...options });
    const lines = await logged(async () => {
      deepStrictEqual(await Promise.all([counts.take("a"), counts.giveBack("a", 1)]), [
        undefined,
        undefined,
      ]);
    });
    deepStrictEqual(lines, [
      [`Limit "late": Cannot count: no response of the store in ${seconds} s, expected one`],
    ]);
  }
});

Deno.test("limit({ closed: true }) rejects with 503 while the store is away", async () => {
  const away = new ConnectionError("Cannot reach it");
  const { app, rt } = newApp({ exceptionHandlers: {} });
  const store = toStore(() => Promise.reject(away)), name = "shut";
  const counts = limit("1/h", { store, name, closed: true });
  rt("/", () => "passed", { before: counts });
  const lines = await logged(async () => {
    const { status, headers, text } = await read(app.request("/"));
    deepStrictEqual([status, headers.get("retry-after")], [503, "5"]);
    strictEqual(
      /<p>(The server is busy[^<]*)</.exec(text)?.[1],
      "The server is busy. Please try again in a moment.",
    );
  });
  deepStrictEqual(lines, [['Limit "shut": Cannot reach it']]);
  await rejects(async () => await counts.take("a"), {
    name: "HTTPException",
    status: 503,
    message: 'Cannot limit "shut": the store is away',
    cause: away,
  });
});

Deno.test("limit() hides no other error of a store", async () => {
  const wrong = new TypeError("wrong");
  const store = toStore(() => Promise.reject(wrong));
  const lines = await logged(() =>
    rejects(async () => await limit("1/h", { store, name: "wrong" }).take("a"), wrong)
  );
  deepStrictEqual(lines, []);
});
