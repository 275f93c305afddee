import { deepStrictEqual, ok, rejects, throws } from "node:assert";
import { JobConnection } from "../../../ext/redis/job_connection.ts";
import { redisJobs } from "../../../ext/redis_jobs.ts";
import { fastApp } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
import { until, within } from "../../_within.ts";
import { connect, testRedis } from "../_redis.ts";

testRedis(
  "redisJobs() rejects what is queued while Redis is away, and queues when it is back",
  async (server) => {
    const { host } = new URL(server.url);
    await using jobs = redisJobs(server.url);
    const away = {
      name: "ConnectionError",
      message: `Cannot reach Redis at ${host}: the connection is lost, expected an open one`,
    };
    const note = jobs.job("note", () => {});
    await logged(async () => {
      await server.stop();
      await rejects(within(30, "an error", note.later()), away);
      await server.start();
      await until(60, "a job", () => note.later().then(() => true, () => false));
      await server.crash();
      await rejects(within(30, "an error", note.later()), away);
      await server.start();
      await until(60, "a second job", () => note.later().then(() => true, () => false));
      // It takes messages, and says nothing.
      await server.freeze();
      const late = Array.from({ length: 100 }, () => note.later());
      for (const one of late) await rejects(within(30, "an error", one), away);
      await rejects(jobs.dead(), away);
      await server.crash();
      await server.start();
      await until(60, "a connection", () => note.later().then(() => true, () => false));
      // The same, while more and more is queued.
      await server.freeze();
      const failed: unknown[] = [];
      await until(30, "an error", () => {
        note.later().catch((error) => failed.push(error));
        return failed.length > 0;
      });
      await rejects(() => Promise.reject(failed[0]), away);
      await server.crash();
      await server.start();
      await until(60, "a connection", () => note.later().then(() => true, () => false));
    });
    // Those that Redis had kept, and that of the last line.
    ok((await jobs.work().once()).done >= 3);
  },
);

testRedis(
  "redisJobs() keeps applications apart by their prefix, and closes with the last worker",
  async (server) => {
    await using one = redisJobs(server.url, { prefix: "one" });
    await using two = redisJobs(server.url, { prefix: "two" });
    await using client = await connect(server.url);
    const runs: string[] = [];
    const [first, second] = [one, two].map(({ job }, n) => job("a", () => void runs.push(`${n}`)));
    await first!.later();
    deepStrictEqual([await two.work().once(), runs], [{ done: 0, failed: 0 }, []]);
    const { app } = fastApp();
    one.work().with(app);
    two.work().with(app);
    await app.start();
    await second!.later();
    await until(60, "both", () => runs.length === 2);
    await app.close();
    const clients = async () => (await client.clientList()).length;
    await until(60, "the end of the connections", async () => await clients() === 1);
  },
);

testRedis(
  "JobConnection.subscribe() tells of what may have been missed, until it is closed",
  async (server) => {
    const redis = new JobConnection(server.url, "test");
    let told = 0;
    await logged(async () => {
      const ended = redis.subscribe("news", () => told++, new AbortController().signal);
      await until(60, "a message", async () => {
        await redis.run(({ client }) => client.publish("news", ""));
        return told > 0;
      });
      await server.crash();
      const before = told;
      await server.start();
      await until(60, "the connection", () => told > before);
      redis.close();
      await within(60, "the end", ended);
    });
  },
);

Deno.test("redisJobs() rejects what is no URL of Redis, and no prefix", () => {
  for (const url of ["", "localhost:6379", "http://localhost", "redis://"]) {
    throws(() => redisJobs(url), {
      name: "TypeError",
      message:
        'Cannot keep jobs: found no URL of Redis, expected one such as "redis://localhost:6379"',
    });
  }
  for (const prefix of ["", "a b", "ä"]) {
    throws(() => redisJobs("redis://localhost", { prefix }), {
      name: "TypeError",
      message: `Cannot keep jobs: prefix "${prefix}", expected letters, digits, "_", "-", ".", ":"`,
    });
  }
});
