import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { type RedisJobs, redisJobs } from "../../../ext/redis_jobs.ts";
import { logged } from "../../http/_app.ts";
import { until, within } from "../../_within.ts";
import { redisKeep } from "../_job_keeps.ts";
import { startWorker, testJobProcesses } from "../_job_processes.ts";
import { testRedis } from "../_redis.ts";
import { openJobs, partsOf, REDIS } from "../_redis_jobs.ts";

testJobProcesses(REDIS);

testRedis(
  "redisJobs() loses none of 1,000 when Redis is killed and started again",
  async (server) => {
    await using jobs = redisJobs(server.url);
    const runs: number[] = [];
    const half = Promise.withResolvers<void>(), goOn = Promise.withResolvers<void>();
    const step = jobs.job("step", { n: Number }, async ({ n }) => {
      runs.push(n);
      if (runs.length !== 500) return;
      half.resolve();
      await goOn.promise;
    }, { lease: 2 });
    for (let n = 0; n < 1000; n++) await step.later({ n });
    const worker = jobs.work();
    const log = await logged(async () => {
      const ended = worker.run();
      await within(60, "half of it", half.promise);
      await server.crash();
      goOn.resolve(); // It is done while this can't be written down.
      await rejects(step.later({ n: -1 }), { name: "ConnectionError" });
      await server.start();
      await until(120, "all jobs", async () => await countOf(jobs) === 0);
      await worker.stop();
      await ended;
    });
    deepStrictEqual(
      [...new Set(runs)].sort((a, b) => a - b),
      Array.from({ length: 1000 }, (_, n) => n),
    );
    ok(log.some(([line]) => String(line).startsWith("Redis: the connection is lost")), String(log));
  },
);

testRedis("redisJobs() loses none of 1,000 when a process and Redis are killed", async (server) => {
  const source = `${server.url}#both`;
  await using jobs = openJobs(source);
  await using keep = await redisKeep(...partsOf(source));
  const step = jobs.job("step", { n: Number }, () => {});
  for (let n = 0; n < 1000; n++) await step.later({ n });
  await using one = startWorker(source);
  await using two = startWorker(source);
  await logged(async () => {
    const holder = async () => (await keep.ran()).find(({ n }) => n === 0)?.pid;
    await until(60, "the first job", async () => await holder() !== undefined);
    (await holder() === one.pid ? one : two).kill("SIGKILL");
    await server.crash();
    await server.start();
    await until(120, "all jobs", async () => {
      // Those that failed as they could not note that they ran.
      await keep.makeDue().catch(() => {});
      return await countOf(jobs) === 0;
    });
  });
  strictEqual(new Set((await keep.ran()).map(({ n }) => n)).size, 1000);
  deepStrictEqual(await jobs.dead(), []);
});

async function countOf({ queues }: RedisJobs): Promise<number> {
  try {
    const all = await queues();
    return all.reduce((sum, { waiting, later, running }) => sum + waiting + later + running, 0);
  } catch (error) {
    strictEqual((error as Error).name, "ConnectionError");
    return NaN;
  }
}
