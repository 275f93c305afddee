import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Queue } from "bullmq";
import { UnrecoverableError } from "../../../ext/jobs.ts";
import { JobConnection } from "../../../ext/redis/job_connection.ts";
import { RedisQueue } from "../../../ext/redis/job_queue.ts";
import { redisJobs } from "../../../ext/redis_jobs.ts";
import { logged } from "../../http/_app.ts";
import { until } from "../../_within.ts";
import { connect, testRedis } from "../_redis.ts";

testRedis("redisJobs() keeps the key of a dead job that is tried again", async (server) => {
  await using jobs = redisJobs(server.url);
  await using client = await connect(server.url);
  let isBroken = true;
  const fails = jobs.job("fails", () => {
    if (isBroken) throw new UnrecoverableError("no");
  });
  const id = await fails.later({}, { key: "k" });
  await logged(() => jobs.work().once());
  // A process was killed when it had taken the key: that is free again by itself.
  const slot = "fasthtml_jobs:fails:de:k";
  await client.set(slot, id, { PX: 1 });
  await until(60, "the key", async () => await client.exists(slot) === 0);
  const [dead] = await jobs.dead();
  await dead!.retry();
  deepStrictEqual([await client.get(slot), await client.pTTL(slot)], [id, -1]);
  strictEqual(await fails.later({}, { key: "k" }), id);
  isBroken = false;
  deepStrictEqual(await jobs.work().once(), { done: 1, failed: 0 });
  strictEqual(await client.exists(slot), 0);
});

testRedis("redisJobs() tells how many jobs each queue has", async (server) => {
  await using jobs = redisJobs(server.url);
  const gate = Promise.withResolvers<void>(), begun = Promise.withResolvers<void>();
  const none = { waiting: 0, later: 0, running: 0, dead: 0, oldest: undefined };
  deepStrictEqual(await jobs.queues(), []);
  const a = jobs.job("a", () => {
    throw new UnrecoverableError("no");
  });
  const b = jobs.job("b:%", () => (begun.resolve(), gate.promise));
  const c = jobs.job("c", () => {});
  const like = jobs.job("b%%", () => {}); // Redis's keys have no ":" of a name, and no "%" for it.
  await logged(async () => {
    await a.later();
    await jobs.work().once();
    await a.later({}, { in: "1h" });
    await b.later();
    const run = jobs.work().once();
    await begun.promise;
    await like.later({}, { in: "1h" });
    for (const at of [1000, 2000]) await c.later({}, { at: new Date(at) });
    deepStrictEqual(await jobs.queues(), [
      { ...none, name: "a", later: 1, dead: 1 },
      { ...none, name: "b%%", later: 1 },
      { ...none, name: "b:%", running: 1 },
      { ...none, name: "c", waiting: 2, oldest: new Date(1000) },
    ]);
    gate.resolve();
    await run;
  });
});

testRedis(
  "redisJobs() runs what a program adds to BullMQ's queue, and shows it what is dead",
  async (server) => {
    await using connection = await connect(server.url);
    await using jobs = redisJobs(server.url, { prefix: "shop" });
    const seen: string[] = [];
    jobs.job("mail", { to: String }, ({ to, tries }) => {
      seen.push(`${to} ${tries}`);
      if (to === "bad") throw new UnrecoverableError("550 no such mailbox");
    });
    const queue = new Queue("mail", { connection, prefix: "shop" });
    await queue.add("mail", { to: "ann" });
    await queue.add("mail", { to: "bad" });
    await queue.add("mail", { to: 5 }, { delay: 1 });
    const log = await logged(async () => {
      const worker = jobs.work({ poll: 0.1 });
      const run = worker.run();
      await until(60, "the first two", () => seen.length === 2);
      await until(60, "the end", async () => (await queue.getJobCounts("failed")).failed === 1);
      const isTried = async () => (await queue.getDelayed())[0]?.attemptsStarted === 1;
      await until(60, "the first try of the third", isTried);
      await worker.stop();
      await run;
    });
    deepStrictEqual(seen, ["ann 1", "bad 1"]);
    match(String(log), /Cannot run job "mail": to is 5, expected text/);
    const [failed] = await queue.getFailed();
    deepStrictEqual(
      [failed!.data, failed!.failedReason, failed!.attemptsStarted, failed!.attemptsMade],
      [{ to: "bad" }, "UnrecoverableError: 550 no such mailbox", 1, 1],
    );
    deepStrictEqual((await jobs.dead()).map(({ name, data }) => ({ name, data })), [
      { name: "mail", data: { to: "bad" } },
    ]);
    await queue.close();
  },
);

testRedis(
  "redisJobs() leaves a queue alone that BullMQ has paused, and takes what has priority",
  async (server) => {
    await using connection = await connect(server.url);
    await using jobs = redisJobs(server.url);
    const seen: number[] = [];
    jobs.job("note", { n: Number }, ({ n }) => void seen.push(n));
    const queue = new Queue("note", { connection, prefix: "fasthtml_jobs" });
    await queue.pause();
    await queue.add("note", { n: 2 }, { priority: 5 });
    const engine = new RedisQueue(new JobConnection(server.url, "fasthtml_jobs"));
    const kinds = [{ name: "note", lease: 1000 }];
    const wait = async () => (await engine.waits(kinds))[0]!.wait;
    const take = () => engine.take("note", { count: 1, lease: "mine", length: 1000 });
    deepStrictEqual([await wait(), await take()], [0, []]);
    deepStrictEqual([await wait() > 0, await wait()], [true, 0]);
    strictEqual((await jobs.queues())[0]!.waiting, 1);
    await queue.resume();
    deepStrictEqual(await jobs.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(seen, [2]);
    engine.rest();
    await queue.close();
  },
);

testRedis("RedisQueue changes a job under its lease alone", async (server) => {
  const engine = new RedisQueue(new JobConnection(server.url, "fasthtml_jobs"));
  const id = await engine.add("a", { data: "{}", key: undefined, wait: 0, at: undefined });
  const take = async () =>
    (await engine.take("a", { count: 2, lease: "mine", length: 60_000 }))
      .map(({ late, ...taken }) => (strictEqual(late! >= 0, true), taken));
  deepStrictEqual(await take(), [{ id, data: "{}", tries: 1 }]);
  const mine = { name: "a", id, lease: "mine", tries: 1 };
  const changes = (held: typeof mine) => [
    () => engine.report(held, "half"),
    () => engine.extend(held, 60_000),
    () => engine.giveBack(held),
    () => engine.fail(held, "no", 1000),
    () => engine.fail(held, "no", undefined),
    () => engine.done(held),
  ];
  for (const other of [{ ...mine, lease: "of another" }, { ...mine, id: "0".repeat(32) }]) {
    for (const change of changes(other)) strictEqual(await change(), false, `${change}`);
  }
  deepStrictEqual(await engine.progress("a", id), { progress: null, dead_at: null });
  for (const change of changes(mine).slice(0, 3)) strictEqual(await change(), true, `${change}`);
  deepStrictEqual(await engine.progress("a", id), { progress: "half", dead_at: null });
  deepStrictEqual(await take(), [{ id, data: "{}", tries: 1 }]);
  strictEqual(await engine.done(mine), true);
  deepStrictEqual([await engine.progress("a", id), await engine.counts()], [undefined, []]);
  engine.rest();
});
