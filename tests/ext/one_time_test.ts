import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { type Database, database } from "@fasthtml/fasthtml";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
import { type OneTimeOptions, OneTimeTokens } from "../../ext/one_time.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { MongoStandIn } from "./mongodb_stand_in.ts";
import { DebianServer } from "./postgres_servers.ts";
import { countTogether } from "./_takers.ts";

/** Tests what tokens promise in a database, of which `open` makes an empty one. */
function testTokens(
  where: { name: string; ignore?: boolean },
  start: () => Promise<AsyncDisposable & { open(): Database<boolean> | Promise<Database<true>> }>,
): void {
  Deno.test({
    ...where,
    fn: async (t) => {
      await using server = await start();
      for (const [does, test] of Object.entries(TESTS)) {
        await t.step(does, async () => {
          const db = await server.open() as Database<boolean>;
          try {
            await test(db);
          } finally {
            await db.close();
          }
        });
      }
    },
  });
}

const HOUR = 3600;

function newTokens(db: Database<boolean>, options: Partial<OneTimeOptions> = {}) {
  return new OneTimeTokens<{ page: string }>(db, { purpose: "reset", seconds: HOUR, ...options });
}

const rowsOf = async (db: Database<boolean>) => await (await db.table("_one_time"))();

const TESTS: Record<string, (db: Database<boolean>) => Promise<void>> = {
  async "a token is read as often as wanted, and taken once"(db) {
    const tokens = newTokens(db);
    const token = await tokens.make("ada", { page: "/notes" });
    match(token, /^[\w-]{43}$/);
    const kept = { subject: "ada", data: { page: "/notes" } };
    deepStrictEqual([await tokens.read(token), await tokens.read(token)], [kept, kept]);
    deepStrictEqual([await tokens.take(token), await tokens.take(token)], [kept, undefined]);
    strictEqual(await tokens.read(token), undefined);
    deepStrictEqual(await rowsOf(db), []);
  },

  async "one of a hundred at once gets it"(db) {
    const tokens = newTokens(db);
    const token = await tokens.make("ada", { page: "/" });
    const all = await Promise.all(Array.from({ length: 100 }, () => tokens.take(token)));
    deepStrictEqual(all.filter(Boolean), [{ subject: "ada", data: { page: "/" } }]);
  },

  async "the database has no token, and what is forged or for something else is none"(db) {
    const tokens = newTokens(db), others = newTokens(db, { purpose: "verify" });
    const token = await tokens.make("ada", { page: "/" });
    const [{ id }] = await rowsOf(db) as [{ id: string }];
    strictEqual(JSON.stringify(await rowsOf(db)).includes(token), false);
    for (
      const forged of [id, "", " ", `${token} `, token.slice(1), "x".repeat(1 << 20), "%", "\0"]
    ) {
      deepStrictEqual([await tokens.read(forged), await tokens.take(forged)], [
        undefined,
        undefined,
      ]);
    }
    strictEqual(await others.take(token), undefined);
    strictEqual((await tokens.take(token))?.subject, "ada");
  },

  async "of those of one millisecond, the oldest end"(db) {
    const tokens = newTokens(db, { clock: () => 1_700_000_000_000 });
    const made: string[] = [];
    for (let n = 0; n < 12; n++) made.push(await tokens.make("ada", { page: `/${n}` }));
    const found = await Promise.all(made.map((token) => tokens.read(token)));
    deepStrictEqual(found.map((one) => one?.data.page), [
      ...Array(9).fill(undefined),
      ..."/9 /10 /11".split(" "),
    ]);
  },

  async "a token ends in its time, and is deleted as others are made"(db) {
    let now = Date.now();
    const tokens = newTokens(db, { clock: () => now });
    const token = await tokens.make("ada", { page: "/" });
    now += HOUR * 1000 - 1;
    strictEqual((await tokens.read(token))?.subject, "ada");
    now += 1;
    deepStrictEqual([await tokens.read(token), await tokens.take(token)], [undefined, undefined]);
    strictEqual((await rowsOf(db)).length, 1);
    await tokens.make("bob", { page: "/" });
    const rows = await rowsOf(db) as { subject: string }[];
    deepStrictEqual(rows.map(({ subject }) => subject), ["bob"]);
  },

  async "the newest of a subject are good, and with one that is taken the others end"(db) {
    let now = Date.now();
    const tokens = newTokens(db, { clock: () => now++ });
    const others = newTokens(db, { purpose: "verify" });
    const make = () => tokens.make("ada", { page: "/" });
    const [first, second, third] = [await make(), await make(), await make()] as const;
    const bob = await tokens.make("bob", { page: "/" });
    const other = await others.make("ada", { page: "/" });
    strictEqual((await tokens.read(first))?.subject, "ada");
    const fourth = await make();
    strictEqual(await tokens.read(first), undefined);
    strictEqual((await tokens.read(second))?.subject, "ada");
    strictEqual((await tokens.take(third))?.subject, "ada");
    deepStrictEqual([await tokens.take(second), await tokens.take(fourth)], [undefined, undefined]);
    strictEqual((await tokens.take(bob))?.subject, "bob");
    strictEqual((await others.take(other))?.subject, "ada");
  },

  async "a new token is good even if the clock went back"(db) {
    let now = Date.now();
    const tokens = newTokens(db, { clock: () => now, keep: 1 });
    const old = await tokens.make("ada", { page: "/" });
    now -= 60_000;
    const token = await tokens.make("ada", { page: "/" });
    strictEqual((await tokens.read(token))?.subject, "ada");
    strictEqual((await tokens.take(old))?.subject, "ada");
    strictEqual(await tokens.take(token), undefined);
  },

  async "end() ends those of one subject"(db) {
    const tokens = newTokens(db);
    const [ada, bob] = [
      await tokens.make("ada", { page: "/" }),
      await tokens.make("bob", { page: "/" }),
    ];
    await tokens.end("ada");
    deepStrictEqual([await tokens.take(ada), (await tokens.take(bob))?.subject], [
      undefined,
      "bob",
    ]);
  },

  async "a transaction that is rolled back has not taken it"(db) {
    const tokens = newTokens(db);
    const token = await tokens.make("ada", { page: "/" });
    const fail = async () => {
      strictEqual((await tokens.take(token))?.subject, "ada");
      throw new Error("a full disk");
    };
    await rejects(async () => await db.transaction(fail), { message: "a full disk" });
    strictEqual((await tokens.take(token))?.subject, "ada");
  },
};

