import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { jobs } from "../../../ext/jobs.ts";
import { toWait } from "../../../ext/jobs/worker.ts";
import { postgres } from "../../../ext/postgres.ts";
import { ConnectionError, type Database, database } from "../../../mod.ts";
import { headsOf, logged } from "../../http/_app.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { DebianServer } from "../postgres_servers.ts";

Deno.test("toWait() doubles from 30 seconds on to six hours, more or less a fifth", () => {
  const middles = [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600];
  for (const [n, seconds] of middles.entries()) {
    const waits = Array.from({ length: 200 }, () => toWait(n + 1) / 1000 / seconds);
    ok(Math.min(...waits) >= 0.8 && Math.max(...waits) <= 1.2, `${n}: ${waits}`);
    ok(Math.max(...waits) - Math.min(...waits) > 0.2, `${n}: ${waits}`);
  }
});

Deno.test({
  ...needing(["postgresql"], "a worker goes on when its database is back"),
  fn: async () => {
    await using server = await DebianServer.start();
    await using db = database(postgres(`${server.address}/postgres`));
    await using other = database(postgres(`${server.address}/postgres`));
    const runs: number[] = [];
    const begun = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
    const run = async ({ n }: { n: number }) => {
      runs.push(n);
      if (n > 1) return;
      begun.resolve();
      await end.promise;
    };
    const { job, work } = jobs(db);
    const note = job("note", { n: Number }, run);
    const log = await logged(async () => {
      const worker = work();
      const ended = worker.run();
      await note.later({ n: 1 });
      await begun.promise;
      await server.down("immediate");
      end.resolve(); // It is done while this can't be written down.
      await server.up();
      // From another process, so that the worker hears of it by Postgres alone.
      await jobs(other).job("note", { n: Number }, () => {}).later({ n: 2 });
      const isEmpty = async () => (await other.q("select id from _jobs")).length === 0;
      await until(60, "both jobs", isEmpty);
      await worker.stop();
      await ended;
    });
    deepStrictEqual(runs, [1, 2]);
    ok(log.every(([line]) => String(line).startsWith("Jobs wait: Cannot ")), String(log));
  },
});

Deno.test("a worker that has stopped asks no more for a job that goes on all the same", async () => {
  const db = database(":memory:"), { job, work } = jobs(db);
  const begun = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
  const hang = job("hang", async () => {
    begun.resolve();
    await end.promise;
  }, { lease: "0.03s" });
  await hang.later();
  const worker = work({ grace: 0 });
  await logged(async () => {
    const run = worker.run();
    await begun.promise;
    await worker.stop();
    await run;
    db.close();
    // Some times the third of the lease: an error would be caught by no one, and end the program.
    await new Promise((resolve) => setTimeout(resolve, 100));
    end.resolve();
  });
});

Deno.test({
  ...needing(["postgresql"], "a worker starts before its database, and makes the tables then"),
  fn: async () => {
    await using server = await DebianServer.start();
    await server.down();
    await using db = database(postgres(`${server.address}/postgres`));
    const { job, work } = jobs(db);
    const done = Promise.withResolvers<string>();
    const note = job("note", { text: String }, ({ text }) => done.resolve(text));
    const worker = work();
    const log = await logged(async () => {
      const ended = worker.run();
      await rejects(async () => await note.later({ text: "away" }), { name: "ConnectionError" });
      await server.up();
      await note.later({ text: "hello" });
      deepStrictEqual(await done.promise, "hello");
      await worker.stop();
      await ended;
    });
    ok(String(log[0]).startsWith("Jobs wait: Cannot reach Postgres at 127.0.0.1:"), String(log));
  },
});

Deno.test("a worker notes whatever a job throws, also what throws when it is read", async () => {
  using db = database(":memory:");
  const { job, work, dead } = jobs(db);
  const trap = () => {
    throw new Error("trap");
  };
  const thrown: Record<string, unknown> = {
    bare: Object.create(null),
    number: Object.assign(new Error("x"), { stack: 5 }),
    proxy: new Proxy({}, { get: trap, getPrototypeOf: trap }),
    stack: Object.defineProperty(new Error("x"), "stack", { get: trap }),
    symbol: Symbol("x"),
    text: { toString: trap },
    undefined: undefined,
  };
  for (const [name, what] of Object.entries(thrown)) {
    const { later } = job(name, () => {
      throw what;
    }, { tries: 1 });
    later();
  }
  await logged(async () => {
    deepStrictEqual(await work().once(), { done: 0, failed: 7 });
  });
  const told = (await dead()).map(({ name, error }) => [name, error.split("\n")[0]]);
  const hidden = "TypeError: Cannot tell what the job threw: it throws in turn, expected an Error";
  deepStrictEqual(Object.fromEntries(told), {
    bare: hidden,
    number: "5",
    proxy: hidden,
    stack: hidden,
    symbol: "Symbol(x)",
    text: hidden,
    undefined: "undefined",
  });
});

/** Makes a database fail as if it was away, in statements that begin so, as long as `isAway` says. */
function failing(
  db: Database,
  start: string,
  isAway: () => boolean,
  error: Error = new ConnectionError("Cannot ask: away"),
): void {
  const q = db.q.bind(db) as typeof db.q;
  db.q = ((sql: string, args?: unknown) => {
    if (sql.trimStart().startsWith(start) && isAway()) {
      throw error;
    }
    return q(sql, args);
  }) as typeof db.q;
}

