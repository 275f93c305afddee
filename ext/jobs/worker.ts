/** What runs jobs: takes those that are due, and gives back what it can't finish. */
import { setTimeout as delay } from "node:timers/promises";
import { DataError, inRequest } from "../../lib/data/mod.ts";
import { Bell } from "./bell.ts";
import { countBegin, countEnd, countRun, type Outcome } from "./counts.ts";
import {
  CHANNEL,
  type Engine,
  type Held,
  ignoreDataError,
  type Kind,
  log,
  type Taken,
} from "./engine.ts";
import type { Progress, Reporter } from "./progress.ts";
import type { Schedules } from "./schedule.ts";
import { UnrecoverableError } from "./unrecoverable.ts";

/** What a worker knows of a job. */
export interface Work extends Kind {
  /** How often it is tried. */
  readonly tries: number;
  /** Reads the data, and calls the handler. */
  readonly run: (
    taken: Taken,
    context: Pick<Reporter, "report"> & { signal: AbortSignal },
  ) => unknown;
}

/** The options of a worker, with their defaults. */
export interface WorkerSetup {
  readonly engine: Engine;
  readonly progress: Progress;
  readonly schedules: Schedules;
  readonly works: ReadonlyMap<string, Work>;
  readonly concurrency: number;
  /** Milliseconds, as `poll`. */
  readonly grace: number;
  readonly poll: number;
}

/** Milliseconds after which the database is asked again when it failed. */
const PAUSE = 1000;

/** Milliseconds that a job waits after its first failure; it doubles with each further one. */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 6 * 3_600_000;

/** A job that runs in this process. */
interface Running {
  readonly work: Work;
  readonly taken: Taken;
  readonly held: Held;
  readonly abort: AbortController;
  /** Resolves when it has ended, with whether it was done. */
  ended: Promise<boolean>;
  /** Whether it was given back. */
  isLeft: boolean;
}

