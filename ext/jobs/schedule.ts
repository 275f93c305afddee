/** Times at which jobs are queued, each once for all processes. */
import { Cron } from "croner";
import { type Database, DataError, Integer } from "../../lib/data/mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { log } from "./engine.ts";
import { toNow } from "./time.ts";

/** One job, and when it is queued. */
interface Plan {
  readonly cron: Cron;
  /** What was declared, as text: when it changes, the next time is found anew. */
  readonly spec: string;
  readonly queue: () => Maybe<unknown>;
  /** The time that was found to be right last, and when. */
  checked?: { readonly next_at: number; readonly now: number };
}

/** When a schedule is due next. */
export interface ScheduleRow {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly next_at: number;
}

/** What was declared, beside that. */
export interface ToldSchedule extends ScheduleRow {
  readonly spec: string;
}

/** What keeps schedules for all processes. */
export interface ScheduleStore {
  /** Notes when a schedule is due; of one that is there, only where its `spec` has changed. */
  tell(row: ToldSchedule): Maybe<unknown>;
  /** Returns all schedules, also those of other processes. */
  all(): Maybe<ToldSchedule[]>;
  /** Returns when schedules are due, and the time by the clock that all processes share. */
  read(names: readonly string[]): Maybe<{ now: number; rows: ScheduleRow[] }>;
  /** Notes the next time and queues the job, if that was not done since `row` was read. */
  advance(row: ScheduleRow, nextAt: number, queue: () => Maybe<unknown>): Promise<void>;
  /** Removes a schedule, and returns whether it was there. */
  remove(name: string): Maybe<boolean>;
}

/** The schedules of an application. */
export class Schedules {
  readonly #store: ScheduleStore;
  readonly #plans = new Map<string, Plan>();
  #isKnown = false;

  constructor(store: ScheduleStore) {
    this.#store = store;
  }

  /** Adds a schedule. Throws a TypeError for a pattern without a next time, or an unknown zone. */
  add(name: string, pattern: string, zone: string, queue: Plan["queue"]): void {
    if (this.#plans.has(name)) {
      throw new TypeError(`Cannot schedule job "${name}": found a second time, expected one`);
    }
    const cron = toCron(name, pattern, zone);
    this.#plans.set(name, { cron, spec: `${pattern} ${zone}`, queue });
    this.#isKnown = false;
  }

  /** Queues what is due, and returns the milliseconds until the next. */
  async fire(): Promise<number> {
    if (this.#plans.size === 0) return Infinity;
    const names = [...this.#plans.keys()];
    let { now, rows } = await this.#store.read(names);
    // Another process may have removed one that is declared here.
    if (!this.#isKnown || rows.length < names.length) {
      await this.#tell(now);
      ({ now, rows } = await this.#store.read(names));
    }
    const next = rows.map((row) => this.#next(row, now));
    return Math.min(...await Promise.all(next)) - now;
  }

  /** Queues what is due, and returns when it is due next. */
  async #next(row: ScheduleRow, now: number): Promise<number> {
    const plan = this.#plans.get(row.name)!, { cron, queue, checked } = plan;
    const { next_at } = row;
    if (checked?.next_at === next_at && checked.now <= now && now < next_at) return next_at;
    const nextAt = toTime(cron, now);
    // A time that leaves out more than one is of a clock that was wrong then, or of another pattern.
    const isDue = next_at <= now, isWrong = next_at > toTime(cron, nextAt);
    if (isDue || isWrong) {
      try {
        await this.#store.advance(row, nextAt, isDue ? queue : () => {});
      } catch (error) {
        if (error instanceof DataError) throw error;
        log(`Schedule ${row.name}: its job can't be queued, and waits for the next time`, error);
        await this.#store.advance(row, nextAt, () => {});
      }
      return nextAt;
    }
    plan.checked = { next_at, now };
    return next_at;
  }

  /** Returns what is written down, and what no worker of this process has written down yet. */
  async states(): Promise<{ name: string; pattern: string; zone: string; next: Date }[]> {
    const rows = await this.#store.all();
    const known = new Map([...this.#plans].map(([name, { cron, spec }]) => {
      return [name, { spec, next: () => toNext(cron, Date.now())! }];
    }));
    for (const { name, spec, next_at } of rows) {
      known.set(name, { spec, next: () => new Date(next_at) });
    }
    return [...known].map(([name, { spec, next }]) => {
      const at = spec.lastIndexOf(" "); // Zones have no spaces.
      return { name, pattern: spec.slice(0, at), zone: spec.slice(at + 1), next: next() };
    });
  }

  /** Removes what is written down, and returns whether it was. */
  async drop(name: string): Promise<boolean> {
    return await this.#store.remove(name);
  }

  /** Writes down what was declared. A time that was missed stays: it is then due at once. */
  async #tell(now: number): Promise<void> {
    for (const [name, { cron, spec }] of this.#plans) {
      await this.#store.tell({ name, spec, next_at: toTime(cron, now) });
    }
    this.#isKnown = true;
  }
}

/** Schedules in a database. Who changes a row queues the job, in the same transaction. */
export class ScheduleTable implements ScheduleStore {
  readonly #db: Database<boolean>;
  readonly #now: string;

