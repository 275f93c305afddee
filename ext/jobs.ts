/**
 * Durable background jobs and schedules, in a table of the database.
 *
 * @example
 * ```ts
 * import { database } from "@fasthtml/fasthtml";
 * import { jobs } from "@fasthtml/fasthtml/ext/jobs";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { job, work } = jobs(database(":memory:"));
 * const sent: string[] = [];
 * const sendMail = job("sendMail", { to: String }, ({ to }) => void sent.push(to));
 *
 * sendMail.later({ to: "ann@example.com" });
 * await work().once();
 * deepStrictEqual(sent, ["ann@example.com"]);
 * ```
 *
 * @module
 */
import type { Database } from "../mod.ts";
import { JobBoard } from "./jobs/board.ts";
import { Queue } from "./jobs/queue.ts";
import { ScheduleTable } from "./jobs/schedule.ts";
import type { Jobs } from "./jobs/types.ts";

export { UnrecoverableError } from "./jobs/unrecoverable.ts";
export type { JobData, JobValue, OmissibleParam } from "./jobs/params.ts";
export type { DeadJob, DeadOptions, JobsOverview, ScheduleState } from "./jobs/overview.ts";
export type { QueueState } from "./jobs/engine.ts";
export type { Duration } from "./jobs/time.ts";
export type {
  EveryOptions,
  Job,
  JobContext,
  JobOptions,
  Jobs,
  JobWorker,
  LaterOptions,
  WorkOptions,
} from "./jobs/types.ts";

/** Keeps jobs in the tables `_jobs` and `_schedules` of a SQLite or Postgres database. */
export function jobs<Async extends boolean>(db: Database<Async>): Jobs<Async> {
  const own = db as unknown as Database<boolean>;
  const board = new JobBoard({ engine: new Queue(own), schedules: new ScheduleTable(own) });
  return board as unknown as Jobs<Async>;
}
