/** What jobs are declared, queued and run with. */
import type { Child, FastHTML } from "../../mod.ts";
import type { Declarations, ParamsOf, SseMessage, SyncOrAsync } from "../../types.ts";
import type { JobsOverview } from "./overview.ts";
import type { JobData } from "./params.ts";
import type { Duration } from "./time.ts";

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
   * Removes a job of this name that waits, also for another try, and frees its key. Resolves with
   * false for one that a worker has, or that has ended. Who follows it hears that it is `done`.
   */
  cancel(id: string): Promise<boolean>;
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
   * Postgres and Redis, which tell of them, `"5s"`.
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
