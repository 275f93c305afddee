/** Postgres through a pool of npm:pg connections. */
// @ts-types="./types.ts"
import pg from "pg";
import { ConflictError, ConnectionError, DataError } from "../../lib/data/backend.ts";
import { Listener } from "./listener.ts";
import { countPool, type PoolCounts } from "./pool_counts.ts";
import type { PgClient, PgClientOptions, PgError, PgPool, PgResult } from "./types.ts";
import {
  type Driver,
  type Listening,
  PARSERS,
  type Result,
  RolledBackError,
  type RunQuery,
  type TransactionOptions,
} from "./wire.ts";

/** Statements with more values rarely repeat, and preparing them would fill the server. */
const MAX_PREPARED_VALUES = 100;
const MAX_NAMES = 500;
const CLOSE_TIMEOUT = 2000;
/** What npm:pg says when no connection has become free. */
const LATE = "timeout exceeded when trying to connect";
/** What it says when a statement has not ended in time, also not by the server. */
const SILENT = "Query read timeout";
const BEGIN_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ";

/** Gets an error, or else a result. */
type Done<T> = (error: unknown, result?: T) => void;

interface Statement {
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** How connections are made and shared. */
export interface PoolOptions {
  /** What npm:pg takes. */
  readonly client: PgClientOptions;
  readonly max: number;
  /** Seconds. */
  readonly acquireTimeout: number;
  /** Idle seconds after which a connection is closed; 0 for never. */
  readonly idleTimeout: number;
}

/**
 * Postgres through a pool of npm:pg connections. Never `pool.query()`, which closes the connection
 * after any error of a statement, also after a duplicate key.
 */
export class PoolDriver implements Driver {
  readonly where: string;
  readonly #options: PoolOptions;
  readonly #pool: PgPool;
  readonly #connections = new Map<PgClient, Connection>();
  readonly #listener: Listener;
  readonly #counts: PoolCounts | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: PoolOptions) {
    const { client, max, acquireTimeout, idleTimeout } = options;
    const { host, port, database } = new pg.Client(client);
    this.where = `${host}:${port}`;
    this.#options = options;
    this.#pool = new pg.Pool({
      ...client,
      max,
      connectionTimeoutMillis: acquireTimeout * 1000,
      idleTimeoutMillis: idleTimeout * 1000,
      // A server keeps the prepared statements of a connection until it ends.
      maxLifetimeSeconds: 1800,
      types: { getTypeParser: (oid: number) => PARSERS[oid] ?? String },
    });
    this.#counts = countPool(this.#pool, `${this.where}/${database}`, max);
    this.#pool.on("connect", (client) => this.#connections.set(client, new Connection(client)));
    this.#pool.on("remove", (client) => {
      this.#connections.delete(client);
      this.#counts?.tell();
    });
    // An idle connection that the server has ended: the pool has dropped it. Without a listener,
    // the error would end the process.
    this.#pool.on("error", () => {});
    this.#listener = new Listener(() =>
      new pg.Client({ ...client, connectionTimeoutMillis: acquireTimeout * 1000 })
    );
  }

  // By callbacks: a promise of npm:pg and one of ours at each step took a fifth of our time.
  query(text: string, values: readonly (string | null)[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#take((error, connection) => {
        if (!connection) return reject(error);
        connection.run({ text, values }, (error, result) => {
          this.#release(connection);
          if (result) resolve(result);
          else reject(this.#toError(connection, error));
        });
      });
    });
  }

  async transaction<T>(
    fn: (query: RunQuery) => Promise<T>,
    { snapshot = false }: TransactionOptions = {},
  ): Promise<T> {
    const connection = await new Promise<Connection>((resolve, reject) => {
      this.#take((error, connection) => connection ? resolve(connection) : reject(error));
    });
    // A function may run several statements at once. They wait for one another.
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = <R>(step: () => Promise<R>): Promise<R> => {
      const done = last.then(step).catch((error) => {
        throw this.#toError(connection, error);
      });
      last = done.catch(() => {}); // The caller of the step gets its error.
      return done;
    };
    try {
      await inTurn(() => connection.control(snapshot ? BEGIN_SNAPSHOT : "BEGIN"));
      const value = await fn((text, values) =>
        inTurn(() => connection.runInside({ text, values }))
      );
      const did = await inTurn(() => connection.control("COMMIT"));
      if (did === "ROLLBACK") throw new RolledBackError();
      return value;
    } catch (error) {
      if (!connection.lost && !(error instanceof RolledBackError)) {
        // If this fails, too, the transaction ends with its connection.
        await inTurn(() => connection.control("ROLLBACK")).catch((why) => connection.lost ??= why);
      }
      throw error;
    } finally {
      this.#release(connection);
    }
  }

  async listen(channel: string, listening: Listening): Promise<() => Promise<void>> {
    try {
      return await this.#listener.listen(channel, listening);
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw this.#toConnectionError(error);
    }
  }

  close(): Promise<void> {
    return this.#closed ??= this.#close();
  }

  /** Waits a little for what still runs. */
  async #close(): Promise<void> {
    const timer = setTimeout(() => {
      for (const connection of this.#connections.values()) connection.end();
    }, CLOSE_TIMEOUT);
    await Promise.all([this.#pool.end(), this.#listener.close()]);
    clearTimeout(timer);
    this.#counts?.close();
  }

  #take(done: Done<Connection>): void {
    const start = this.#counts && performance.now();
    this.#pool.connect((error, client) => {
      if (!client) return done(this.#toTakeError(error));
      if (start !== undefined) this.#counts?.taken(start);
      done(undefined, this.#connections.get(client));
    });
    this.#counts?.tell();
  }

  #toTakeError(error: unknown): Error {
    const isLate = error instanceof Error && error.message === LATE;
    this.#counts?.failed(isLate);
    if (this.#closed) {
      return new DataError("Cannot run SQL: the database is closed, expected an open one", {
        cause: error,
      });
    }
    const { max, acquireTimeout } = this.#options;
    if (isLate) {
      return new ConnectionError(
        `Cannot get a connection to Postgres at ${this.where}: all ${max} are in use for ` +
          `${acquireTimeout} s, expected one that is free`,
        { cause: error },
      );
    }
    return this.#toConnectionError(error);
  }

  #release(connection: Connection): void {
    connection.release();
    this.#counts?.tell();
  }

  #toError(connection: Connection, error: unknown): unknown {
    return connection.lost && !(error instanceof DataError)
      ? this.#toConnectionError(connection.lost)
      : error;
  }

  #toConnectionError(cause: unknown): ConnectionError {
    if (cause instanceof ConnectionError) return cause;
    const { message, code } = cause as { message?: string; code?: string };
    return new ConnectionError(
      `Cannot reach Postgres at ${this.where}: ${message || code}, the next call tries again`,
      { cause },
    );
  }
}

