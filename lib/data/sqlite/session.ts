/** One SQLite connection that many requests share, with transactions that may await. */
import { AsyncLocalStorage } from "node:async_hooks";
import { isSame } from "../../same_value.ts";
import { attempt, type Maybe, then } from "../../maybe.ts";
import { ConflictError, ConstraintError, DataError, type Stored } from "../backend.ts";
import type { SqliteConnection, SqliteStatement } from "./connection.ts";

const MAX_STATEMENTS = 500;
const MAX_ATTEMPTS = 20;
const SQLITE_CONSTRAINT = 19;

// How long a transaction that awaits keeps other processes from writing. Measured beside one that
// awaits for 750 ms again and again: an insert of another process failed after 5 s without this, and
// takes 0.07 ms with it, 4 ms in a hundredth of the cases, 39 ms at most.
const HOLD_MS = 10;
/** A longer one is for a transaction that takes long to repeat: at most a tenth is spent on that. */
const HOLD_FACTOR = 10;

/** A transaction: the statements that it has run, and their results. */
interface Transaction {
  readonly log: { sql: string; values: Stored[]; method: Method<unknown>; result: unknown }[];
  savepoints: number;
  ended: boolean;
  /** Whether it gives way to other processes while it awaits. */
  yields: boolean;
}

/**
 * One connection, with its prepared statements and its transactions.
 * A transaction that awaits must not include what other requests run meanwhile, and SQLite has only
 * this connection. So if another request runs a statement, the waiting transaction is rolled back,
 * and replayed from its log at its own next statement. So it is when it has awaited for some time, as
 * other processes can't write meanwhile, and would wait for it with all their requests. If
 * a replayed result differs from the first one, its function runs again, and then gives way no more.
 */
