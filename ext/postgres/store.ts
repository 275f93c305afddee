/** The Postgres backend. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import {
  type AnyRow,
  type Codec,
  type ColumnKind,
  ConflictError,
  ConnectionError,
  DataError,
  type Maybe,
  type Query,
  quote,
  type RowSelection,
  type SearchIndex,
  SqlStore,
  type SqlText,
  type Store,
  type Stored,
  type TableChange,
  type TableColumn,
  type TableShape,
  toChangedIndex,
  toCreateIndexes,
  toCreateTable,
  toObjects,
  toSqlText,
} from "../../lib/data/backend.ts";
import { toArrayCodec } from "./arrays.ts";
import { toDataError } from "./errors.ts";
import { countedKey, NarrowTypes, toAdvance } from "./keys.ts";
import { type ListenOptions, Messages } from "./messages.ts";
import { CODECS, describe, DIALECT, DISTRIBUTED, toDefinition, toStored } from "./schema.ts";
import { enableSearch, readSearch, toSearchSql } from "./search.ts";
import { transform } from "./transform.ts";
import {
  type Driver,
  plainRows,
  type Result,
  RolledBackError,
  type RunQuery,
  type TransactionOptions,
} from "./wire.ts";

const MAX_ATTEMPTS = 20, MAX_PAUSE = 100; // Milliseconds.

const checkListen = makeOptionCheck<ListenOptions>("listen", { missed: true, signal: true });

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
  readonly #messages: Messages;
  /** Whether the server has no advisory locks, no LISTEN, and no order of its own for counters. */
  readonly #distributed: boolean;
  readonly #transactions = new AsyncLocalStorage<Transaction>();
  readonly #types = new NarrowTypes();
  readonly #all = (sql: string, values: Stored[]) => this.all(sql, values);
  /** The end of the last step that runs again. */
  #retries: Promise<unknown> = Promise.resolve();

  constructor(driver: Driver, { distributed = false }: { distributed?: boolean } = {}) {
    super();
    this.#driver = driver;
    this.#messages = new Messages(driver);
    this.#distributed = distributed;
  }

  get inTransaction(): boolean {
    return this.#current() !== undefined;
  }

  codec(kind: ColumnKind, items?: ColumnKind): Codec {
    return items ? toArrayCodec(items) : CODECS[kind];
  }

  text(sql: string, args: unknown): SqlText {
    return toSqlText(sql, args, { dialect: "Postgres", encode: toStored });
  }

  protected objects(sql: string, values: Stored[]): Promise<AnyRow[]> {
    return this.#query(sql, values, toRows);
  }

  async describe(table: string): Promise<TableShape | undefined> {
    const found = await describe(this.#all, table);
    if (found) this.#types.set(table, found.types);
    return found?.shape;
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

  async create(shape: TableShape): Promise<void> {
    await this.#prepareLock();
    await this.#transaction(async () => {
      // Processes of one program may start together: the first of them creates the table.
      await this.#lock();
      if (await this.describe(shape.table)) return;
      await this.run(toCreateTable(shape, this.#distributed ? DISTRIBUTED : DIALECT));
      for (const sql of toCreateIndexes(shape)) await this.run(sql);
    });
  }

  async change(now: TableShape, change: TableChange): Promise<void> {
    try {
      await this.#prepareLock();
      await this.#transaction(async () => {
        await this.#lock();
        // Read again: another process of the program may have changed the table already.
        const current = await this.describe(now.table) ?? now;
        const names = new Set(current.columns.map(({ name }) => name));
        const from = new Map([...change.from].filter(([, old]) => names.has(old)));
        const search = await readSearch(this.#all, now.table);
        await transform(this.#all, current, { ...change, from });
        const index = search && toChangedIndex(search.index, change);
        if (index) await enableSearch(this.#all, now, index);
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

  async enableSearch(shape: TableShape, index: SearchIndex | undefined): Promise<void> {
    await this.#prepareLock();
    await this.#transaction(async () => {
      await this.#lock();
      await enableSearch(this.#all, shape, index);
    });
  }

  async search(shape: TableShape, query: Query, words: readonly string[]): Promise<Stored[][]> {
    const search = await readSearch(this.#all, shape.table);
    return await super.find(shape, { ...query, ...toSearchSql(search, shape, words) });
  }

  schema(table: string): Promise<string | undefined> {
    return toDefinition(this.#all, table);
  }

  override find(shape: TableShape, query: Query): Maybe<Stored[][]> {
    const possible = this.#types.toPossible(shape.table, query);
    return possible ? super.find(shape, possible) : [];
  }

  override compute(shape: TableShape, query: Query): Maybe<AnyRow[]> {
    // Also where no row can be found, as SQL counts them.
    return super.compute(shape, this.#types.toPossible(shape.table, query) ?? query);
  }

  override count(shape: TableShape, selection: RowSelection): Maybe<number> {
    const possible = this.#types.toPossible(shape.table, selection);
    return possible ? super.count(shape, possible) : 0;
  }

  override update(
    shape: TableShape,
    changes: { columns: readonly TableColumn[]; values: readonly Stored[] },
    selection: RowSelection,
  ): Maybe<Stored[][]> {
    const possible = this.#types.toPossible(shape.table, selection);
    return possible ? super.update(shape, changes, possible) : [];
  }

  override delete(shape: TableShape, selection: RowSelection): Maybe<number> {
    const possible = this.#types.toPossible(shape.table, selection);
    return possible ? super.delete(shape, possible) : 0;
  }

  /** Its statements see one state of the database. After a conflict its function runs again. */
  transaction<T>(fn: () => T | Promise<T>): Promise<T> {
    return this.#transaction(fn, { snapshot: true });
  }

  /** Yields the messages of a channel until the loop ends, or the database is closed. */
  async *listen(
    channel: string,
    options: ListenOptions = {},
  ): AsyncGenerator<string, void, void> {
    checkListen(options);
    this.#checkMessages();
    yield* this.#messages.listen(channel, options);
  }

  /** Sends a message to all listeners of a channel. Inside a transaction it is sent on commit. */
  async notify(channel: string, message = ""): Promise<void> {
    this.#checkMessages();
    await this.all("SELECT pg_notify($1, $2)", [channel, message]);
  }

  #checkMessages(): void {
    if (!this.#distributed) return;
    throw new DataError(
      "Cannot use channels: the database is distributed, expected another broker",
    );
  }

  close(): Promise<void> {
    this.#messages.end();
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

  protected all(sql: string, values: Stored[]): Promise<Stored[][]> {
    return this.#query(sql, values, rowsOf);
  }

  protected run(sql: string, values: Stored[] = []): Promise<number> {
    return this.#query(sql, values, countOf);
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

  protected override returning(shape: TableShape, inserted: readonly TableColumn[]): string {
    const columns = super.returning(shape, inserted);
    const key = countedKey(shape);
    const isGiven = key && inserted.includes(key) && !this.#distributed;
    return isGiven ? `${columns}, ${toAdvance(shape.table, key.name)}` : columns;
  }

  protected override overriding({ table }: TableShape, given: readonly TableColumn[]): string {
    return this.#types.hasCounted(table, given) ? " OVERRIDING SYSTEM VALUE" : "";
  }

  // The type json has no "=".
  protected override compared({ kind, items }: TableColumn, name: string): string {
    return kind === "json" && !items ? `${name}::jsonb` : name;
  }

  /** Locks out other processes that create or change tables, until the transaction ends. */
  async #lock(): Promise<void> {
    if (!this.#distributed) {
      await this.all("SELECT pg_advisory_xact_lock(hashtext('fasthtml.tables'))", []);
      return;
    }
    await this.run("INSERT INTO _locks VALUES ('tables') ON CONFLICT DO NOTHING");
    await this.all("SELECT name FROM _locks FOR UPDATE", []);
  }

  /** Makes what is locked. Processes that start together may make it at the same moment. */
  async #prepareLock(): Promise<void> {
    if (!this.#distributed || await this.describe("_locks")) return;
    try {
      await this.run("CREATE TABLE IF NOT EXISTS _locks (name text PRIMARY KEY)");
    } catch (error) {
      if (!await this.describe("_locks")) throw error;
    }
  }

  #current(): Transaction | undefined {
    const transaction = this.#transactions.getStore();
    return transaction?.ended ? undefined : transaction;
  }

  #query<T>(
    sql: string,
    values: readonly Stored[],
    read: (result: Result) => T,
  ): Promise<T> {
    const transaction = this.#current();
    const run = () => (transaction ?? this.#driver).query(sql, values as string[]);
    return run().then(read, (cause) => {
      const error = toDataError(cause);
      if (transaction && error instanceof DataError) transaction.failed ??= error;
      if (transaction || !(error instanceof ConflictError)) throw error;
      return this.#retry(() => run().catch(rethrow)).then(read);
    });
  }
}

function toRows(result: Result): AnyRow[] {
  return toObjects(result.fields.map(({ name }) => name), plainRows(result));
}

function rowsOf({ rows }: Result): Stored[][] {
  return rows as Stored[][];
}

function countOf({ count }: Result): number {
  return count;
}

function rethrow(error: unknown): never {
  throw toDataError(error);
}
