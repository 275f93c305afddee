/** What is told of jobs: how many each queue has, what is due when, and what is dead. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { ConstraintError, NotFoundError } from "../../lib/data/mod.ts";
import type { Engine, QueueState } from "./engine.ts";

/** When a job is queued by a schedule. */
export interface ScheduleState {
  /** The name of the kind of job. */
  readonly name: string;
  /** The cron pattern. */
  readonly pattern: string;
  /** The time zone of the pattern. */
  readonly zone: string;
  /** When it is queued next. In the past, no process with this schedule has been running since. */
  readonly next: Date;
}

/** A job that has failed too often. */
export interface DeadJob {
  /** Its id. */
  readonly id: string;
  /** The name of its kind. */
  readonly name: string;
  /** What it was given, as JSON; the text itself where another program has put none there. */
  readonly data: unknown;
  /** Its key, if it has one. */
  readonly key: string | undefined;
  /** How often it was tried. */
  readonly tries: number;
  /** The last error. */
  readonly error: string;
  /** When it failed for the last time. */
  readonly at: Date;
  /**
   * Queues it again, with all its tries. Rejects with a ConstraintError while another job has its
   * key, and with a NotFoundError if it is not dead any more.
   */
  retry(): Promise<void>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** Which dead jobs are returned. */
export interface DeadOptions {
  /** Those of this name. Default: all. */
  name?: string;
  /** The one with this id, if it is dead. */
  id?: string;
  /** How many at most. Default: 100. */
  limit?: number;
  /** How many are left out before the first. Default: 0. */
  offset?: number;
}

/** What is told of jobs, and what can be done about those that are dead. */
export interface JobsOverview {
  /** Returns how many jobs there are, by name: of what is declared here or is in the database. */
  queues(): Promise<QueueState[]>;
  /** Returns the schedules by name, also those of other processes. */
  schedules(): Promise<ScheduleState[]>;
  /** Returns the jobs that have failed too often, the last one first. */
  dead(options?: DeadOptions): Promise<DeadJob[]>;
  /**
   * Queues the dead jobs of a name again, with all their tries, and returns how many. Of those that
   * share a key it is the last, and none while another job has that key.
   */
  retryAll(name: string): Promise<number>;
  /**
   * Removes a schedule, such as one that was renamed, and resolves with whether it was there. A
   * worker that has it declared writes it down again.
   */
  dropSchedule(name: string): Promise<boolean>;
}

const checkDead = makeOptionCheck<DeadOptions>("list dead jobs", {
  name: true,
  id: true,
  limit: true,
  offset: true,
});

/** What an overview is made of. */
export interface OverviewSetup {
  readonly engine: Engine;
  readonly schedules: {
    states(): Promise<ScheduleState[]>;
    drop(name: string): Promise<boolean>;
  };
  /** The names that are declared in this process. */
  readonly names: () => Iterable<string>;
  /** Lets workers of this process look at once. */
  readonly ring: () => void;
}

/** Makes an overview. Its functions are arrows, as programs take them out of it. */
export function toOverview({ engine, schedules, names, ring }: OverviewSetup): JobsOverview {
  const retry = async (id: string, name: string) => {
    if (await engine.retry(id, name)) return ring();
    if ((await engine.dead({ id, name, limit: 1, offset: 0 })).length > 0) {
      throw new ConstraintError(`Cannot retry job ${id}: another has its key, expected none`);
    }
    throw new NotFoundError(`Cannot retry job ${id}: not dead any more, expected a dead one`);
  };
  return {
    queues: async () => {
      const none: QueueState[] = [...names()].map((name) => ({ name, ...NONE }));
      const found = new Map(none.map((state) => [state.name, state]));
      for (const state of await engine.counts()) found.set(state.name, state);
      return [...found.values()].sort(byName);
    },
    schedules: async () => (await schedules.states()).sort(byName),
    dead: async (options = {}) => {
      checkDead(options);
      const { limit = 100, offset = 0, ...which } = options;
      checkWhole("limit", limit, 1);
      checkWhole("offset", offset, 0);
      const rows = await engine.dead({ ...which, limit, offset });
      return rows.map(({ data, key, dead_at, ...row }) => ({
        ...row,
        data: toValue(data),
        key: key ?? undefined,
        at: new Date(dead_at),
        retry: () => retry(row.id, row.name),
        drop: async () => void await engine.drop(row.id, row.name),
      }));
    },
    retryAll: async (name) => {
      const count = await engine.retryAll(name);
      if (count > 0) ring();
      return count;
    },
    dropSchedule: (name) => schedules.drop(name),
  };
}

const NONE = { waiting: 0, later: 0, running: 0, dead: 0, oldest: undefined };

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new TypeError(
    `Cannot list dead jobs: ${name} is ${value}, expected a whole number from ${least} on`,
  );
}

/** Reads JSON: one row that has none must not keep the others from being seen, and dropped. */
function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}
