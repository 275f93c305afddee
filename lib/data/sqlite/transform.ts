/** Changes of an existing SQLite table to another shape. */
import { isDeepStrictEqual } from "node:util";
import {
  DataError,
  type Dialect,
  quote,
  quoteColumns,
  Shape,
  type Stored,
  type TableChange,
  type TableColumn,
  type TableShape,
  toColumnSql,
  toCreateIndexes,
  toCreateTable,
  transformValue,
} from "../backend.ts";
import { CODECS, describe, toDialect } from "./schema.ts";
import type { SqliteSession } from "./session.ts";

/**
 * Brings a table to a shape in one transaction. Columns are renamed and added in place; for other
 * changes a new table is built and takes the old one's name (sqlite.org/lang_altertable.html,
 * section 7).
 */
export function transform(session: SqliteSession, now: TableShape, change: TableChange): void {
  if (session.inTransaction) {
    throw new DataError(
      `Cannot transform table "${now.table}": a transaction is open, expected none`,
    );
  }
  // With foreign keys on, dropping the old table would delete the rows that point to it.
  session.run("PRAGMA foreign_keys = OFF");
  try {
    session.transaction(() => {
      const describeNow = () => describe((sql, values) => session.all(sql, values), now.table)!;
      // Read again: another process of the program may have changed the table already.
      const names = new Set(describeNow().columns.map(({ name }) => name));
      for (const [to, from] of change.from) {
        if (!names.has(from)) continue;
        session.run(
          `ALTER TABLE ${quote(now.table)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`,
        );
      }
      const old = describeNow();
      const work = new Transform(session, old, change);
      if (work.isAddition) work.add();
      else work.rebuild();
      for (const sql of toCreateIndexes(change.shape)) session.run(sql);
      work.check();
    });
  } catch (error) {
    // Errors of SQLite, which are the cause of another, do not say which table was to be changed.
    if (!(error instanceof DataError && error.cause)) throw error;
    const why = error.message;
    throw new DataError(`Cannot transform table "${now.table}": ${why}`, { cause: error });
  } finally {
    session.run("PRAGMA foreign_keys = ON");
  }
}

class Transform {
  readonly #session: SqliteSession;
  readonly #old: TableShape;
  readonly #new: Shape;
  readonly #fill: ReadonlyMap<string, unknown>;
  readonly #dialect: Dialect;
  readonly #strict: boolean;

