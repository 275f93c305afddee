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
  ): Promise<
    { fields: { name: string; dataTypeID: number }[]; rows: unknown[]; affectedRows?: number }
  >;
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

// Types of arrays, which PGlite would read as lists, other than a server's: they stay texts, so that
// they can be written back.
const ARRAYS = [
  ...[143, 199, 629, 651, 719, 775, 791, 1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009],
  ...[1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020, 1021, 1022, 1027, 1028],
  ...[1040, 1041, 1115, 1182, 1183, 1185, 1187, 1231, 1270, 1561, 1563, 2951, 3643, 3645, 3807],
  ...[3905, 3907, 3909, 3911, 3913, 3927, 4073],
];

const OPTIONS = {
  rowMode: "array",
  parsers: { ...Object.fromEntries(ARRAYS.map((oid) => [oid, String])), ...PARSERS },
  serializers: Object.fromEntries(Object.keys(PARSERS).map((oid) => [oid, String])),
};
