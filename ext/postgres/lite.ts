/** Postgres in this process: PGlite. */
import {
  type Driver,
  type Listening,
  PARSERS,
  type Result,
  RolledBackError,
  type RunQuery,
} from "./wire.ts";

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

/** PGlite, opened at the first query. Its transactions run one after the other. */
export class LiteDriver implements Driver {
  readonly where: string;
  readonly #open: () => Promise<Lite>;
  #lite: Promise<Lite> | undefined;

  constructor(where: string, open: () => Promise<Lite>) {
    this.where = where;
    this.#open = open;
  }

  async query(text: string, values: readonly (string | null)[]): Promise<Result> {
    return await run(await this.#opened(), text, values);
  }

  async transaction<T>(fn: (query: RunQuery) => Promise<T>): Promise<T> {
    const lite = await this.#opened();
    return await lite.transaction(async (inner) => {
      const value = await fn((text, values) => run(inner, text, values));
      // PGlite does not tell a COMMIT that was a ROLLBACK. In such a transaction this fails.
      await run(inner, "SELECT 1", []).catch(() => {
        throw new RolledBackError();
      });
      return value;
    });
  }

  async listen(channel: string, { receive }: Listening): Promise<() => Promise<void>> {
    return await (await this.#opened()).listen(channel, receive);
  }

  async close(): Promise<void> {
    await (await this.#lite)?.close();
  }

  #opened(): Promise<Lite> {
    return this.#lite ??= this.#open();
  }
}

async function run(
  lite: Pick<Lite, "query">,
  text: string,
  values: readonly (string | null)[],
): Promise<Result> {
  const { fields, rows, affectedRows } = await lite.query(text, values, OPTIONS);
  return { fields, rows: rows as unknown[][], count: affectedRows ?? rows.length };
}

const OPTIONS = {
  rowMode: "array",
  parsers: PARSERS,
  serializers: Object.fromEntries(Object.keys(PARSERS).map((oid) => [oid, String])),
};