  constructor(session: SqliteSession, old: TableShape, { shape, fill }: TableChange) {
    this.#session = session;
    this.#old = old;
    this.#fill = fill;
    this.#strict = Boolean(
      session.all("SELECT strict FROM pragma_table_list(?)", [old.table])[0][0],
    );
    this.#dialect = toDialect(this.#strict);
    // What the program does not mention is kept: DEFAULTs, NOT NULL and foreign keys.
    const columns = shape.columns.map((column): TableColumn => {
      const before = this.#before(column);
      return before ? { ...before, ...column, notNull: column.notNull || before.notNull } : column;
    });
    const key = shape.key.map(({ name }) => columns.find((column) => column.name === name)!);
    this.#new = new Shape(shape.table, columns, key, shape.indexes);
  }

  /** Whether columns are added and nothing else changes. */
  get isAddition(): boolean {
    return isDeepStrictEqual(keyNames(this.#old), keyNames(this.#new)) &&
      this.#old.columns.every((before) => {
        const column = this.#new.columns.find(({ name }) => name === before.name);
        return column && isDeepStrictEqual(this.#toSql(column), this.#toSql(before));
      });
  }

  add(): void {
    for (const column of this.#new.columns) {
      if (this.#before(column)) continue;
      this.#session.run(
        `ALTER TABLE ${quote(this.#old.table)} ADD COLUMN ${
          toColumnSql(column, this.#dialect, false)
        }`,
      );
      const value = this.#fill.get(column.name);
      if (value == null) continue;
      this.#session.all(`UPDATE ${quote(this.#old.table)} SET ${quote(column.name)} = ?`, [
        write(column, value),
      ]);
    }
  }

  rebuild(): void {
    const { table } = this.#old;
    const kept = this.#indexesAndTriggers();
    const definition = this.#schema("table")[0][1];
    const lost = /\b(?:CHECK|UNIQUE|COLLATE|GENERATED|AUTOINCREMENT|WITHOUT)\b/i
      .exec(definition.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ""));
    if (lost) {
      throw new DataError(
        `Cannot transform table "${table}": its ${lost[0]} would be lost, expected a migration`,
      );
    }
    const temporary = `_new_${table}`;
    const shape = new Shape(temporary, this.#new.columns, this.#new.key);
    this.#session.run(toCreateTable(shape, this.#dialect, this.#strict ? " STRICT" : ""));
    this.#copy(temporary);
    this.#session.run(`DROP TABLE ${quote(table)}`);
    // Without legacy mode, views of the table, which is missing just now, stop the renaming.
    this.#session.run("PRAGMA legacy_alter_table = ON");
    this.#session.run(`ALTER TABLE ${quote(temporary)} RENAME TO ${quote(table)}`);
    this.#session.run("PRAGMA legacy_alter_table = OFF");
    for (const sql of kept) this.#session.run(sql);
  }

  /** Throws where a trigger, a view or a foreign key no longer fits. */
  check(): void {
    const { table } = this.#old;
    const [{ name }] = this.#new.columns;
    // Renaming makes SQLite parse every trigger and view again.
    for (const [from, to] of [[name, `_${name}`], [`_${name}`, name]]) {
      this.#session.run(`ALTER TABLE ${quote(table)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`);
    }
    const broken = this.#session.all(
      'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check',
      [],
    );
    if (broken.length === 0) return;
    const [child, parent] = broken[0];
    throw new DataError(
      `Cannot transform table "${table}": rows of ${child} would point to no row of ${parent}, ` +
        "expected one for each",
    );
  }

  #copy(temporary: string): void {
    const columns = this.#new.columns;
    const insert = `INSERT INTO ${quote(temporary)} (${quoteColumns(columns)}) VALUES (${
      columns.map(() => "?").join(", ")
    })`;
    const select = `SELECT ${quoteColumns(this.#old.columns)} FROM ${quote(this.#old.table)}`;
    for (const row of this.#session.all(select, [])) {
      this.#session.run(insert, columns.map((column) => this.#convert(column, row)));
    }
  }

  #convert(column: TableColumn, row: Stored[]): Stored {
    const before = this.#before(column);
    const stored = before ? row[this.#old.columns.indexOf(before)] : null;
    if (!before || (stored === null && column.notNull)) {
      const value = this.#fill.get(column.name) ?? null;
      return value === null ? null : write(column, value);
    }
    if (stored === null || before.kind === column.kind) return stored;
    const read = CODECS[before.kind]?.read;
    return write(column, transformValue(this.#old.table, column, read ? read(stored) : stored));
  }

  #before({ name }: TableColumn): TableColumn | undefined {
    return this.#old.columns.find((column) => column.name === name);
  }

  /** A column as its table declares it: a STRICT table has booleans as integers. */
  #toSql(column: TableColumn): object {
    const fallback = column.fallback === undefined ? undefined : this.#dialect.literal(column);
    return { ...column, kind: this.#type(column), fallback };
  }

  #type(column: TableColumn): string {
    const { key } = this.#new;
    return this.#dialect.type(column, key.length === 1 && key[0].name === column.name);
  }

  /** The SQL of the indexes, without those of dropped columns, and of the triggers. */
  #indexesAndTriggers(): string[] {
    const kept = new Set<unknown>([null, ...this.#new.columns.map(({ name }) => name)]);
    const indexes = this.#schema("index").filter(([name]) =>
      this.#session.all("SELECT name FROM pragma_index_info(?)", [name])
        .every(([column]) => kept.has(column))
    );
    return [...indexes, ...this.#schema("trigger")].map(([, sql]) => sql);
  }

  #schema(type: string): [name: string, sql: string][] {
    return this.#session.all(
      "SELECT name, sql FROM sqlite_schema WHERE tbl_name = ? AND sql NOT NULL AND type = ?",
      [this.#old.table, type],
    ) as [string, string][];
  }
}

function keyNames({ key }: TableShape): string[] {
  return key.map(({ name }) => name);
}

function write({ kind }: TableColumn, value: unknown): Stored {
  const { write } = CODECS[kind] ?? {};
  return write ? write(value) : value;
}
