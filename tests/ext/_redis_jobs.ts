import { type RedisJobs, redisJobs } from "../../ext/redis_jobs.ts";
import { database } from "../../mod.ts";
import { startRedis } from "../live/_brokers.ts";
import type { EngineCase } from "./_job_engines.ts";
import { redisKeep } from "./_job_keeps.ts";

export const REDIS: EngineCase = {
  name: "Redis, by BullMQ",
  needs: ["redis-server"],
  lacks: ["transactions", "one clock", "exact counts"],
  async start() {
    const server = await startRedis();
    let count = 0;
    return {
      create: () => Promise.resolve(`${server.url}#jobs${count++}`),
      open(source) {
        const board = openJobs(source), db = database(":memory:");
        return { board, db, close: () => (board.close(), db.close()) };
      },
      keep: (source) => redisKeep(...partsOf(source)),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

/** Opens the jobs of `<url>#<prefix>`. */
export function openJobs(source: string): RedisJobs {
  const [url, prefix] = partsOf(source);
  return redisJobs(url, { prefix });
}

export function partsOf(source: string): [url: string, prefix: string] {
  const [url, prefix] = source.split("#");
  return [url!, prefix!];
}
