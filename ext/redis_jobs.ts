/**
 * Durable background jobs and schedules in Redis, by BullMQ: `redisJobs("redis://localhost:6379")`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { Jobs } from "./jobs.ts";
import { JobBoard } from "./jobs/board.ts";
import { JobConnection } from "./redis/job_connection.ts";
import { RedisQueue } from "./redis/job_queue.ts";
import { RedisSchedules } from "./redis/job_schedules.ts";

/** Options of {@linkcode redisJobs}. */
export interface RedisJobsOptions {
  /** The beginning of all keys, if several applications share a server. Default: `fasthtml_jobs`. */
  prefix?: string;
}

/** Jobs in Redis. Close them where a program ends without its process, such as in a test. */
export interface RedisJobs extends Jobs<true>, AsyncDisposable {
  /** Closes the connections. The next job that is queued opens them again. */
  close(): void;
}

const checkOptions = makeOptionCheck<RedisJobsOptions>("keep jobs", { prefix: true });

/**
 * Keeps jobs in Redis 6.2 or later, in queues of BullMQ. Redis must keep its data when it restarts
 * (`appendonly yes`) and must not evict keys, or jobs are lost. While it can't be reached, `later()`
 * rejects with a ConnectionError, and workers wait. The connections are opened at first use, and
 * closed when the last worker stops.
 *
 * @example
 * ```ts
 * import { redisJobs } from "@fasthtml/fasthtml/ext/redis-jobs";
 *
 * const { job } = redisJobs("redis://localhost:6379"); // connects at first use
 * const sendMail = job("sendMail", { to: String }, ({ to }) => console.log(`To ${to}`));
 * ```
 */
export function redisJobs(url: string, options: RedisJobsOptions = {}): RedisJobs {
  checkOptions(options);
  const { prefix = "fasthtml_jobs" } = options;
  if (!/^[\w.:{}-]+$/.test(prefix)) {
    throw new TypeError(
      `Cannot keep jobs: prefix ${
        JSON.stringify(prefix)
      }, expected letters, digits, "_", "-", ".", ":"`,
    );
  }
  const redis = new JobConnection(url, prefix);
  const board = new JobBoard({
    engine: new RedisQueue(redis),
    schedules: new RedisSchedules(redis),
  });
  const close = () => redis.close();
  return {
    ...board as unknown as Jobs<true>,
    close,
    [Symbol.asyncDispose]: async () => await close(),
  };
}
