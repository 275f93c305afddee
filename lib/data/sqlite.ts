import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createIndexes, createTable, type Dialect } from "./ddl.ts";
import { ConstraintError, DataError, shown } from "./errors.ts";
import type { Kind } from "./kinds.ts";
import type { Maybe } from "./maybe.ts";
import { Shape } from "./shape.ts";
import { quote, SqlStore, toObjects } from "./sql_store.ts";
import { toSqlText } from "./text.ts";
import type {
  AnyRow,
  Codec,
  Column,
  Index,
  SqlText,
  Store,
  Stored,
  TableChange,
  TableShape,
} from "./types.ts";

const STATEMENTS = 500;

/** What Deno's types do not know of yet. */
interface ArrayStatement extends StatementSync {
  setReturnArrays(enabled: boolean): void;
}

/** SQLite, by `node:sqlite`. */
export class SqliteStore extends SqlStore implements Store {
  readonly async = false;
  readonly name = "SQLite";
  readonly makesTextKeys = false;
  protected readonly noLimit = "-1";
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(source: string | DatabaseSync) {
    super();
    this.#db = typeof source === "string" ? open(source) : source;
    this.#db.exec("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000");
  }

  codec(kind: Kind): Codec {
    return CODECS[kind] ?? {};
  }

  text(sql: string, args: unknown): SqlText {
    return toSqlText(sql, args, toStored);
  }

  query(text: SqlText): AnyRow[] {
    const statement = this.#prepare(this.statement(text));
    const rows = this.#guard(() => this.#rows(statement, [...text.values]));
    return toObjects(
      statement.columns().map((column) => column.name),
      rows.map((row) => row.map(toNumber)),
    );
  }

  describe(table: string): TableShape | undefined {
    return describe((sql, ...values) => this.all(sql, values), table);
  }

  tables(kind: "table" | "view"): string[] {
    return this.all(
      "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
      [kind],
    ).map(([name]) => String(name));
  }

  create(shape: TableShape, { strict = false }: { strict?: boolean }): void {
    this.transaction(() => {
      this.run(createTable(shape, strict ? STRICT : DIALECT, strict ? " STRICT" : ""), []);
      for (const sql of createIndexes(shape)) this.run(sql, []);
    });
  }

  change(_now: TableShape, _change: TableChange): void {
    throw new DataError("Cannot transform a table: not built yet");
  }

  drop(table: string): void {
    this.run(`DROP TABLE ${quote(table)}`, []);
  }

  transaction<T>(fn: () => Maybe<T>): Maybe<T> {
    const [begin, commit, rollback] = this.#depth === 0
      ? ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"]
      : [`SAVEPOINT s${this.#depth}`, `RELEASE s${this.#depth}`, `ROLLBACK TO s${this.#depth}`];
    this.run(begin, []);
    this.#depth++;
    try {
      const result = fn();
      this.#depth--;
      this.run(commit, []);
      return result;
    } catch (error) {
      this.#depth--;
      this.run(rollback, []);
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  protected placeholder(): string {
    return "?";
  }

  protected all(sql: string, values: Stored[]): Stored[][] {
    const statement = this.#prepare(sql);
    try {
      return this.#rows(statement, values);
    } catch (error) {
      throw toDataError(error);
    }
  }

  protected run(sql: string, values: Stored[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values as SQLInputValue[]).changes));
  }

  #rows(statement: StatementSync, values: Stored[]): Stored[][] {
    try {
      return statement.all(...values as SQLInputValue[]) as unknown as Stored[][];
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      // an integer past 2^53: read again as bigints, and from now on
      statement.setReadBigInts(true);
      return statement.all(...values as SQLInputValue[]) as unknown as Stored[][];
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#guard(() => this.#db.prepare(sql)) as ArrayStatement;
    statement.setReturnArrays(true);
    // a statement that writes can't be run again when it returns an integer past 2^53
    if (!sql.startsWith("SELECT")) statement.setReadBigInts(true);
    if (this.#statements.size >= STATEMENTS) {
      this.#statements.delete(this.#statements.keys().next().value!);
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(fn: () => T): T {
    try {
      return fn();
    } catch (error) {
      throw toDataError(error);
    }
  }
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const db = new DatabaseSync(path);
    db.exec(
      "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
    );
    return db;
  } catch (error) {
    throw new DataError(`Cannot open the database ${path}: ${toMessage(error)}`, { cause: error });
  }
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof RangeError && "code" in error && error.code === "ERR_OUT_OF_RANGE";
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toDataError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DataError) return error;
  const code = "errcode" in error ? Number(error.errcode) & 0xff : 0;
  const Kind = code === 19 || /constraint/i.test(error.message) ? ConstraintError : DataError;
  return new Kind(error.message, { cause: error });
}

