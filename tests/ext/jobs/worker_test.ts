import { deepStrictEqual, ok, rejects } from "node:assert";
import { jobs } from "../../../ext/jobs.ts";
import { toWait } from "../../../ext/jobs/worker.ts";
import { postgres } from "../../../ext/postgres.ts";
import { database } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
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
