/** The SQLite backend. */
import {
  type AnyRow,
  type Codec,
  type ColumnKind,
  DataError,
  type Maybe,
  quote,
  show,
  SqlStore,
  type SqlText,
  type Store,
  type Stored,
  type TableChange,
  type TableColumn,
  type TableShape,
  toCreateIndexes,
  toCreateTable,
  toObjects,
  toSqlText,
} from "../backend.ts";
import type { SqliteConnection } from "./connection.ts";
import { CODECS, toBound, toNumber } from "./codecs.ts";
import { describe, toDialect } from "./schema.ts";
import { SqliteSession } from "./session.ts";
import { transform } from "./transform.ts";

/** SQLite, through `node:sqlite` or `jsr:@db/sqlite`. */
export class SqliteStore extends SqlStore implements Store {
  readonly async = false;
  readonly name = "SQLite";
  protected readonly noLimit = "-1";
  protected override readonly rowsAtOnce = 50;
  readonly #session: SqliteSession;

  constructor(connection: SqliteConnection) {
    super();
    this.#session = new SqliteSession(connection);
    this.#session.run("PRAGMA foreign_keys = ON");
    this.#session.all("PRAGMA busy_timeout = 5000", []);
  }

  get inTransaction(): boolean {
    return this.#session.inTransaction;
  }

  codec(kind: ColumnKind): Codec {
    return CODECS[kind];
  }

  text(sql: string, args: unknown): SqlText {
    return toSqlText(sql, args, { dialect: "SQLite", encode: toStored });
  }

  query(text: SqlText): AnyRow[] {
    const sql = this.statement(text);
    const rows = this.#session.all(sql, [...text.values]);
    return toObjects(this.#session.columns(sql), rows.map((row) => row.map(toNumber)));
  }

  describe(table: string): TableShape | undefined {
    return describe((sql, values) => this.all(sql, values), table);
  }

  tables(kind: "table" | "view"): string[] {
    // Not the shadow tables of virtual ones, which are their modules' own.
    return this.all(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN (?, ?)
      AND name NOT GLOB 'sqlite_*' ORDER BY name`,
      [kind, kind === "table" ? "virtual" : kind],
    ).map(([name]) => String(name));
  }

  create(shape: TableShape, { strict = false }: { strict?: boolean }): void {
    this.transaction(() => {
      // Processes of one program may start together: the first of them creates the table.
      if (this.describe(shape.table)) return;
      this.run(toCreateTable(shape, toDialect(strict), strict ? " STRICT" : ""));
      for (const sql of toCreateIndexes(shape)) this.run(sql);
    });
  }

  change(now: TableShape, change: TableChange): void {
    transform(this.#session, now, change);
  }

  drop(table: string): void {
    this.run(`DROP TABLE ${quote(table)}`);
  }

  schema(table: string): string | undefined {
    const sql = "SELECT sql FROM sqlite_schema WHERE name = ? AND type IN ('table', 'view')";
    return this.all(sql, [table])[0]?.[0] as string | undefined;
  }

  transaction<T>(fn: () => Maybe<T>): Maybe<T> {
    return this.#session.transaction(fn);
  }

  close(): void {
    this.#session.close();
  }

  protected placeholder(): string {
    return "?";
  }

  // LIKE takes A for a here. GLOB does not, and finds a beginning by an index.
  protected override textMatch(
    name: string,
    operator: "startsWith" | "contains",
    text: string,
    values: Stored[],
  ): string {
    return operator === "contains"
      ? `instr(${name}, ${this.bind(text, values)}) > 0`
      : `${name} GLOB ${this.bind(text.replace(/[*?[]/g, "[$&]") + "*", values)}`;
  }

  protected all(sql: string, values: Stored[]): Stored[][] {
    return this.#session.all(sql, values);
  }

  /** SQLite takes 32,766 values, and one text of JSON may hold more. */
  protected override list(some: readonly Stored[], values: Stored[]): string {
    const isExact = (value: Stored) => typeof value === "bigint" || typeof value === "string";
    if (some.length < 1000 || !some.every(isExact)) return super.list(some, values);
    const items = some.map((value) => typeof value === "bigint" ? value : JSON.stringify(value));
    return `SELECT value FROM json_each(${this.bind(`[${items}]`, values)})`;
  }

  /** Without a type, 5 and 5.0 are read as the same number: the one that is stored stays. */
  protected override assign(column: TableColumn, value: string, table: string): string {
    if (column.kind !== "any") return super.assign(column, value, table);
    const name = quote(column.name), now = `${table}.${name}`;
    return `${name} = (SELECT iif(${now} IS v, ${now}, v) FROM (SELECT ${value} AS v))`;
  }

  protected override one(sql: string, values: Stored[]): Stored[][] {
    const row = this.#session.first(sql, values);
    return row ? [row] : [];
  }

  protected run(sql: string, values: Stored[] = []): number {
    return this.#session.run(sql, values);
  }
}

/** A value as SQLite stores it, where there is no column to tell its kind. */
function toStored(value: unknown): Stored {
  switch (typeof value) {
    case "boolean":
      return value ? 1n : 0n;
    case "number":
      if (Number.isFinite(value)) return toBound(value);
      break;
    case "bigint":
      if (BigInt.asIntN(64, value) === value) return value;
      break;
    case "string":
      if (!value.includes("\0")) return value;
      break;
    case "object":
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Date) return CODECS.datetime.write!(value);
  }
  throw new DataError(
    `Cannot bind a value: found ${show(value)}, expected a text, a finite number, ` +
      "a bigint of 64 bits, a boolean, a Date, bytes or null",
  );
}
