/** Jobs over an engine: how they are declared, queued, run and looked at. */
import { show } from "../../lib/data/backend.ts";
import { makeOptionCheck } from "../../lib/option_check.ts";
import type { Declarations, Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { type Engine, toStorable } from "./engine.ts";
import { type JobsOverview, toOverview } from "./overview.ts";
import { Params } from "./params.ts";
import { Progress } from "./progress.ts";
import { Schedules, type ScheduleStore } from "./schedule.ts";
import { toMs } from "./time.ts";
import type {
  EveryOptions,
  Job,
  JobContext,
  JobOptions,
  Jobs,
  JobWorker,
  LaterOptions,
  WorkOptions,
} from "./types.ts";
import { type Work, WorkerLoop } from "./worker.ts";

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

/** Names are in an index, as keys, and in messages of Postgres: together 2,704 bytes at most. */
const MAX_NAME = 200, MAX_KEY = 500;

type Handler = (context: JobContext & Record<string, unknown>) => unknown;

/** What a board is made of. */
interface Setup {
  readonly engine: Engine;
  readonly schedules: ScheduleStore;
}

/** The jobs of one engine. */
export class JobBoard implements Jobs {
  readonly #engine: Engine;
  readonly #progress: Progress;
  readonly #schedules: Schedules;
  readonly #works = new Map<string, Work>();
  readonly #workers = new Set<WorkerLoop>();
  readonly queues: JobsOverview["queues"];
  readonly schedules: JobsOverview["schedules"];
  readonly dead: JobsOverview["dead"];
  readonly retryAll: JobsOverview["retryAll"];
  readonly dropSchedule: JobsOverview["dropSchedule"];

  constructor({ engine, schedules: store }: Setup) {
    this.#engine = engine;
    this.#progress = new Progress(engine);
    this.#schedules = new Schedules(store);
    const { queues, schedules, dead, retryAll, dropSchedule } = toOverview({
      engine,
      schedules: this.#schedules,
      names: () => this.#works.keys(),
      ring: () => this.#ring(),
    });
    this.queues = queues;
    this.schedules = schedules;
    this.dead = dead;
    this.retryAll = retryAll;
    this.dropSchedule = dropSchedule;
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
    checkText(name, MAX_NAME, `declare job "${name}"`);
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
      cancel: async (id) => {
        const isCancelled = await this.#engine.cancel(id, name);
        if (isCancelled) this.#progress.ring(id);
        return isCancelled;
      },
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
    const { concurrency = 10, grace = "4s", poll = this.#engine.poll } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new TypeError(
        `Cannot make a worker: concurrency is ${concurrency}, expected a whole number from 1 on`,
      );
    }
    const worker = new WorkerLoop({
      engine: this.#engine,
      progress: this.#progress,
      schedules: this.#schedules,
      works: this.#works,
      concurrency,
      grace: toMs(grace, "grace of a worker"),
      poll: toMs(poll, "poll of a worker"),
    });
    const start = () => {
      this.#workers.add(worker);
      worker.start();
    };
    const stop = async () => {
      await worker.stop();
      this.#workers.delete(worker);
      if (this.#workers.size === 0) this.#engine.rest?.();
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
    if (key !== undefined) checkText(key, MAX_KEY, `queue job "${name}"`, "key");
    const added = this.#engine.add(name, {
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

  /** Workers of this process look at once. Those of others hear of it where the engine tells them. */
  #ring(): void {
    for (const worker of this.#workers) worker.ring();
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Throws for a text that some engine can't hold, or would give back as another. */
function checkText(text: string, most: number, doing: string, what = "its name"): void {
  if (typeof text !== "string" || toStorable(text) !== text) {
    throw new TypeError(
      `Cannot ${doing}: ${what} is ${
        show(text)
      }, expected a text without NUL or half a surrogate pair`,
    );
  }
  if (text !== "" && text.length <= most) return;
  throw new TypeError(
    `Cannot ${doing}: ${what} has ${text.length} characters, expected 1 to ${most}`,
  );
}