export class SqliteSession {
  readonly #connection: SqliteConnection;
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #contexts = new AsyncLocalStorage<Transaction>();
  /** The transaction that the connection is in. */
  #active: Transaction | undefined;
  /** How many transactions are open. If none is, statements skip all of this. */
  #open = 0;
  #closed = false;
  /** Ends the time for which the active transaction may await. */
  #hold: ReturnType<typeof setTimeout> | undefined;
  /** The end of the last transaction that runs again. */
  #retries: Promise<unknown> = Promise.resolve();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  all(sql: string, values: Stored[]): Stored[][] {
    return this.#execute(sql, values, allOf);
  }

  first(sql: string, values: Stored[]): Stored[] | undefined {
    return this.#execute(sql, values, firstOf);
  }

  run(sql: string, values: Stored[] = []): number {
    return this.#execute(sql, values, runOf);
  }

  columns(sql: string): string[] {
    return this.#prepare(sql).columns();
  }

  /** Throws where a statement, or a trigger that it would run, names what does not exist. */
  compile(sql: string): void {
    try {
      this.#connection.prepare(sql);
    } catch (error) {
      throw this.#toDataError(error);
    }
  }

  /** The transaction that the caller is in. */
  get inTransaction(): boolean {
    return this.#current() !== undefined;
  }

  transaction<T>(fn: () => Maybe<T>): Maybe<T> {
    const outer = this.#current();
    return outer ? this.#savepoint(outer, fn) : this.#attempt(fn, 1);
  }

  /** Closes the connection. A second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#statements.clear();
    this.#connection.close();
  }

  #attempt<T>(fn: () => Maybe<T>, count: number): Maybe<T> {
    const transaction: Transaction = { log: [], savepoints: 0, ended: false, yields: false };
    const run = () => {
      this.#resume(transaction);
      const result = this.#contexts.run(transaction, fn);
      if (result instanceof Promise && count === 1 && this.#connection.path !== ":memory:") {
        transaction.yields = true;
        if (this.#active === transaction) this.#yieldAfter(HOLD_MS);
      }
      return result;
    };
    const commit = (value: T) => {
      this.#resume(transaction);
      this.#call("COMMIT", [], runOf);
      this.#release();
      this.#end(transaction);
      return value;
    };
    const fail = (error: unknown): Maybe<T> => {
      this.#end(transaction);
      if (!(error instanceof ConflictError) || count === MAX_ATTEMPTS) throw error;
      // It already has its turn in the queue, and waiting for the next turn would wait for itself.
      if (count > 1) return this.#attempt(fn, count + 1);
      // Repeated transactions run one after the other, or they would conflict for ever.
      const turn = this.#retries.then(() => this.#attempt(fn, count + 1));
      this.#retries = turn.then(() => {}, () => {});
      return turn;
    };
    this.#open++;
    return attempt(() => then(run(), commit), fail);
  }

  #end(transaction: Transaction): void {
    transaction.ended = true;
    this.#open--;
    if (this.#active === transaction) this.#suspend();
  }

  #savepoint<T>(outer: Transaction, fn: () => Maybe<T>): Maybe<T> {
    const name = `s${++outer.savepoints}`;
    this.run(`SAVEPOINT ${name}`);
    const rollBack = (error: unknown) => {
      this.run(`ROLLBACK TO ${name}`);
      throw error;
    };
    return then(attempt(fn, rollBack), (value) => {
      this.run(`RELEASE ${name}`);
      return value;
    });
  }

  #execute<T>(sql: string, values: Stored[], method: Method<T>): T {
    if (this.#open === 0) return this.#call(sql, values, method);
    const transaction = this.#current();
    this.#resume(transaction);
    const result = this.#call(sql, values, method);
    transaction?.log.push({ sql, values, method, result });
    return result;
  }

  #current(): Transaction | undefined {
    const transaction = this.#open > 0 ? this.#contexts.getStore() : undefined;
    return transaction?.ended ? undefined : transaction;
  }

  /** Brings the connection into this transaction, or out of any. */
  #resume(transaction: Transaction | undefined): void {
    if (this.#active === transaction) return;
    if (this.#active) this.#suspend();
    if (!transaction) return;
    this.#begin(transaction);
    this.#active = transaction;
    const start = transaction.yields ? performance.now() : 0;
    for (const { sql, values, method, result } of transaction.log) {
      if (isSame(this.#call(sql, values, method), result)) continue;
      this.#suspend();
      throw new ConflictError(
        "Cannot continue the transaction: another one changed what it had read, " +
          "expected the same rows",
      );
    }
    if (!transaction.yields) return;
    this.#yieldAfter(Math.max(HOLD_MS, (performance.now() - start) * HOLD_FACTOR));
  }

  #begin(transaction: Transaction): void {
    try {
      this.#call("BEGIN IMMEDIATE", [], runOf);
    } catch (error) {
      if (!transaction.yields || !/locked/.test(String(error))) throw error;
      throw new ConflictError(
        "Cannot continue the transaction: another process is writing, expected its end",
        { cause: error },
      );
    }
  }

  #yieldAfter(time: number): void {
    this.#hold = setTimeout(() => this.#suspend(), time);
    // The program may end before.
    this.#hold.unref();
  }

  #suspend(): void {
    this.#release();
    this.#call("ROLLBACK", [], runOf);
  }

  #release(): void {
    this.#active = undefined;
    if (this.#hold !== undefined) clearTimeout(this.#hold);
    this.#hold = undefined;
  }

  #call<T>(sql: string, values: Stored[], method: Method<T>): T {
    try {
      return method(this.#prepare(sql), values);
    } catch (error) {
      // A full disk ends SQLite's transaction by itself. The next statement replays it.
      if (!this.#connection.inTransaction) this.#release();
      throw this.#toDataError(error);
    }
  }

  #toDataError(error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof DataError) return error;
    const code = "errcode" in error ? Number(error.errcode) & 0xff : 0;
    if (code === SQLITE_CONSTRAINT || /constraint/i.test(error.message)) {
      return new ConstraintError(`Cannot run SQL: ${error.message}`, { cause: error });
    }
    // A full disk, a file that can't be written or is not SQLite's: the path helps most.
    const what = /disk|readonly|locked|malformed|not a database|unable to open/.test(error.message)
      ? `use the database ${this.#connection.path}`
      : "run SQL";
    return new DataError(`Cannot ${what}: ${error.message}`, { cause: error });
  }

  #prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    if (this.#statements.size >= MAX_STATEMENTS) {
      this.#statements.delete(this.#statements.keys().next().value!);
    }
    this.#statements.set(sql, statement);
    return statement;
  }
}

type Method<T> = (statement: SqliteStatement, values: Stored[]) => T;

function allOf(statement: SqliteStatement, values: Stored[]): Stored[][] {
  return statement.all(values);
}

function firstOf(statement: SqliteStatement, values: Stored[]): Stored[] | undefined {
  return statement.first(values);
}

function runOf(statement: SqliteStatement, values: Stored[]): number {
  return statement.run(values);
}
