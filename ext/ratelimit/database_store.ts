/** Buckets in a table of SQLite or Postgres, for all processes that share the database. */
import { DataError } from "../../lib/data/mod.ts";
import { type Database, Float } from "../../mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { boundsAt, type Quota, type Taken, toTaken } from "./quota.ts";
import type { LimitStore } from "./types.ts";

/** The table. Names that begin so are not among `db.tables()`. */
const TABLE = "_limits";

/** How often full buckets are removed, in milliseconds, and how many at once. */
const SWEEP = 60_000, AT_ONCE = 1000;

/** A bucket as `take()` in quota.ts has it, in one statement; what is rejected writes nothing. */
const BASE = `CASE WHEN ${TABLE}.full_at < :now OR ${TABLE}.full_at > :odd THEN :now ` +
  `ELSE ${TABLE}.full_at END`;
const TAKE = `INSERT INTO ${TABLE} (key, full_at) VALUES (:key, :first) ` +
  `ON CONFLICT (key) DO UPDATE SET full_at = ${BASE} + :step WHERE ${BASE} + :step <= :most ` +
  "RETURNING full_at";
const GIVE = `UPDATE ${TABLE} SET full_at = full_at - :back WHERE key = :key RETURNING key`;
const READ = `SELECT full_at FROM ${TABLE} WHERE key = :key`;

/** The database's time, in milliseconds. */
const CLOCKS = {
  SQLite: "SELECT unixepoch('subsec') * 1000 AS now",
  Postgres: "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now",
} as const;

/** Milliseconds by which clocks may differ. */
const SKEW = 1000;

interface Row {
  full_at: number;
}

/** Keeps buckets in a table, and removes those that are full again. */
export class DatabaseStore implements LimitStore {
  readonly #db: Database<boolean>;
  readonly #remove: string;
  readonly #clock: string;
  #sweptAt = 0;
  /**
   * Milliseconds by which the database's clock is ahead of that of this process. It counts for all:
   * of two clocks that differ by more than a limit's time, each would find the bucket full again.
   */
  #ahead: number | undefined;

  /** Makes the table. Throws for a database that has no SQL. */
  constructor(db: Database<boolean>) {
    const { name } = db.backend;
    if (name !== "SQLite" && name !== "Postgres") {
      throw new TypeError(`Cannot keep limits: found ${name}, expected SQLite or Postgres`);
    }
    // Two processes that remove the same rows would wait for one another.
    const others = name === "Postgres" ? " FOR UPDATE SKIP LOCKED" : "";
    this.#remove = `DELETE FROM ${TABLE} WHERE key IN (SELECT key FROM ${TABLE} ` +
      `WHERE full_at < :now LIMIT ${AT_ONCE}${others}) RETURNING key`;
    this.#db = db;
    this.#clock = CLOCKS[name];
    db.create(TABLE, { key: String, full_at: Float, pk: "key" }, { indexes: ["full_at"] });
  }

  take(key: string, quota: Quota, time: number): Taken | Promise<Taken> {
    // A table that could not be made, as the server was away, is made now.
    const known = then(
      this.#db.table(TABLE) as Maybe<unknown>,
      () => this.#ahead ?? this.#compare(),
    );
    return then(known, (ahead) => this.#take(key, quota, time + ahead));
  }

  #take(key: string, quota: Quota, now: number): Maybe<Taken> {
    const { step, most, odd } = boundsAt(now, quota);
    const write = () =>
      this.#db.q<Row>(TAKE, { key, now, step, most, odd, first: now + step }) as Maybe<Row[]>;
    const read = () => this.#db.q<Row>(READ, { key }) as Maybe<Row[]>;
    const taken = then(write(), ([row]) => {
      if (row) return toTaken({ fullAt: row.full_at, ok: true }, now, quota);
      // Nothing was written: the bucket is empty, or was so a moment ago.
      return then(
        read(),
        ([row]) => toTaken({ fullAt: row?.full_at ?? now, ok: false }, now, quota),
      );
    });
    if (Math.abs(now - this.#sweptAt) >= SWEEP) this.#sweep(now);
    return taken;
  }

  giveBack(key: string, { count, seconds }: Quota, tokens: number): void | Promise<void> {
    const back = tokens * seconds * 1000 / count;
    return then(this.#db.q(GIVE, { key, back }) as Maybe<unknown[]>, () => {});
  }

  /** Compares the clocks. What is asked takes time, in which neither is known. */
  #compare(): Maybe<number> {
    const start = Date.now(), from = performance.now();
    return then(this.#db.q<{ now: number }>(this.#clock) as Maybe<{ now: number }[]>, ([row]) => {
      const taken = performance.now() - from, end = start + taken;
      // A clock that was set meanwhile is compared the next time.
      if (Math.abs(Date.now() - end) > SKEW) return this.#ahead ??= 0;
      const ahead = row!.now - (start + end) / 2;
      return this.#ahead = Math.abs(ahead) > SKEW + taken ? ahead : 0;
    });
  }

  /** Removes full buckets; if there are more, the next request goes on. */
  #sweep(now: number): void {
    this.#sweptAt = now;
    const removed = then(this.#db.q(this.#remove, { now }) as Maybe<unknown[]>, ({ length }) => {
      if (length === AT_ONCE) this.#sweptAt = 0;
    });
    if (removed instanceof Promise) removed.catch(rethrow);
    const compared = this.#compare();
    if (compared instanceof Promise) compared.catch(rethrow);
  }
}

/** A database that is away, or was closed meanwhile, is told of where a token is taken. */
function rethrow(error: unknown): void {
  if (!(error instanceof DataError)) throw error;
}
