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
import { makeOptionCheck } from "../lib/option_check.ts";
import type { Child, Database, FastHTML } from "../mod.ts";
import type { Declarations, Maybe, ParamsOf, SseMessage, SyncOrAsync } from "../types.ts";
import {
  type DeadJob,
  type DeadOptions,
  type JobsOverview,
  type QueueState,
  type ScheduleState,
  toOverview,
} from "./jobs/overview.ts";
import { type JobData, type JobValue, type OmissibleParam, Params } from "./jobs/params.ts";
import { Progress } from "./jobs/progress.ts";
import { Queue } from "./jobs/queue.ts";
import { Schedules } from "./jobs/schedule.ts";
import { type Duration, toMs } from "./jobs/time.ts";
import { UnrecoverableError, type Work, WorkerLoop } from "./jobs/worker.ts";
import { then } from "./maybe.ts";

export { UnrecoverableError };
export type { DeadJob, DeadOptions, JobsOverview, QueueState, ScheduleState };
export type { Duration, JobData, JobValue, OmissibleParam };

/** What a job's handler is told beside its parameters. */
export interface JobContext {
  /** The job's id, the same for each try: a key for what must not be done twice. */
  readonly id: string;
  /** How often it has been begun, this time included. */
  readonly tries: number;
  /** Aborted when the worker stops, or when another may have the job. */
  readonly signal: AbortSignal;
  /** Shows how far it is to those who follow its {@linkcode Job.progress}. */
  report(content: Child): void;
}

/** Options of a job. */
export interface JobOptions {
  /** How often it is tried before it is dead. Default: 5. */
  tries?: number;
  /**
   * How long others leave a job alone whose process has ended; while it runs, the lease is made
   * longer. Default: `"1m"`.
   */
  lease?: Duration;
}

/** When a job is due, and whether there may be another. */
export interface LaterOptions {
  /** How long it waits at least. Default: not at all. */
  in?: Duration;
  /** The time before which it does not run. */
  at?: Date;
  /** While a job of this key waits or runs, no other is queued. */
  key?: string;
}

/** A kind of job. */
export interface Job<D, Async extends boolean = boolean> {
  /** Its name, which is in the database. */
  readonly name: string;
  /**
   * Queues a job and returns its id. In a transaction it is queued if that is committed. Where one
   * of its key waits or runs, that one's id is returned.
   */
  later(
    ...args: Record<never, never> extends JobData<D> ? [data?: JobData<D>, options?: LaterOptions]
      : [data: JobData<D>, options?: LaterOptions]
  ): SyncOrAsync<string, Async>;
  /**
   * Yields what a job last reported, for an `EventStream` in any process. After its end, an event
   * `end` says `done` or `dead`. Any job of this name may be followed by its id.
   */
  progress(id: string): AsyncIterable<SseMessage>;
}

/** Options of a schedule. */
export interface EveryOptions {
  /** The time zone of the pattern. Default: `"UTC"`. */
  zone?: string;
}

/** Options of a worker. */
export interface WorkOptions {
  /** How many jobs it runs at once. Default: 10. */
  concurrency?: number;
  /** How long jobs get to finish when it stops; `serve()` waits for 5 seconds. Default: `"4s"`. */
  grace?: Duration;
  /**
   * How often the database is asked for jobs that another process has queued. Default: `"0.5s"`; on
   * Postgres, which tells of them, `"5s"`.
   */
  poll?: Duration;
}

/** What runs jobs. */
export interface JobWorker {
  /** Runs jobs while the application runs. */
  with(app: FastHTML): void;
  /** Runs jobs until the process is told to end by SIGINT or SIGTERM, or until `stop()`. */
  run(): Promise<void>;
  /** Takes no more jobs, and gives back those that do not end in time. */
  stop(): Promise<void>;
  /** Runs all that is due, also what these jobs queue: for tests. */
  once(): Promise<{ done: number; failed: number }>;
}

/** The jobs of a database. */
export interface Jobs<Async extends boolean = boolean> extends JobsOverview {
  /** Declares a kind of job, with its parameters as those of a route. */
  job<const D extends Declarations>(
    name: string,
    declarations: D,
    handler: (context: JobContext & ParamsOf<"", D>) => unknown,
    options?: JobOptions,
  ): Job<D, Async>;
  /** Declares a kind of job without parameters. */
  job(
    name: string,
    handler: (context: JobContext) => unknown,
    options?: JobOptions,
  ): Job<Record<never, never>, Async>;
  /**
   * Queues a job at the times of a cron pattern, such as `"0 6 * * *"`, once for all processes. While
   * the last one waits or runs, no other is queued; of times that were missed, one is made up for.
   */
  every(
    pattern: string,
    job: { readonly name: string; later(data?: undefined, options?: LaterOptions): unknown },
    options?: EveryOptions,
  ): void;
  /** Makes a worker, which runs the kinds of jobs that are declared here. */
  work(options?: WorkOptions): JobWorker;
}

const checkJob = makeOptionCheck<JobOptions>("declare a job", { tries: true, lease: true });
const checkLater = makeOptionCheck<LaterOptions>("queue a job", { in: true, at: true, key: true });
const checkEvery = makeOptionCheck<EveryOptions>("schedule a job", { zone: true });
const checkWork = makeOptionCheck<WorkOptions>("make a worker", {
  concurrency: true,
  grace: true,
  poll: true,
});

