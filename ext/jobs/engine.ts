/** What keeps jobs, so that workers of several processes can take them. */
import { DataError } from "../../lib/data/mod.ts";
import type { Maybe } from "../../types.ts";
import type { Duration } from "./time.ts";

/** The channel on which processes tell each other of new jobs. */
export const CHANNEL = "fasthtml_jobs";

/** The channel that tells of the progress of a job. */
export function toChannel(id: string): string {
  return `fasthtml_job_${id}`;
}

/** What a worker asks for. */
export interface Kind {
  readonly name: string;
  /** How long a job is held, in milliseconds. */
  readonly lease: number;
}

/** When a job is due, and its key. */
export interface NewJob {
  readonly data: string;
  readonly key: string | undefined;
  /** Milliseconds from now. */
  readonly wait: number;
  /** The time in milliseconds, in place of `wait`. */
  readonly at: number | undefined;
}

/** A job that a worker has taken. */
export interface Taken {
  readonly id: string;
  readonly data: string;
  /** How often it has been taken. */
  readonly tries: number;
  /** The milliseconds after it was due, where the engine knows. */
  readonly late?: number;
}

/** By what a worker holds a job: with another lease it is no longer its own. */
export interface Held {
  readonly name: string;
  readonly id: string;
  readonly lease: string;
  readonly tries: number;
}

/** How many jobs of a name there are. */
export interface QueueState {
  /** The name of the kind of job. */
  readonly name: string;
  /** How many are due, and wait for a worker. */
  readonly waiting: number;
  /** How many are due in the future, also for another try. */
  readonly later: number;
  /** How many a worker has, also one that was killed, until their lease is over. */
  readonly running: number;
  /** How many have failed too often. */
  readonly dead: number;
  /** Since when the one that waits longest is due; undefined if none waits. */
  readonly oldest: Date | undefined;
}

/** Which dead jobs are asked for. */
export interface DeadQuery {
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A job that has failed too often. */
export interface DeadRow {
  readonly id: string;
  readonly name: string;
  readonly data: string;
  readonly key: string | null;
  readonly tries: number;
  readonly error: string;
  readonly dead_at: number;
}

/** What is known of a job's progress. */
export interface ProgressRow {
  /** HTML. */
  readonly progress: string | null;
  readonly dead_at: number | null;
}

/** What keeps jobs. What it can't do for want of a connection is a `DataError`. */
export interface Engine {
  /** How often a worker asks for jobs that it is not told of. */
  readonly poll: Duration;
  /** Adds a job and returns its id; where one with its key waits or runs, that one's. */
  add(name: string, job: NewJob): Maybe<string>;
  /** Returns, for each kind that has jobs, the milliseconds until its next is due. */
  waits(kinds: readonly Kind[]): Promise<{ name: string; wait: number }[]>;
  /** Takes jobs that are due, for the length of a lease in milliseconds. */
  take(
    name: string,
    options: { count: number; lease: string; length: number },
  ): Maybe<Taken[]>;
  /** Ends a job that is done. Returns false, as the next four, where another has it by now. */
  done(held: Held): Promise<boolean>;
  /** Makes a lease longer. */
  extend(held: Held, length: number): Promise<boolean>;
  /** Notes that a try has failed, and when the next is due; without that, the job is dead. */
  fail(held: Held, error: string, wait: number | undefined): Promise<boolean>;
  /** Lets others have a job that this process can't finish, as if it had not been taken. */
  giveBack(held: Held): Promise<boolean>;
  /** Notes the progress of a job. */
  report(held: Held, html: string): Promise<boolean>;
  /** Returns the progress of a job, and whether it is dead; undefined for one that has ended. */
  progress(name: string, id: string): Promise<ProgressRow | undefined>;
  /** Counts the jobs of each name that has any. */
  counts(): Promise<QueueState[]>;
  /** Returns dead jobs, the last one first. */
  dead(query: DeadQuery): Promise<DeadRow[]>;
  /** Makes a dead job due, with all its tries. Returns false where it is not, or its key is taken. */
  retry(id: string, name: string): Promise<boolean>;
  /** Makes the dead jobs of a name due, one for each key that is free, and returns how many. */
  retryAll(name: string): Promise<number>;
  /** Removes a job that no worker has, and that is not dead. Returns false where it is not so. */
  cancel(id: string, name: string): Promise<boolean>;
  /** Removes a dead job. */
  drop(id: string, name: string): Promise<boolean>;
  /** Calls a function when another process tells of something on a channel, until the signal. */
  hear?(channel: string, told: () => void, signal: AbortSignal): Promise<void>;
  /** Lets go of what would keep the process alive. */
  rest?(): void;
}

/** The longest error that is kept, in characters. */
const MAX_ERROR = 10_000;

/** An error as it is kept. */
export function toKeptError(error: string): string {
  return toStorable(error).slice(0, MAX_ERROR);
}

/** Text without what Postgres can't hold. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Makes ids that are in the order in which this process made them, and can't be guessed. */
export class Ids {
  #last = "";

  /** Makes the next one. */
  next(): string {
    const time = Date.now().toString(36).padStart(9, "0");
    const count = this.#last.startsWith(time) ? parseInt(this.#last.slice(9), 36) + 1 : 0;
    this.#last = time + count.toString(36).padStart(4, "0");
    return this.#last + crypto.randomUUID().replaceAll("-", "").slice(0, 19);
  }
}

/** Lets an error of the engine pass, such as that it can't be reached, and no other. */
export function ignoreDataError(error: unknown): void {
  if (!(error instanceof DataError)) throw error;
}

/** Tells the developer. */
export function log(text: string, ...more: unknown[]): void {
  // deno-lint-ignore no-console -- there is no request whose log would have it
  console.error(text, ...more);
}