/** A JavaScript value as SQLite stores it, where no column says what it should be. */
function toStored(value: unknown): Stored {
  switch (typeof value) {
    case "boolean":
      return value ? 1 : 0;
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    case "bigint":
      if (BigInt.asIntN(64, value) === value) return value;
      break;
    case "string":
      if (!value.includes("\0")) return value;
      break;
    case "object":
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Date) return value.toISOString();
  }
  throw new DataError(
    `Cannot bind ${shown(value)}: expected a text, a finite number, a bigint of 64 bits, ` +
      "a boolean, a Date, bytes or null",
  );
}

function toNumber(stored: Stored): unknown {
  return typeof stored === "bigint" && Number.isSafeInteger(Number(stored))
    ? Number(stored)
    : stored;
}

const CODECS: Partial<Record<Kind, Codec>> = {
  integer: { read: toNumber },
  float: { read: Number },
  boolean: { write: (value) => value ? 1 : 0, read: (stored) => Boolean(Number(stored)) },
  date: {
    write: (value) => (value as Date).toISOString().slice(0, 10),
    read: (stored) => new Date(`${stored}T00:00:00Z`),
  },
  datetime: {
    write: (value) => (value as Date).toISOString(),
    read: (stored) => new Date(stored as string),
  },
  json: { write: (value) => JSON.stringify(value), read: (stored) => JSON.parse(String(stored)) },
  bigint: { read: (stored) => BigInt(stored as number) },
};

const TYPES: Record<Kind, string> = {
  text: "TEXT",
  integer: "INTEGER",
  float: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "DATETIME",
  bytes: "BLOB",
  // TEXT in the name: with SQLite's affinity for JSON alone the text "5" would become a number
  json: "JSON TEXT",
  bigint: "BIGINT",
};

const DIALECT: Dialect = {
  type: ({ kind }) => TYPES[kind],
  literal: ({ kind, fallback }) => {
    const stored = (CODECS[kind]?.write ?? ((value) => value))(fallback);
    if (typeof stored === "string") return `'${stored.replaceAll("'", "''")}'`;
    return stored instanceof Uint8Array ? `x'${stored.toHex()}'` : String(stored);
  },
};

const STRICT: Dialect = {
  ...DIALECT,
  type: ({ kind }) =>
    ({
      boolean: "INTEGER",
      bigint: "INTEGER",
      date: "TEXT",
      datetime: "TEXT",
      json: "TEXT",
    } as Partial<Record<Kind, string>>)[kind] ?? TYPES[kind],
};

type All = (sql: string, ...values: Stored[]) => Stored[][];

function describe(all: All, table: string): TableShape | undefined {
  const references = new Map(
    all('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', table)
      .map(([from, table, to]) => [from, { table: String(table), column: String(to ?? "id") }]),
  );
  const info = all(
    'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1',
    table,
  );
  if (info.length === 0) return undefined;
  const columns = info.map(([name, type, notNull, fallback, pk]): Column => ({
    name: String(name),
    kind: kindOf(String(type)),
    notNull: Boolean(notNull) || Number(pk) > 0,
    ...(fallback !== null && { fallback }),
    ...(references.has(name) && { references: references.get(name)! }),
  }));
  const key = info.map(([, , , , pk], i) => ({ place: Number(pk), column: columns[i] }))
    .filter(({ place }) => place > 0)
    .sort((a, b) => a.place - b.place)
    .map(({ column }) => column);
  const indexes = all(
    "SELECT name, \"unique\" FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name",
    table,
  ).map(([name, unique]): Index => ({
    columns: all("SELECT name FROM pragma_index_info(?)", name).map(([column]) => String(column)),
    unique: Boolean(unique),
  }));
  return new Shape(table, columns, key, indexes);
}

function kindOf(type: string): Kind {
  const upper = type.toUpperCase();
  const known = Object.entries(TYPES).find(([, name]) => name === upper);
  if (known) return known[0] as Kind;
  if (/JSON/.test(upper)) return "json";
  if (/BOOL/.test(upper)) return "boolean";
  if (/TIME/.test(upper)) return "datetime";
  if (/INT/.test(upper)) return "integer";
  if (/CHAR|CLOB|TEXT/.test(upper)) return "text";
  if (/BLOB/.test(upper)) return "bytes";
  return /REAL|FLOA|DOUB|NUM|DEC/.test(upper) ? "float" : "text";
}