/** A connection of the pool, with the names of its prepared statements. */
class Connection {
  readonly client: PgClient;
  /** Why it is of no use any more. */
  lost: Error | undefined;
  // Not the same for two connections, as a proxy may give both of them one session of the server.
  readonly #prefix = crypto.randomUUID().slice(0, 8);
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();
  #count = 0;

  constructor(client: PgClient) {
    this.client = client;
    client.on("error", (error) => this.lost ??= error);
  }

  /** Runs a statement that has no values, and returns what the server says that it did. */
  async control(text: string): Promise<string> {
    try {
      return (await this.client.query(text)).command;
    } catch (error) {
      throw this.#noted(error);
    }
  }

  /** Runs a statement, and again if it was prepared for a table that has changed. */
  run(statement: Statement, done: Done<Result>): void {
    this.#run(statement, (error, result, isOutdated) => {
      if (isOutdated) this.#run(statement, done);
      else done(error, result);
    });
  }

  /** Runs a statement of a transaction, which has failed if its table has changed. */
  runInside(statement: Statement): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#run(statement, (error, result, isOutdated) => {
        if (result) return resolve(result);
        if (!isOutdated) return reject(error);
        const { message } = error as Error;
        reject(
          new ConflictError(`Cannot run SQL: ${message}, expected the table as it was`, {
            cause: error,
          }),
        );
      });
    });
  }

  #run(
    { text, values }: Statement,
    done: (error: unknown, result?: Result, isOutdated?: boolean) => void,
  ): void {
    const name = values.length < MAX_PREPARED_VALUES ? this.#nameOf(text) : undefined;
    this.client.query({ text, values, name, rowMode: "array" }, (error, result) => {
      if (!error) return done(undefined, toResult(result!));
      if (name === undefined || !isOutdated(error)) return done(this.#noted(error));
      this.#names.delete(text);
      // The next time without a name, as it is not among the names, nor seen.
      this.#seen.delete(text);
      done(error, undefined, true);
    });
  }

  /** Gives it back to the pool, which closes it if it is of no use. */
  release(): void {
    this.client.release(this.lost);
  }

  /** Ends it, whatever it does. */
  end(): void {
    this.lost ??= new ConnectionError(
      "Cannot finish SQL: the database was closed, expected it to stay open",
    );
    this.client.end();
  }

  /** Remembers that the connection is lost, if the error says so. */
  #noted(error: unknown): unknown {
    if (error instanceof pg.DatabaseError) {
      if (ENDING.test(error.code ?? "")) this.lost ??= error;
    } else if (error instanceof Error && error.message === SILENT) this.lost ??= error;
    return error;
  }

  /** The name of a statement that runs for the second time, so that those that run once get none. */
  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known) return known;
    if (CHANGES_TABLES.test(text)) return void this.#names.clear();
    if (this.#seen.size === MAX_NAMES) this.#seen.clear();
    if (!this.#seen.has(text)) return void this.#seen.add(text);
    if (this.#names.size === MAX_NAMES) return;
    const name = `${this.#prefix}${this.#count++}`;
    this.#names.set(text, name);
    return name;
  }
}

function toResult({ fields, rows, rowCount }: PgResult<unknown[]>): Result {
  return { fields, rows, count: rowCount ?? 0 };
}

/** Errors with which the server ends a connection: 57P is a shutdown, 25P03 a timeout. */
const ENDING = /^(?:08|57P|25P03)/;

/** Prepared statements may have other columns, or be gone, after these. */
const CHANGES_TABLES = /^\s*(?:alter|drop|create|deallocate|discard|set|reset)\b/i;

/** Whether a prepared statement is gone, or was made before its table changed. */
function isOutdated(error: unknown): error is PgError {
  return error instanceof pg.DatabaseError &&
    (error.code === "26000" || error.code === "0A000" && error.routine === "RevalidateCachedQuery");
}
