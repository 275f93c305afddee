/** The Postgres backend. */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import {
  type AnyRow,
  type Codec,
  type ColumnKind,
  ConflictError,
  ConnectionError,
  ConstraintError,
  DataError,
  type NewRows,
  type Query,
  quote,
  show,
  SqlStore,
  type SqlText,
  type Store,
  type Stored,
  type TableChange,
  type TableShape,
  toCreateIndexes,
  toCreateTable,
  toObjects,
  toSqlText,
  ValueError,
} from "../../lib/data/backend.ts";
import { CODECS, describe, DIALECT } from "./schema.ts";
import { transform } from "./transform.ts";
import {
  type Driver,
  type Result,
  RolledBackError,
  type RunQuery,
  type TransactionOptions,
} from "./wire.ts";

const MAX_ATTEMPTS = 20;
/** Milliseconds. */
const MAX_PAUSE = 100;

interface Transaction {
  readonly query: RunQuery;
  savepoints: number;
  ended: boolean;
  /** The last error of a statement. */
  failed?: DataError;
  /** What the function threw. */
  thrown?: unknown;
}

/** Postgres, through npm:pg or PGlite. */
export class PostgresStore extends SqlStore implements Store {
  readonly async = true;
  readonly name = "Postgres";
  protected readonly noLimit = "ALL";
  protected override readonly rowsAtOnce = 500;
  readonly #driver: Driver;
  readonly #transactions = new AsyncLocalStorage<Transaction>();
  /** The end of the last step that runs again. */
  #retries: Promise<unknown> = Promise.resolve();

  constructor(driver: Driver) {
    super();
    this.#driver = driver;
  }

  get inTransaction(): boolean {
    return this.#current() !== undefined;
  }

  codec(kind: ColumnKind): Codec {
    return CODECS[kind];
  }

  text(sql: string, args: unknown): SqlText {
    return toSqlText(sql, args, { dialect: "Postgres", encode: toStored });
  }

  async query(text: SqlText): Promise<AnyRow[]> {
    const { fields, rows } = await this.#query(this.statement(text), text.values);
    return toObjects(fields.map(({ name }) => name), rows);
  }

  describe(table: string): Promise<TableShape | undefined> {
    return describe((sql, values) => this.all(sql, values), table);
  }

  async tables(kind: "table" | "view"): Promise<string[]> {
    const rows = await this.all(
      `SELECT relname FROM pg_class WHERE relkind = ANY ($1::"char"[]) AND pg_table_is_visible(oid)
        AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        ORDER BY relname COLLATE "C"`,
      [kind === "table" ? "{r,p}" : "{v,m}"],
    );
    return rows.map(([name]) => String(name));
  }

