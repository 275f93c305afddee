import { deepStrictEqual, strictEqual } from "node:assert";
import { jobs, UnrecoverableError } from "../../../ext/jobs.ts";
import { postgres } from "../../../ext/postgres.ts";
import { database } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { DebianServer } from "../postgres_servers.ts";

Deno.test({
  ...needing(["postgresql"], "retryAll() leaves out what others do at the same moment"),
  async fn() {
    await using server = await DebianServer.start();
    await server.run("CREATE DATABASE queues");
    await using db = database(postgres(`${server.address}/queues`, { max: 4 }));
    const { job, dead, retryAll, work } = jobs(db);
    let isBroken = true;
    const runs: number[] = [];
    const fails = job("fails", { n: Number }, ({ n }) => {
      if (isBroken) throw new UnrecoverableError("no");
      runs.push(n);
    });
    /** Runs `retryAll()`, which waits for what a transaction has done, and goes on after that. */
    const beside = async (act: () => unknown) => {
      const acted = Promise.withResolvers<void>(), commit = Promise.withResolvers<void>();
      const other = db.transaction(async () => {
        await act();
        acted.resolve();
        await commit.promise;
      });
      await acted.promise;
      const retried = retryAll("fails");
      const locks = () => server.run("select 1 from pg_locks where not granted");
      await until(60, "the wait for the other", async () => (await locks()).length > 0);
      commit.resolve();
      await other;
      return await retried;
    };
    const ids = [await fails.later({ n: 0 }), await fails.later({ n: 1 }, { key: "k" })];
    await logged(() => work().once());
    // Another job gets the key.
    strictEqual(await beside(() => fails.later({ n: 2 }, { key: "k" })), 1);
    deepStrictEqual((await dead()).map(({ id }) => id), [ids[1]]);
    // Another process retries it, and a worker has it by now.
    isBroken = false;
    await work().once();
    const [one] = await dead();
    strictEqual(await beside(() => one.retry()), 0);
    await work().once();
    deepStrictEqual([runs.toSorted(), await dead()], [[0, 1, 2], []]);
  },
});

Deno.test("retry() and retryAll() let workers of the process look at once", async () => {
  using db = database(":memory:");
  const { job, dead, retryAll, work } = jobs(db);
  const runs: number[] = [];
  const { later } = job("fails", ({ tries }) => {
    runs.push(tries);
    if (runs.length < 3) throw new UnrecoverableError("no");
  });
  const worker = work({ poll: 3600 }), ended = worker.run();
  await logged(async () => {
    try {
      later();
      await until(60, "the death", async () => (await dead()).length === 1);
      strictEqual(await retryAll("fails"), 1);
      await until(60, "the second run", () => runs.length === 2);
      await until(60, "the second death", async () => (await dead()).length === 1);
      await (await dead())[0]!.retry();
      await until(60, "the third run", () => runs.length === 3);
    } finally {
      await worker.stop();
    }
  });
  await ended;
  deepStrictEqual([runs, await dead()], [[1, 1, 1], []]);
});

Deno.test("dead() lists a job whose data is no JSON, and lets it be dropped", async () => {
  using db = database(":memory:");
  const { job, dead, work } = jobs(db);
  job("note", { n: Number }, () => {}, { tries: 1 });
  db.q("insert into _jobs (id, name, data, run_at, tries) values ('a', 'note', '{', 1, 0)");
  await logged(() => work().once());
  const [broken] = await dead();
  deepStrictEqual([broken?.id, broken?.data], ["a", "{"]);
  await broken!.drop();
  deepStrictEqual(await dead(), []);
});
