/** The table of jobs, in SQLite and in Postgres. */
import { ConstraintError, type Database, Integer } from "../../lib/data/mod.ts";
import { optional } from "../../mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { countQueued } from "./counts.ts";
import {
  CHANNEL,
  type DeadQuery,
  type DeadRow,
  type Engine,
  type Held,
  Ids,
  type Kind,
  type NewJob,
  type ProgressRow,
  type QueueState,
  type Taken,
  toChannel,
  toKeptError,
  toStorable,
} from "./engine.ts";
import { toNow } from "./time.ts";

/** What is used here of `postgres()`. Its own type would bring its driver along. */
interface Listening {
  listen(
    channel: string,
    options: { missed: () => void; signal: AbortSignal },
  ): AsyncIterable<string>;
}

/** What is counted of a name. */
interface CountRow extends Omit<QueueState, "oldest"> {
  readonly oldest: number | null;
}

/** A job that is due. */
interface Late {
  readonly id: string;
  readonly late: number;
}

/** The names of jobs, each found by one step in the index: there are few, and many jobs. */
const NAMES = `with recursive found(it) as (select min(name) from _jobs union all
  select (select min(name) from _jobs where name > it) from found where it is not null)
  select it from found where it is not null`;

/**
 * The jobs of a database. `run_at` is also the end of a lease: a job that is taken is only due
 * later, so that the jobs of a killed process come back by themselves. It is null for a dead job.
 * `slot` is the key while the job is not dead, and unique among jobs of its name.
 */
export class Queue implements Engine {
  readonly poll: "5s" | "0.5s";
  readonly hear?: Engine["hear"];
  readonly #db: Database<boolean>;
  readonly #isPostgres: boolean;
  readonly #now: string;
  readonly #ids = new Ids();

  constructor(db: Database<boolean>) {
    this.#now = toNow(db.backend);
    this.#db = db;
    this.#isPostgres = db.backend.async;
    this.poll = this.#isPostgres ? "5s" : "0.5s";
    if (this.#isPostgres) this.hear = this.#hear;
    db.create("_jobs", {
      id: String,
      name: String,
      data: String,
      key: String,
      slot: String,
      run_at: Integer,
      tries: Integer,
      lease: String,
      error: String,
      progress: optional(String),
      dead_at: Integer,
      pk: "id",
    }, {
      // A version that has more columns adds them, while processes of an older one go on.
      transform: "add",
      notNull: ["name", "data", "tries"],
      // The lease is in it for `counts()`, which then reads no rows.
      indexes: [["name", "run_at", "id", "lease"], { columns: ["name", "slot"], unique: true }],
    });
  }

  /** Adds a job and returns its id; where one with its key waits or runs, that one's. */
  add(name: string, job: NewJob): Maybe<string> {
    const insert = `insert into _jobs (id, name, data, key, slot, run_at, tries)
      values (?, ?, ?, ?, ?, coalesce(?, ${this.#now} + ?), 0)
      on conflict (name, slot) do nothing returning id, name`;
    // NOTIFY is part of the transaction, so that nothing is told of a job that is rolled back.
    const sql = this.#isPostgres
      ? `with added as (${insert}) select id, pg_notify('${CHANNEL}', name) from added`
      : insert;
    const { data, key = null, wait, at = null } = job;
    const values = [this.#ids.next(), name, data, key, key, at, wait];
    return then(this.#query<{ id: string }>(sql, values), ([added]) => {
      if (added) {
        countQueued(name);
        return added.id;
      }
      const found = this.#query<{ id: string }>(
        "select id from _jobs where name = ? and slot = ?",
        [name, key],
      );
      // It may have ended meanwhile.
      return then(found, ([other]): Maybe<string> => other ? other.id : this.add(name, job));
    });
  }