/** A worker. It has one loop, which sleeps until something is due. */
export class WorkerLoop {
  readonly #setup: WorkerSetup;
  readonly #bell = new Bell();
  readonly #running = new Set<Running>();
  #stop = new AbortController();
  #loop: Promise<unknown> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(setup: WorkerSetup) {
    this.#setup = setup;
  }

  /** Looks at once whether something is due. */
  ring(): void {
    this.#bell.ring();
  }

  /** Begins to take jobs. A second call does nothing. */
  start(): void {
    if (this.#loop) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#loop = Promise.all([
      this.#takeAll(signal),
      this.#listen(signal),
    ]);
  }

  /**
   * Takes no more jobs, and waits for those that run. What has not ended after `grace` milliseconds
   * is aborted, and given back.
   */
  stop(): Promise<void> {
    return this.#stopping ??= this.#finish().finally(() => this.#stopping = undefined);
  }

  async #finish(): Promise<void> {
    const loop = this.#loop;
    if (!loop) return;
    this.#stop.abort();
    this.#bell.ring();
    const ended = async () => {
      await loop;
      await Promise.all([...this.#running].map(({ ended }) => ended));
    };
    const timer = new AbortController();
    await Promise.race([
      ended(),
      delay(this.#setup.grace, undefined, { signal: timer.signal }).catch(() => {}), // Ended.
    ]);
    timer.abort();
    await Promise.all([...this.#running].map((running) => this.#giveBack(running)));
    this.#loop = undefined;
  }

  /** The end of the loop. */
  get ended(): Promise<unknown> {
    return this.#loop ?? Promise.resolve();
  }

  /** Runs all that is due, also what these jobs queue, and returns how many were done and failed. */
  async once(): Promise<{ done: number; failed: number }> {
    const ends: Promise<boolean>[] = [];
    for (;;) {
      const { started } = await this.#round();
      ends.push(...started.map(({ ended }) => ended));
      const open = [...this.#running].map(({ ended }) => ended);
      if (open.length > 0) await Promise.race(open);
      else if (started.length === 0) break;
    }
    const all = await Promise.all(ends), done = all.filter((isDone) => isDone).length;
    return { done, failed: all.length - done };
  }

  async #takeAll(signal: AbortSignal): Promise<void> {
    const { poll } = this.#setup;
    let told = "";
    while (!signal.aborted) {
      let wait = poll;
      try {
        ({ wait } = await this.#round());
        told = "";
      } catch (error) {
        // Also for a fault of the program's: a server must not go on without its jobs, silently.
        const reason = error instanceof DataError ? error.message : toText(error);
        if (told !== reason) log(`Jobs wait: ${told = reason}`);
        wait = PAUSE;
      }
      await this.#bell.heard(Math.min(wait, poll));
    }
  }

  /** Hears of jobs that other processes have added. Without it, `poll` would find them. */
  async #listen(signal: AbortSignal): Promise<void> {
    const { engine } = this.#setup;
    if (!engine.hear) return;
    while (!signal.aborted) {
      try {
        // It ends when the worker stops, or the engine was closed.
        return await engine.hear(CHANNEL, () => this.#bell.ring(), signal);
      } catch (error) {
        ignoreDataError(error); // The other loop tells of it.
        await delay(PAUSE);
      }
    }
  }

  /** Starts what is due, and returns it, and the milliseconds after which to look again. */
  async #round(): Promise<{ started: Running[]; wait: number }> {
    const { engine, schedules, works, concurrency } = this.#setup;
    let wait = await schedules.fire();
    const started: Running[] = [];
    if (works.size === 0) return { started, wait };
    // From any of them on, so that none is always the last to get a place.
    for (const { name, wait: own } of rotated(await engine.waits([...works.values()]))) {
      wait = Math.min(wait, own);
      const count = concurrency - this.#running.size;
      if (own > 0 || count <= 0) continue;
      const work = works.get(name)!, lease = crypto.randomUUID();
      const taken = await engine.take(name, { count, lease, length: work.lease });
      started.push(...taken.map((one) => this.#begin(work, one, lease)));
    }
    // Without a free place, the end of a job is what to wait for.
    return { started, wait: this.#running.size < concurrency ? Math.max(wait, 0) : Infinity };
  }

  #begin(work: Work, taken: Taken, lease: string): Running {
    const abort = new AbortController(), ended = Promise.resolve(false);
    const held = { name: work.name, id: taken.id, lease, tries: taken.tries };
    const running: Running = { work, taken, held, abort, ended, isLeft: false };
    this.#running.add(running);
    running.ended = this.#run(running).finally(() => {
      this.#running.delete(running);
      this.#bell.ring();
    });
    return running;
  }

  async #giveBack(running: Running): Promise<void> {
    const { work, taken, held, abort } = running;
    this.#running.delete(running);
    running.isLeft = true;
    abort.abort(new DOMException("The worker stops", "AbortError"));
    try {
      if (!await this.#setup.engine.giveBack(held)) return;
      log(`Job ${work.name} ${taken.id}: given back, as its worker stops`);
    } catch (error) {
      ignoreDataError(error); // It comes back when its lease is over.
    }
  }

  async #run(running: Running): Promise<boolean> {
    const { work, taken, held, abort } = running;
    const { engine, progress } = this.#setup;
    const end = this.#keepLease(running);
    let outcome: Outcome = "given_back";
    countBegin(work.name, taken.late);
    try {
      let failure: unknown, isDone = false;
      // One that ended its process, or lost its lease, each time.
      if (taken.tries > work.tries) failure = "The worker ended, or lost the lease, at each try";
      else {
        const start = performance.now();
        try {
          await using reporter = progress.reporter(held);
          const context = { signal: abort.signal, report: reporter.report };
          // What `xtra` narrows in it is narrowed for this job alone.
          await inRequest(taken, () => work.run(taken, context));
          isDone = true;
        } catch (error) {
          isDone = false; // It may be a report that failed.
          failure = toFailure(error);
        }
        countRun(work.name, start, isDone ? undefined : { error: failure });
      }
      if (running.isLeft) return false;
      const isLast = taken.tries >= work.tries || failure instanceof UnrecoverableError;
      const wait = isLast ? undefined : toWait(taken.tries);
      if (!isDone) logFailure(running, failure, wait);
      const isKept = await this.#persist(
        running,
        () => isDone ? engine.done(held) : engine.fail(held, toText(failure), wait),
      );
      if (isKept) outcome = isDone ? "done" : isLast ? "dead" : "failed";
      else if (!running.isLeft) {
        outcome = "lost";
        log(`Job ${work.name} ${taken.id}: its lease was lost, so it may run twice`);
      }
      progress.ring(taken.id);
      return isDone && isKept;
    } finally {
      end();
      countEnd(work.name, outcome);
    }
  }

  /** Makes the lease longer until the function that it returns is called; aborts when it is lost. */
  #keepLease({ work, held, abort }: Running): () => void {
    let last = performance.now();
    const lose = () => abort.abort(new DOMException("The lease of the job was lost", "AbortError"));
    const timer = setInterval(async () => {
      try {
        if (!await this.#setup.engine.extend(held, work.lease)) return lose();
        last = performance.now();
      } catch (error) {
        if (abort.signal.aborted) return;
        ignoreDataError(error); // Others may have the job once the lease is over.
        if (performance.now() - last > work.lease) lose();
      }
    }, work.lease / 3);
    const end = () => clearInterval(timer);
    // Its handler may go on all the same, and the database be closed by then.
    abort.signal.addEventListener("abort", end);
    return end;
  }

  /** Writes the end of a job down, and tries again while the database is away and the lease lasts. */
  async #persist(running: Running, write: () => Promise<boolean>): Promise<boolean> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        ignoreDataError(error); // The loop tells of it.
        if (running.abort.signal.aborted) return false;
        await delay(PAUSE);
      }
    }
  }
}

/** Milliseconds until the next try: they double, and differ, so that not all come back at once. */
export function toWait(failures: number): number {
  const wait = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}

/** What was thrown, or why it can't be told: reading it may throw, and no worker may end by that. */
function toFailure(thrown: unknown): unknown {
  try {
    toText(thrown);
    return thrown;
  } catch (error) {
    return new TypeError("Cannot tell what the job threw: it throws in turn, expected an Error", {
      cause: error,
    });
  }
}

function toText(error: unknown): string {
  return String(error instanceof Error ? error.stack ?? error : error);
}

function rotated<T>(list: readonly T[]): T[] {
  const start = Math.floor(Math.random() * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

function logFailure({ work, taken }: Running, error: unknown, wait: number | undefined): void {
  const next = wait === undefined ? "it is dead" : `the next is in ${Math.round(wait / 1000)} s`;
  log(`Job ${work.name} ${taken.id}: try ${taken.tries} of ${work.tries} failed, ${next}`, error);
}
