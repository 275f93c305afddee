import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { JobConnection } from "../../../ext/redis/job_connection.ts";
import { RedisSchedules } from "../../../ext/redis/job_schedules.ts";
import { redisJobs } from "../../../ext/redis_jobs.ts";
import { redisKeep } from "../_job_keeps.ts";
import { connect, testRedis } from "../_redis.ts";

testRedis(
  "redisJobs() queues what is scheduled once for a hundred at once, also after a killed one",
  async (server) => {
    await using keep = await redisKeep(server.url, "fasthtml_jobs");
    await using client = await connect(server.url);
    const all = Array.from({ length: 20 }, () => redisJobs(server.url));
    let runs = 0;
    const works = all.map(({ job, every, work }) => {
      every("0 6 * * *", job("digest", () => void runs++));
      return work();
    });
    const fire = () => Promise.all(works.map((work) => work.once()));
    await fire();
    for (let day = 1; day <= 5; day++) {
      await keep.setNexts((next) => next - 2 * 86_400_000);
      await fire();
      await fire();
      strictEqual(runs, day);
    }
    // A process was killed after it had taken the lock: another goes on when that is over.
    const lock = "fasthtml_jobs:schedules%digest";
    await client.set(lock, "of a killed process");
    await keep.setNexts((next) => next - 2 * 86_400_000);
    await fire();
    strictEqual(runs, 5);
    await client.del(lock);
    await fire();
    strictEqual(runs, 6);
    strictEqual(await client.exists(lock), 0);
    for (const jobs of all) jobs.close();
  },
);

testRedis(
  "RedisSchedules.advance() queues nothing for a time that another has taken",
  async (server) => {
    await using client = await connect(server.url);
    const redis = new JobConnection(server.url, "test"), schedules = new RedisSchedules(redis);
    const lock = "test:schedules%digest", spec = "0 6 * * * UTC";
    let queued = 0;
    const row = { name: "digest", next_at: 5 };
    await schedules.tell({ ...row, spec });
    await schedules.tell({ ...row, next_at: 9, spec }); // Told already.
    const times = async () => (await schedules.all()).map(({ next_at }) => next_at);
    await schedules.advance(row, 6, () => queued++);
    await schedules.advance(row, 7, () => queued++); // Of a process that has read it before.
    deepStrictEqual([queued, await times()], [1, [6]]);
    // The time is kept when the job can't be queued, or when that took so long that the lock is lost.
    const six = { name: "digest", next_at: 6 };
    await rejects(schedules.advance(six, 7, () => Promise.reject(new Error("no"))), {
      message: "no",
    });
    deepStrictEqual([await times(), await client.exists(lock)], [[6], 0]);
    await schedules.advance(six, 7, () => client.set(lock, "of another"));
    deepStrictEqual([await times(), await client.get(lock)], [[6], "of another"]);
    deepStrictEqual(await schedules.all(), [{ ...six, spec }]);
    redis.close();
  },
);

testRedis(
  "redisJobs() has schedules and queues of names that Redis's keys have, too",
  async (server) => {
    await using keep = await redisKeep(server.url, "fasthtml_jobs");
    const jobs = redisJobs(server.url), ran: string[] = [];
    const schedules = jobs.job("schedules", () => void ran.push("schedules"));
    for (const name of ["wait", "active", "meta", "id", "delayed"]) {
      jobs.every("@daily", jobs.job(name, () => void ran.push(name)));
    }
    const { once } = jobs.work();
    await once();
    await keep.setNexts((next) => next - 2 * 86_400_000);
    await schedules.later();
    deepStrictEqual(await once(), { done: 6, failed: 0 });
    deepStrictEqual(ran.toSorted(), ["active", "delayed", "id", "meta", "schedules", "wait"]);
    jobs.close();
  },
);