testTokens({ name: "one-time tokens in SQLite" }, () =>
  Promise.resolve({
    open: () => database(":memory:") as Database<boolean>,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));

testTokens({ name: "one-time tokens in MongoDB (a stand-in)" }, () => {
  const server = new MongoStandIn();
  return Promise.resolve({
    open: () => database(mongodb(server.newUrl())) as Database<boolean>,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
});

testTokens(needing(["postgresql"], "one-time tokens in Postgres"), () => DebianServer.start());

Deno.test("tokens that have expired are deleted after a hundred new ones, and after a minute", async () => {
  using db = database(":memory:");
  const start = Math.floor(Date.now() / 60_000) * 60_000;
  let now = start;
  const tokens = newTokens(db, { seconds: 10, clock: () => now });
  let made = 0;
  /** Makes some at a time, in seconds, each of a subject of its own, and counts what is kept then. */
  const make = async (seconds: number, count: number) => {
    now = start + seconds * 1000;
    for (let n = 0; n < count; n++) await tokens.make(`user ${made++}`, { page: "/" });
    return (await rowsOf(db)).length;
  };
  deepStrictEqual([await make(0, 99), await make(20, 1), await make(20, 1)], [99, 100, 2]);
  deepStrictEqual([await make(79.999, 1), await make(80, 1)], [3, 2]);
  // A token is over in the very millisecond that it ends.
  deepStrictEqual([await make(139.999, 1), await make(149.999, 1)], [3, 1]);
  // Also of a clock that was set back.
  deepStrictEqual([await make(90, 1), await make(89.999, 1)], [2, 3]);
});

Deno.test("a token outlives its process, and one of two processes takes it: SQLite", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/app.db`;
  const db = database(file);
  const race = { purpose: "race", seconds: HOUR };
  await new OneTimeTokens(db as Database<boolean>, race)
    .put("one of both", { subject: "ada", data: {} });
  db.close();
  strictEqual(await countTogether("sqlite", file, "_one_time_taker.ts"), 1);
});

Deno.test({
  ...needing(["postgresql"], "a token is taken by one of two processes: Postgres"),
  fn: async () => {
    await using server = await DebianServer.start();
    const db = await server.open() as Database<boolean>;
    await new OneTimeTokens(db, { purpose: "race", seconds: HOUR })
      .put("one of both", { subject: "ada", data: {} });
    await db.close();
    const where = `${server.address}/test0`;
    strictEqual(await countTogether("postgres", where, "_one_time_taker.ts"), 1);
  },
});