  /** Returns, for each name that has jobs, the milliseconds until its next is due. */
  async waits(kinds: readonly Kind[]): Promise<{ name: string; wait: number }[]> {
    const rows = await this.#query<{ name: string; wait: number | null }>(
      `select name, (select run_at from _jobs where name = names.name and run_at > 0
          order by run_at limit 1) - ${this.#now} as wait
        from (${kinds.map(() => "select cast(? as text) as name").join(" union all ")}) as names`,
      kinds.map(({ name }) => name),
    );
    return rows.flatMap(({ name, wait }) => wait === null ? [] : [{ name, wait: Number(wait) }]);
  }

  /** Takes jobs that are due, for the length of a lease in milliseconds. */
  take(
    name: string,
    { count, lease, length }: { count: number; lease: string; length: number },
  ): Maybe<Taken[]> {
    const due = `select id, ${this.#now} - run_at as late from _jobs
      where name = ? and run_at <= ${this.#now} order by run_at, id limit ?`;
    const set = `set lease = ?, run_at = ${this.#now} + ?, tries = tries + 1`;
    const taken = this.#isPostgres
      // Materialized, as the plan of a subquery may run it again for each row, and take more.
      ? this.#query<Taken>(
        `with due as materialized (${due} for update skip locked)
          update _jobs ${set} from due where _jobs.id = due.id
          returning _jobs.id, data, tries, late`,
        [name, count, lease, length],
      )
      : then(
        this.#query<Late>(due, [name, count]),
        (due) => this.#takeThese(due, `update _jobs ${set}`, [lease, length]),
      );
    return then(taken, (rows) =>
      rows.map((row) => ({ ...row, late: Number(row.late) }))
        .sort((a, b) => a.id < b.id ? -1 : 1));
  }

  /** Takes those of some jobs that are still due: SQLite returns no value from before a change. */
  #takeThese(
    due: readonly Late[],
    update: string,
    values: readonly unknown[],
  ): Maybe<Taken[]> {
    const late = new Map(due.map(({ id, late }) => [id, late]));
    const taken = this.#query<Omit<Taken, "late">>(
      `${update} where id in (select value from json_each(?)) and run_at <= ${this.#now}
        returning id, data, tries`,
      [...values, JSON.stringify([...late.keys()])],
    );
    return then(taken, (rows) => rows.map((row) => ({ ...row, late: late.get(row.id)! })));
  }

  /** Ends a job that is done. Returns false where another worker has it by now. */
  done({ id, lease }: Held): Promise<boolean> {
    return this.#tell("delete from _jobs where id = ? and lease = ?", [id, lease]);
  }

  /** Makes a lease longer. */
  extend({ id, lease }: Held, length: number): Promise<boolean> {
    return this.#change(
      `update _jobs set run_at = ${this.#now} + ? where id = ? and lease = ?`,
      [length, id, lease],
    );
  }

  /** Notes that a try has failed, and when the next is due; without that, the job is dead. */
  fail({ id, lease }: Held, error: string, wait: number | undefined): Promise<boolean> {
    const text = toKeptError(error);
    return wait === undefined
      ? this.#tell(
        `update _jobs set lease = null, slot = null, run_at = null, error = ?,
          dead_at = ${this.#now} where id = ? and lease = ?`,
        [text, id, lease],
      )
      : this.#change(
        `update _jobs set lease = null, error = ?, run_at = ${this.#now} + ?
          where id = ? and lease = ?`,
        [text, wait, id, lease],
      );
  }

  /** Lets others have a job that this process can't finish, as if it had not been taken. */
  giveBack({ id, lease }: Held): Promise<boolean> {
    return this.#change(
      `update _jobs set lease = null, tries = tries - 1, run_at = ${this.#now}
        where id = ? and lease = ?`,
      [id, lease],
    );
  }

  /** Counts the jobs of each name that has any. */
  async counts(): Promise<QueueState[]> {
    const of = (what: string, where: string) =>
      `(select ${what} from _jobs where name = it and run_at ${where})`;
    const due = `<= ${this.#now}`, future = `> ${this.#now}`;
    const rows = await this.#query<CountRow>(
      `select it as name, ${of("count(*)", due)} as waiting, ${of("min(run_at)", due)} as oldest,
          ${of("count(*)", `${future} and lease is null`)} as later,
          ${of("count(*)", `${future} and lease is not null`)} as running,
          ${of("count(*)", "is null")} as dead
        from (${NAMES}) as names`,
      [],
    );
    return rows.map(({ oldest, ...row }) => ({
      ...row,
      oldest: oldest === null ? undefined : new Date(oldest),
    }));
  }

  /** Returns dead jobs, the last one first. */
  async dead({ name, id, limit, offset }: DeadQuery): Promise<DeadRow[]> {
    const wanted = { name, id };
    const set = (["name", "id"] as const).filter((column) => wanted[column] !== undefined);
    const from = set.length > 0
      ? `_jobs where ${set.map((column) => `${column} = ? and `).join("")}`
      : `(${NAMES}) as names join _jobs on name = it where `;
    // Ids are sorted, and then some rows read: each may be large.
    return await this.#query<DeadRow>(
      `select id, name, data, key, tries, error, dead_at from _jobs where id in
          (select id from ${from} run_at is null order by dead_at desc, id limit ? offset ?)
        order by dead_at desc, id`,
      [...set.map((column) => wanted[column]), limit, offset],
    );
  }

  /** Makes a dead job due, with all its tries. Returns false where it is not, or its key is taken. */
  async retry(id: string): Promise<boolean> {
    return await this.#change(
      `update _jobs set ${this.#retried}
        where id = ? and dead_at is not null and not exists (select 1 from _jobs as other
          where other.name = _jobs.name and other.slot = _jobs.key)`,
      [id],
    );
  }

  /** Makes the dead jobs of a name due, one for each key that is free, and returns how many. */
  async retryAll(name: string): Promise<number> {
    // With `dead_at`, as another process may have done the same in between, and a worker has the job.
    const sql = `update _jobs set ${this.#retried} where dead_at is not null and id in (
        select id from (select id, key, row_number() over (
          partition by key order by dead_at desc, id desc) as nth
          from _jobs where name = ? and run_at is null) as dead
        where key is null or nth = 1 and not exists (select 1 from _jobs as other
          where other.name = ? and other.slot = dead.key))
      returning id`;
    for (;;) {
      try {
        return (await this.#query(sql, [name, name])).length;
      } catch (error) {
        // Another job got one of the keys at the same moment: it is left out the next time.
        if (!(error instanceof ConstraintError)) throw error;
      }
    }
  }

  /** Removes a job that no worker has, and that is not dead: those of a killed worker are due. */
  cancel(id: string, name: string): Promise<boolean> {
    return this.#tell(
      `delete from _jobs where id = ? and name = ? and dead_at is null
        and (lease is null or run_at <= ${this.#now})`,
      [id, name],
    );
  }

  /** Removes a dead job. */
  drop(id: string): Promise<boolean> {
    return this.#change("delete from _jobs where id = ? and dead_at is not null", [id]);
  }

  /** Notes the progress of a job that is still held by this lease. */
  report({ id, lease }: Held, html: string): Promise<boolean> {
    const sql = "update _jobs set progress = ? where id = ? and lease = ?";
    return this.#tell(sql, [toStorable(html), id, lease]);
  }

  /** Returns the progress of a job, and whether it is dead; undefined for one that has ended. */
  async progress(name: string, id: string): Promise<ProgressRow | undefined> {
    const sql = "select progress, dead_at from _jobs where id = ? and name = ?";
    return (await this.#query<ProgressRow>(sql, [id, name]))[0];
  }

  /** Hears of what is told by NOTIFY. */
  async #hear(channel: string, told: () => void, signal: AbortSignal): Promise<void> {
    const postgres = this.#db.backend as unknown as Listening;
    for await (const _ of postgres.listen(channel, { missed: told, signal })) told();
  }

  /** Changes a job, and tells those who follow it. */
  async #tell(sql: string, values: readonly unknown[]): Promise<boolean> {
    if (!this.#isPostgres) return this.#change(sql, values);
    // Only where it has told of itself, as commits that notify wait for each other.
    const rows = await this.#query(
      `with changed as (${sql} returning id, progress) select id, case when progress is not null
        then pg_notify('${toChannel("")}' || id, '') end from changed`,
      values,
    );
    return rows.length > 0;
  }

  async #change(sql: string, values: readonly unknown[]): Promise<boolean> {
    return (await this.#query(`${sql} returning id`, values)).length > 0;
  }

  get #retried(): string {
    return `run_at = ${this.#now}, slot = key, tries = 0, dead_at = null`;
  }

  /** On Postgres, a table that could not be made at the start is made now. */
  #query<Row extends object>(sql: string, values: readonly unknown[]): Maybe<Row[]> {
    if (!this.#isPostgres) return this.#db.q<Row>(sql, values);
    return then(this.#db.table("_jobs"), () => this.#db.q<Row>(sql, values));
  }
}
