/** An adapter from `node:sqlite` to better-sqlite3. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { CREATE, PRAGMAS } from "./todos.ts";

interface ArrayStatement extends StatementSync {
  setReturnArrays(enabled: boolean): void;
}

/** `node:sqlite` with the interface of better-sqlite3, which drizzle and kysely use. */
export class BetterSqlite3 {
  readonly #db: DatabaseSync;

  constructor(path: string, sql = `${PRAGMAS}; ${CREATE}`) {
    this.#db = new DatabaseSync(path);
    this.#db.exec(sql);
  }

  prepare(sql: string): Statement {
    return new Statement(this.#db.prepare(sql) as ArrayStatement);
  }

  /** Like better-sqlite3's: returns a function that runs another in a transaction. */
  transaction<T>(fn: (...args: unknown[]) => T): Record<string, (...args: unknown[]) => T> {
    const run = (...args: unknown[]) => {
      this.#db.exec("BEGIN");
      const value = fn(...args);
      this.#db.exec("COMMIT");
      return value;
    };
    return { deferred: run, immediate: run, exclusive: run };
  }

  close(): void {
    this.#db.close();
  }
}

class Statement {
  readonly reader = true;
  readonly #statement: ArrayStatement;

  constructor(statement: ArrayStatement) {
    this.#statement = statement;
  }

  raw(): this {
    this.#statement.setReturnArrays(true);
    return this;
  }

  all(...values: unknown[]): unknown[] {
    return this.#statement.all(...values.flat() as SQLInputValue[]);
  }

  get(...values: unknown[]): unknown {
    return this.#statement.get(...values.flat() as SQLInputValue[]);
  }

  run(...values: unknown[]): unknown {
    return this.#statement.run(...values.flat() as SQLInputValue[]);
  }

  iterate(...values: unknown[]): Iterable<unknown> {
    return this.#statement.iterate(...values.flat() as SQLInputValue[]);
  }
}