  create(shape: TableShape): Promise<void> {
    return this.#transaction(async () => {
      // Processes of one program may start together: the first of them creates the table.
      await this.#lock();
      if (await this.describe(shape.table)) return;
      await this.run(toCreateTable(shape, DIALECT));
      for (const sql of toCreateIndexes(shape)) await this.run(sql);
    });
  }

  async change(now: TableShape, change: TableChange): Promise<void> {
    try {
      await this.#transaction(async () => {
        await this.#lock();
        // Read again: another process of the program may have changed the table already.
        const current = await this.describe(now.table) ?? now;
        const names = new Set(current.columns.map(({ name }) => name));
        const from = new Map([...change.from].filter(([, old]) => names.has(old)));
        await transform((sql, values) => this.all(sql, values), current, { ...change, from });
      });
    } catch (error) {
      // Errors of Postgres, which are the cause of another, may not say which table it was.
      if (!(error instanceof DataError && error.cause) || error instanceof ConnectionError) {
        throw error;
      }
      const why = error.message;
      throw new DataError(`Cannot transform table "${now.table}": ${why}`, { cause: error });
    }
  }

  async drop(table: string): Promise<void> {
    await this.run(`DROP TABLE ${quote(table)}`);
  }

  override async insert(shape: TableShape, rows: NewRows): Promise<Stored[][]> {
    const stored = await super.insert(shape, rows);
    const [key, second] = shape.key;
    if (!second && key?.kind === "integer" && rows.columns.includes(key)) {
      await this.#advanceSequence(shape.table, key.name);
    }
    return stored;
  }

  /** Its statements see one state of the database. After a conflict its function runs again. */
  transaction<T>(fn: () => T | Promise<T>): Promise<T> {
    return this.#transaction(fn, { snapshot: true });
  }

  /** Yields the messages of a channel until the loop ends. */
  async *listen(
    channel: string,
    { missed = logMissed }: { missed?: (channel: string) => void } = {},
  ): AsyncGenerator<string, void, void> {
    const messages: string[] = [];
    let wake = () => {};
    const receive = (message: string) => {
      messages.push(message);
      wake();
    };
    const stop = await this.#driver.listen(channel, { receive, missed: () => missed(channel) });
    try {
      while (true) {
        while (messages.length > 0) yield messages.shift()!;
        await new Promise<void>((resolve) => wake = resolve);
      }
    } finally {
      await stop();
    }
  }

  /** Sends a message to all listeners of a channel. Inside a transaction it is sent on commit. */
  async notify(channel: string, message = ""): Promise<void> {
    await this.all("SELECT pg_notify($1, $2)", [channel, message]);
  }

  close(): Promise<void> {
    return this.#driver.close();
  }

  protected placeholder(n: number): string {
    return `$${n}`;
  }

  // Nulls come first, as on SQLite and MongoDB.
  protected override order({ column, descending }: Query["order"][number]): string {
    const nulls = column.notNull ? "" : ` NULLS ${descending ? "LAST" : "FIRST"}`;
    return quote(column.name) + (descending ? " DESC" : "") + nulls;
  }

  protected async all(sql: string, values: Stored[]): Promise<Stored[][]> {
    return (await this.#query(sql, values)).rows as Stored[][];
  }

  protected async run(sql: string, values: Stored[] = []): Promise<number> {
    return (await this.#query(sql, values)).count;
  }

  #transaction<T>(fn: () => T | Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const outer = this.#current();
    if (outer) return this.#savepoint(outer, fn);
    return this.#retry(() => this.#attempt(fn, options));
  }

  /** Runs a step, and again while it conflicts with others. */
  async #retry<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // One after the other, or those of this process would conflict for ever.
      const turn = this.#retries.then(() => this.#again(step, 2));
      this.#retries = turn.then(() => {}, () => {});
      return await turn;
    }
  }

  async #again<T>(step: () => Promise<T>, count: number): Promise<T> {
    // Other processes try again, too: not at the same moment.
    await delay(Math.random() * Math.min(2 ** count, MAX_PAUSE));
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ConflictError) || count === MAX_ATTEMPTS) throw error;
      return await this.#again(step, count + 1);
    }
  }

  async #attempt<T>(fn: () => T | Promise<T>, options: TransactionOptions): Promise<T> {
    let transaction: Transaction | undefined;
    try {
      return await this.#driver.transaction((query) => {
        transaction = { query, savepoints: 0, ended: false };
        return this.#transactions.run(transaction, async () => {
          try {
            return await fn();
          } catch (error) {
            transaction!.thrown = error;
            throw error;
          }
        });
      }, options);
    } catch (error) {
      const { failed, thrown } = transaction ?? {};
      // Whatever the function made of it, a conflict is a reason to run it again.
      if (failed instanceof ConflictError) throw failed;
      if (error instanceof RolledBackError && failed) {
        throw new DataError(
          `Cannot commit: the function went on after an error (${failed.message}), ` +
            "expected db.transaction() around the part that may fail",
          { cause: failed },
        );
      }
      throw error === thrown ? error : toDataError(error);
    } finally {
      if (transaction) transaction.ended = true;
    }
  }

  async #savepoint<T>(outer: Transaction, fn: () => T | Promise<T>): Promise<T> {
    const name = `s${++outer.savepoints}`;
    await this.run(`SAVEPOINT ${name}`);
    try {
      const value = await fn();
      await this.run(`RELEASE ${name}`);
      return value;
    } catch (error) {
      await this.run(`ROLLBACK TO ${name}`);
      outer.failed = undefined;
      throw error;
    }
  }

  /** Moves the table's generated keys past one that was given, as on SQLite. */
  async #advanceSequence(table: string, column: string): Promise<void> {
    const name = quote(column);
    await this.all(
      `SELECT setval(sequence, top) FROM (
        SELECT pg_get_serial_sequence($1, $2)::regclass AS sequence, max(${name}) AS top
        FROM ${quote(table)}
      ) AS found
      WHERE top > 0 AND top >= coalesce(pg_sequence_last_value(sequence), 0)`,
      [quote(table), column],
    );
  }

  /** Locks out other processes that create or change tables, until the transaction ends. */
  async #lock(): Promise<void> {
    await this.all("SELECT pg_advisory_xact_lock(hashtext('fasthtml.tables'))", []);
  }

  #current(): Transaction | undefined {
    const transaction = this.#transactions.getStore();
    return transaction?.ended ? undefined : transaction;
  }

  async #query(sql: string, values: readonly Stored[]): Promise<Result> {
    const transaction = this.#current();
    try {
      return await (transaction ?? this.#driver).query(sql, values as string[]);
    } catch (cause) {
      const error = toDataError(cause);
      if (transaction) {
        if (error instanceof DataError) transaction.failed ??= error;
        throw error;
      }
      if (!(error instanceof ConflictError)) throw error;
      return await this.#retry(() => this.#driver.query(sql, values as string[]).catch(rethrow));
    }
  }
}

function rethrow(error: unknown): never {
  throw toDataError(error);
}

/** An error of the server as this project's. Others, such as those of programs, stay. */
function toDataError(cause: unknown): unknown {
  if (!(cause instanceof Error && "code" in cause) || cause instanceof DataError) return cause;
  const code = String(cause.code);
  if (!/^[0-9A-Z]{5}$/.test(code)) return cause;
  const message = `Cannot run SQL: ${cause.message}`;
  const Kind = KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? DataError;
  return new Kind(message, { cause });
}

/** The errors for the server's codes. Of class 22, those that are a value's fault. */
const KINDS: readonly [RegExp, typeof DataError][] = [
  [/^23/, ConstraintError],
  [/^40(?:001|P01)$/, ConflictError],
  [/^22(?:P02|P03|P05|001|003|007|008|021)$/, ValueError],
];

function logMissed(channel: string): void {
  // deno-lint-ignore no-console -- the developer must know that the program may lack messages
  console.error(
    `Postgres: listens on "${channel}" again after the connection was lost, ` +
      "and may have missed messages",
  );
}

/** A value as it is sent, where there is no column to tell its kind. */
function toStored(value: unknown): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
  if (typeof value === "string" && !value.includes("\0")) return value;
  if (typeof value === "boolean" || typeof value === "bigint" || Number.isFinite(value)) {
    return String(value);
  }
  throw new DataError(
    `Cannot bind a value: found ${show(value)}, expected a text, a finite number, a bigint, ` +
      "a boolean, a Date, bytes or null",
  );
}
