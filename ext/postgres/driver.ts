/** The connection to Postgres: a pool of npm:postgres, or PGlite. */
import type postgresjs from "postgres";
import { type Driver, PARSERS, type Result } from "./wire.ts";

type Sql = postgresjs.Sql;

/** Postgres through a pool of npm:postgres connections. */
export class PoolDriver implements Driver {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  get where(): string {
    const { host, port } = this.#sql.options;
    return `${host[0]}:${port[0]}`;
  }

  query(text: string, values: readonly string[]): Promise<Result> {
    return run(this.#sql, text, values);
  }

  // Not sql.begin(), which aborts a transaction even for an error that its function has caught.
  async transaction<T>(fn: (query: Driver["query"]) => Promise<T>): Promise<T> {
    const connection = await this.#sql.reserve();
    try {
      await connection.unsafe("BEGIN");
      const value = await fn((text, values) => run(connection, text, values));
      await connection.unsafe("COMMIT");
      return value;
    } catch (error) {
      // If this fails too, the connection is gone, and the transaction with it.
      await connection.unsafe("ROLLBACK").catch(() => {});
      throw error;
    } finally {
      connection.release();
    }
  }

  async listen(channel: string, receive: (message: string) => void): Promise<() => Promise<void>> {
    const { unlisten } = await this.#sql.listen(channel, receive);
    return unlisten;
  }

  close(): Promise<void> {
    return this.#sql.end({ timeout: 2 });
  }
}

async function run(
  sql: Pick<Sql, "unsafe">,
  text: string,
  values: readonly string[],
): Promise<Result> {
  // Statements with very many values rarely repeat, and preparing them would fill the server.
  const found = await sql.unsafe(text, [...values], { prepare: values.length < 100 }).values();
  return { columns: found.columns?.map(({ name }) => name) ?? [], rows: found, count: found.count };
}

/** Returns the options with which npm:postgres reads and retries as this extension does. */
export function toPoolOptions(): Record<string, unknown> {
  const types = Object.entries(PARSERS).map(([oid, parse]) => [
    `oid${oid}`,
    { to: Number(oid), from: [Number(oid)], serialize: String, parse },
  ]);
  return {
    types: Object.fromEntries(types),
    fetch_types: false,
    connect_timeout: 5,
    // A short delay between attempts, so that callers soon get the error of a server that is down.
    backoff: (tries: number) => Math.min(tries / 10, 1),
    onnotice: () => {},
    connection: { TimeZone: "UTC", DateStyle: "ISO", standard_conforming_strings: "on" },
  };
}

/** The part of PGlite that is used here. */
export interface Lite {
  /** Runs one statement. */
  query(
    text: string,
    values: readonly unknown[],
    options: object,
  ): Promise<{ fields: { name: string }[]; rows: unknown[]; affectedRows?: number }>;
  /** Runs a function in a transaction. */
  transaction<T>(fn: (lite: Pick<Lite, "query">) => Promise<T>): Promise<T>;
  /** Listens on a channel. */
  listen(channel: string, receive: (message: string) => void): Promise<() => Promise<void>>;
  /** Closes the database. */
  close(): Promise<void>;
}

/** Postgres in this process: PGlite, opened at the first query. */
export class LiteDriver implements Driver {
  readonly where: string;
  readonly #open: () => Promise<Lite>;
  #lite: Promise<Lite> | undefined;

  constructor(where: string, open: () => Promise<Lite>) {
    this.where = where;
    this.#open = open;
  }

  async query(text: string, values: readonly string[]): Promise<Result> {
    return await runLite(await this.#opened(), text, values);
  }

  async transaction<T>(fn: (query: Driver["query"]) => Promise<T>): Promise<T> {
    const lite = await this.#opened();
    return await lite.transaction((inner) => fn((text, values) => runLite(inner, text, values)));
  }

  async listen(channel: string, receive: (message: string) => void): Promise<() => Promise<void>> {
    return await (await this.#opened()).listen(channel, receive);
  }

  async close(): Promise<void> {
    await (await this.#lite)?.close();
  }

  #opened(): Promise<Lite> {
    return this.#lite ??= this.#open();
  }
}

async function runLite(
  lite: Pick<Lite, "query">,
  text: string,
  values: readonly string[],
): Promise<Result> {
  const found = await lite.query(text, values, LITE_OPTIONS);
  return {
    columns: found.fields.map(({ name }) => name),
    rows: found.rows as unknown[][],
    count: found.affectedRows ?? found.rows.length,
  };
}

const LITE_OPTIONS = {
  rowMode: "array",
  parsers: PARSERS,
  serializers: Object.fromEntries(Object.keys(PARSERS).map((oid) => [oid, String])),
};