/** Parameters of jobs have none of these names. */
const CONTEXT: readonly (keyof JobContext)[] = ["id", "tries", "signal", "report"];

/** Names are in an index, and in messages of Postgres. */
const MAX_NAME = 200;

/** Keeps jobs in the tables `_jobs` and `_schedules` of a SQLite or Postgres database. */
export function jobs<Async extends boolean>(db: Database<Async>): Jobs<Async> {
  return new JobBoard(db as unknown as Database<boolean>) as unknown as Jobs<Async>;
}

type Handler = (context: JobContext & Record<string, unknown>) => unknown;

class JobBoard implements Jobs {
  readonly #queue: Queue;
  readonly #progress: Progress;
  readonly #schedules: Schedules;
  readonly #works = new Map<string, Work>();
  readonly #workers = new Set<WorkerLoop>();
  readonly queues: JobsOverview["queues"];
  readonly schedules: JobsOverview["schedules"];
  readonly dead: JobsOverview["dead"];
  readonly retryAll: JobsOverview["retryAll"];

  constructor(db: Database<boolean>) {
    this.#queue = new Queue(db);
    this.#progress = new Progress(this.#queue);
    this.#schedules = new Schedules(db);
    const { queues, schedules, dead, retryAll } = toOverview({
      queue: this.#queue,
      schedules: this.#schedules,
      names: () => this.#works.keys(),
      ring: () => this.#ring(),
    });
    this.queues = queues;
    this.schedules = schedules;
    this.dead = dead;
    this.retryAll = retryAll;
  }

  // Arrows, as programs take them out of the object.
  readonly job = (
    name: string,
    given: Declarations | Handler,
    ...more: [Handler | JobOptions | undefined, JobOptions?]
  ): Job<Record<string, never>> => {
    const [declarations, handler, options = {}] = typeof given === "function"
      ? [{}, given, more[0] as JobOptions | undefined]
      : [given, more[0] as Handler, more[1]];
    checkJob(options);
    const { tries = 5, lease = "1m" } = options;
    if (name === "" || name.length > MAX_NAME) {
      throw new TypeError(
        `Cannot declare job "${name}": ${name.length} characters, expected 1 to ${MAX_NAME}`,
      );
    }
    if (this.#works.has(name)) {
      throw new TypeError(`Cannot declare job "${name}": found a second one, expected one`);
    }
    if (!Number.isInteger(tries) || tries < 1) {
      throw new TypeError(
        `Cannot declare job "${name}": tries is ${tries}, expected a whole number from 1 on`,
      );
    }
    const params = new Params(declarations, name, CONTEXT);
    const run: Work["run"] = ({ id, tries, data }, context) =>
      handler({ ...params.read(data), id, tries, ...context });
    this.#works.set(name, { name, tries, lease: toMs(lease, `lease of job "${name}"`), run });
    return {
      name,
      later: (data = {}, options = {}) => this.#later(name, params.write(data), options),
      progress: (id) => this.#progress.follow(name, id),
    };
  };

  readonly every = (
    pattern: string,
    job: { readonly name: string; later(data?: undefined, options?: LaterOptions): unknown },
    options: EveryOptions = {},
  ): void => {
    checkEvery(options);
    const key = "every", { zone = "UTC" } = options;
    this.#schedules.add(
      job.name,
      pattern,
      zone,
      () => job.later(undefined, { key }) as Maybe<unknown>,
    );
  };

  readonly work = (options: WorkOptions = {}): JobWorker => {
    checkWork(options);
    const { concurrency = 10, grace = "4s", poll } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new TypeError(
        `Cannot make a worker: concurrency is ${concurrency}, expected a whole number from 1 on`,
      );
    }
    const own = poll ?? (this.#queue.isPostgres ? "5s" : "0.5s");
    const worker = new WorkerLoop({
      queue: this.#queue,
      progress: this.#progress,
      schedules: this.#schedules,
      works: this.#works,
      concurrency,
      grace: toMs(grace, "grace of a worker"),
      poll: toMs(own, "poll of a worker"),
    });
    const start = () => {
      this.#workers.add(worker);
      worker.start();
    };
    const stop = async () => {
      this.#workers.delete(worker);
      await worker.stop();
    };
    return {
      with: (app) => {
        app.onEvent("startup", start);
        app.onEvent("shutdown", stop);
      },
      run: async () => {
        const end = () => void stop();
        for (const signal of SIGNALS) Deno.addSignalListener(signal, end);
        start();
        await worker.ended;
        // A second signal ends the process at once.
        for (const signal of SIGNALS) Deno.removeSignalListener(signal, end);
        await stop();
      },
      stop,
      once: () => worker.once(),
    };
  };

  #later(name: string, data: string, options: LaterOptions): Maybe<string> {
    checkLater(options);
    const { in: wait = 0, at, key } = options;
    if (at !== undefined && Number.isNaN(at.getTime())) {
      throw new TypeError(
        `Cannot queue job "${name}": at is an invalid Date, expected a valid one`,
      );
    }
    const added = this.#queue.add(name, {
      data,
      key,
      wait: toMs(wait, `in of job "${name}"`),
      at: at && Math.max(at.getTime(), 1),
    });
    return then(added, (id) => {
      this.#ring();
      return id;
    });
  }

  /** Workers of this process look at once. Those of others hear of it on Postgres. */
  #ring(): void {
    for (const worker of this.#workers) worker.ring();
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
