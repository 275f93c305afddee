import { strictEqual } from "node:assert";
import { redisJobs } from "../../ext/redis_jobs.ts";
import { testJobs } from "./_jobs.ts";
import { testRedis } from "./_redis.ts";
import { REDIS } from "./_redis_jobs.ts";

testJobs(REDIS);

testRedis(
  "redisJobs() has one job of a key for a hundred at once, of several processes",
  async (server) => {
    await using one = redisJobs(server.url);
    await using two = redisJobs(server.url);
    const kinds = [one, two].map(({ job }) => job("a", () => {}));
    const all = Array.from({ length: 100 }, (_, n) => kinds[n % 2]!.later({}, { key: "k" }));
    strictEqual(new Set(await Promise.all(all)).size, 1);
    const works = [one, two].map(({ work }) => work().once());
    strictEqual((await Promise.all(works)).reduce((sum, { done }) => sum + done, 0), 1);
  },
);
