import type { Database } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";

/** A database that can be opened several times; all are closed at the end. */
export function opening<Db extends AsyncDisposable>(
  at: AsyncDisposable,
  open: () => Db,
): AsyncDisposable & { open(): Db } {
  const all: Db[] = [];
  return {
    open() {
      const db = open();
      all.push(db);
      return db;
    },
    async [Symbol.asyncDispose]() {
      for (const db of all) await db[Symbol.asyncDispose]();
      await at[Symbol.asyncDispose]();
    },
  };
}

/** What is left after each of some times, and how many buckets are kept. */
export async function walk(db: Database<boolean>): Promise<typeof WALK> {
  let now = 1_790_000_000_123;
  const { take } = limit("2/m", { store: db, name: "walk", timeout: 600, clock: () => now });
  const found = [];
  for (const seconds of [0, 0, 0, 29.9, 0.1, 0, 600, 0, 0, -3600, 0, 0]) {
    now += seconds * 1000;
    found.push(await take("ada"));
  }
  for (let i = 0; i < 2100; i++) await take(`name ${i}`);
  const count = async () =>
    Number((await db.q<{ n: number }>("SELECT count(*) AS n FROM _limits"))[0]!.n);
  const before = await count();
  now += 61_000;
  for (let i = 0; i < 10; i++) await take(`late ${i}`);
  return { found, before, after: await count() };
}

/** What `walk()` finds. */
export const WALK = {
  found: [true, true, false, false, true, false, true, true, false, true, true, false],
  before: 2101,
  after: 10,
};

/** How many of twenty get through five an hour, in turn by a clock that is right and one that is not. */
export async function countSkewed(
  right: Database<boolean>,
  wrong: Database<boolean>,
): Promise<number> {
  const takes = [right, wrong].map((store) =>
    limit("5/h", { store, name: "skewed", timeout: 600 })
  );
  const own = Date.now;
  let count = 0;
  for (let n = 0; n < 20; n++) {
    const isWrong = n % 2 === 1;
    if (isWrong) Date.now = () => own() + 7_200_000;
    try {
      if (await takes[n % 2]!.take("ada")) count++;
    } finally {
      Date.now = own;
    }
  }
  return count;
}