Deno.test("a worker says once that its database is away, and goes on when it is back", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  let done = 0, rounds = 0, isAway = true;
  failing(db, "select name, (select run_at", () => (rounds++, isAway));
  const note = job("note", () => void done++);
  const lines = await logged(async () => {
    const worker = work(), ended = worker.run();
    for (let n = 1; n <= 2; n++) {
      isAway = true;
      const before = rounds;
      await until(60, "three more rounds", () => {
        note.later({}, { key: "k" }); // Lets it look at once.
        return rounds >= before + 3;
      });
      isAway = false;
      await until(60, "the job", () => done === n);
      await until(60, "its end", () => db.q("select id from _jobs").length === 0);
    }
    await worker.stop();
    await ended;
  });
  deepStrictEqual(lines, Array(2).fill(["Jobs wait: Cannot ask: away"]));
});

Deno.test("a worker writes the end of a job down when its database is back", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  let failures = 1;
  failing(db, "delete from _jobs", () => failures-- > 0);
  let runs = 0;
  await job("note", () => void runs++).later();
  deepStrictEqual(await work().once(), { done: 1, failed: 0 });
  deepStrictEqual([runs, failures, db.q("select id from _jobs")], [1, -1, []]);
});

Deno.test("a worker aborts a job whose lease it can't make longer in time, so that it runs again", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  let isAway = true;
  failing(db, "update _jobs set run_at", () => isAway);
  failing(db, "delete from _jobs", () => isAway);
  const reasons: string[] = [];
  const slow = job("slow", async ({ signal, tries }) => {
    isAway = tries === 1;
    if (!isAway) return;
    await new Promise<void>((end) => signal.addEventListener("abort", () => end()));
    reasons.push(`${signal.reason}`);
  }, { lease: 0.2 });
  const id = slow.later();
  const lines = await logged(async () => {
    deepStrictEqual(await work().once(), { done: 1, failed: 1 });
  });
  deepStrictEqual(reasons, ["AbortError: The lease of the job was lost"]);
  deepStrictEqual(lines, [[`Job slow ${id}: its lease was lost, so it may run twice`]]);
});

Deno.test("a worker tells a fault of another kind, and goes on after it", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  let faults = 2, done = 0;
  const fault = new RangeError("no");
  failing(db, "select name, (select run_at", () => faults-- > 0, fault);
  const note = job("note", () => void done++);
  note.later();
  const lines = await logged(async () => {
    const worker = work(), ended = worker.run();
    await until(60, "the job", () => {
      note.later({}, { key: "k" }); // Lets it look at once.
      return done > 0;
    });
    await worker.stop();
    await ended;
  });
  deepStrictEqual([lines, faults < 0], [[[`Jobs wait: ${fault.stack}`]], true]);
});

Deno.test("a worker begins with each kind of job in turn, and takes no more than it has places for", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  let begun: string[] = [];
  const kinds = ["a", "b", "c"].map((name) => job(name, () => void begun.push(name)));
  const own = Math.random;
  try {
    for (const [random, order] of [[0, "aabbcc"], [0.4, "bbccaa"], [0.99, "ccaabb"]] as const) {
      for (let n = 0; n < 2; n++) for (const { later } of kinds) later();
      Math.random = () => random;
      begun = [];
      deepStrictEqual(await work({ concurrency: 6 }).once(), { done: 6, failed: 0 });
      strictEqual(begun.join(""), order);
    }
  } finally {
    Math.random = own;
  }
});

Deno.test("a worker says how often a job has failed, and when it is tried again", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  const error = new Error("no");
  const id = job("mail", () => {
    throw error;
  }, { tries: 3 }).later();
  const own = Math.random;
  const lines = await logged(async () => {
    try {
      Math.random = () => 0.5;
      for (let n = 0; n < 3; n++) {
        await work().once();
        db.q("update _jobs set run_at = 1 where run_at is not null");
      }
    } finally {
      Math.random = own;
    }
  });
  deepStrictEqual(lines, [
    [`Job mail ${id}: try 1 of 3 failed, the next is in 30 s`, error],
    [`Job mail ${id}: try 2 of 3 failed, the next is in 60 s`, error],
    [`Job mail ${id}: try 3 of 3 failed, it is dead`, error],
  ]);
});

Deno.test("a worker that is stopped gives back what runs, and a second stop() waits for the first", async () => {
  using db = database(":memory:");
  const { job, work } = jobs(db);
  const begun = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
  const slow = job("slow", () => (begun.resolve(), end.promise));
  const id = slow.later();
  const worker = work({ grace: 3600 }), run = worker.run();
  await begun.promise;
  const stops = [worker.stop(), worker.stop()];
  slow.later();
  end.resolve();
  await Promise.all([...stops, run]);
  // It took no other, and what ran was not given back.
  const kept = db.q<{ id: string; tries: number }>("select id, tries from _jobs");
  deepStrictEqual(kept.map(({ id: other, tries }) => [other === id, tries]), [[false, 0]]);
  const lines = await logged(() => worker.stop());
  deepStrictEqual(headsOf(lines), []);
});