  constructor(db: Database<boolean>) {
    this.#db = db;
    this.#now = toNow(db.backend);
    db.create("_schedules", { name: String, spec: String, next_at: Integer, pk: "name" }, {
      notNull: ["spec", "next_at"],
    });
  }

  tell({ name, spec, next_at }: ToldSchedule): Maybe<unknown> {
    return this.#query(
      `insert into _schedules (name, spec, next_at) values (?, ?, ?)
        on conflict (name) do update set spec = excluded.spec, next_at = excluded.next_at
        where _schedules.spec <> excluded.spec`,
      [name, spec, next_at],
    );
  }

  all(): Maybe<ToldSchedule[]> {
    return this.#query("select name, spec, next_at from _schedules", []);
  }

  read(names: readonly string[]): Maybe<{ now: number; rows: ScheduleRow[] }> {
    const read = this.#query<{ now: number; name: string | null; next_at: number }>(
      `select ${this.#now} as now, name, next_at from (select 1 as one) as clock
        left join _schedules on name in (${names.map(() => "?").join()})`,
      names,
    );
    return then(read, (all) => ({
      now: Number(all[0]!.now),
      rows: all.flatMap(({ name, next_at }) =>
        name === null ? [] : [{ name, next_at: Number(next_at) }]
      ),
    }));
  }

  async advance(
    { name, next_at }: ScheduleRow,
    nextAt: number,
    queue: () => Maybe<unknown>,
  ): Promise<void> {
    await this.#db.transaction(() => {
      const changed = this.#db.q(
        "update _schedules set next_at = ? where name = ? and next_at = ? returning name",
        [nextAt, name, next_at],
      );
      return then(changed, ({ length }) => length > 0 ? queue() : undefined);
    });
  }

  remove(name: string): Maybe<boolean> {
    const removed = this.#query("delete from _schedules where name = ? returning name", [name]);
    return then(removed, ({ length }) => length > 0);
  }

  #query<Row extends object>(sql: string, values: readonly unknown[]): Maybe<Row[]> {
    return then(this.#db.table("_schedules"), () => this.#db.q<Row>(sql, values));
  }
}

function toCron(name: string, pattern: string, timezone: string): Cron {
  let why = "it never comes";
  try {
    const cron = new Cron(pattern, { paused: true, timezone });
    if (toNext(cron, Date.now())) {
      if (!hasEnd(pattern)) return cron;
      why = "it comes to an end";
    }
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw new TypeError(
    `Cannot schedule job "${name}": "${pattern}" in zone "${timezone}" (${why}), ` +
      'expected a cron pattern such as "0 6 * * *" and a zone such as "Europe/Berlin"',
  );
}

/** Whether it is a date, or has years: a program with a time that is over could not start again. */
function hasEnd(pattern: string): boolean {
  const [first = "", ...more] = pattern.trim().split(/\s+/);
  return more.length === 0 && !first.startsWith("@") || more.length === 6 && more[5] !== "*";
}

/** The next time of a pattern that has no end. */
function toTime(cron: Cron, after: number): number {
  return toNext(cron, after)!.getTime();
}

function toNext(cron: Cron, after: number): Date | null {
  return cron.nextRun(new Date(after));
}
