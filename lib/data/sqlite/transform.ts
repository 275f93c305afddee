/** Changes of an existing SQLite table to another shape. */
import { isSame } from "../../same_value.ts";
import {
  DataError,
  quote,
  quoteColumns,
  Shape,
  show,
  type Stored,
  type TableChange,
  type TableColumn,
  type TableShape,
  toChangedIndex,
  toCreateIndexes,
  transformValue,
  Unfit,
} from "../backend.ts";
import { type Definition, parseDefinition, toIndexedNames } from "./definition.ts";
import { Redefinition } from "./redefinition.ts";
import { CODECS } from "./codecs.ts";
import { describeDeclared, findRowid, toDialect } from "./schema.ts";
import { createSearch, dropSearch, readSearch } from "./search.ts";
import type { SqliteSession } from "./session.ts";

/**
 * Brings a table to a shape in one transaction, or does nothing where it has that shape. Columns are
 * renamed and added in place; for other changes a new table is built, with the old one's own words
 * for what does not change, and takes its name (sqlite.org/lang_altertable.html, section 7).
 */
export function transform(session: SqliteSession, now: TableShape, change: TableChange): void {
  const names = new Set(now.columns.map(({ name }) => name));
  const isRenamed = [...change.from.values()].some((from) => names.has(from));
  const type = typeOf(session, now.table);
  if (type !== "table") {
    const { columns } = change.shape;
    if (columns.length === names.size && columns.every(({ name }) => names.has(name))) return;
    throw new DataError(
      `Cannot transform table "${now.table}": it is a ${type} table, expected one of rows`,
    );
  }
  if (!isRenamed && !new Transform(session, change).isNeeded) return;
  // With foreign keys on, dropping the old table would delete the rows that point to it. In a
  // transaction, SQLite does not turn them off.
  const isAlone = !session.inTransaction;
  if (isAlone) session.run("PRAGMA foreign_keys = OFF");
  try {
    session.transaction(() => run(session, now.table, change));
  } catch (error) {
    // Errors of SQLite, which are the cause of another, do not say which table was to be changed.
    if (!(error instanceof DataError && error.cause)) throw error;
    const why = error.message;
    throw new DataError(`Cannot transform table "${now.table}": ${why}`, { cause: error });
  } finally {
    if (isAlone) session.run("PRAGMA foreign_keys = ON");
  }
}

function run(session: SqliteSession, table: string, change: TableChange): void {
  const orphans = countOrphans(session), errors = findErrors(session);
  // Read again: another process of the program may have changed the table already.
  const names = new Set(describeNow(session, table).columns.map(({ name }) => name));
  const search = readSearch(session, table);
  if (search) dropSearch(session, search);
  for (const [to, from] of change.from) {
    if (!names.has(from)) continue;
    session.run(`ALTER TABLE ${quote(table)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`);
  }
  new Transform(session, change).run();
  const index = search && toChangedIndex(search.index, change);
  if (index) createSearch(session, table, index);
  checkSchema(session);
  for (const error of findErrors(session)) {
    if (errors.has(error)) continue;
    throw new DataError(`Cannot transform table "${table}": ${error}, expected a migration`);
  }
  for (const [key, { child, parent, count }] of countOrphans(session)) {
    if (count <= (orphans.get(key)?.count ?? 0)) continue;
    throw new DataError(
      `Cannot transform table "${table}": rows of ${child} would point to no row of ${parent}, ` +
        "expected one for each",
    );
  }
}

/** What the name is of: a table, a view, or a virtual table, whose columns are its module's. */
function typeOf(session: SqliteSession, table: string): Stored {
  const sql = "SELECT type FROM pragma_table_list(?) WHERE schema = 'main'";
  return session.all(sql, [table])[0][0];
}

function describeNow(session: SqliteSession, table: string): TableShape {
  return describeDeclared((sql, values) => session.all(sql, values), table)!;
}

/** Throws where a trigger or a view no longer fits: renaming a column makes SQLite parse them all. */
function checkSchema(session: SqliteSession): void {
  session.run("CREATE TABLE _fits (a)");
  session.run("ALTER TABLE _fits RENAME COLUMN a TO b");
  session.run("DROP TABLE _fits");
}

/**
 * What fails in triggers and in virtual tables. SQLite reads what a trigger sets only when it compiles
 * a statement that runs it, and full-text search reads its table only when it is searched.
 */
function findErrors(session: SqliteSession): Set<string> {
  const errors = new Set<string>();
  const test = (place: string, step: () => void) => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof DataError && error.cause instanceof Error)) throw error;
      errors.add(`found ${show(error.cause.message)} in ${place}`);
    }
  };
  const virtual = session.all(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'",
    [],
  );
  for (const [name] of virtual) {
    const sql = `SELECT * FROM ${quote(String(name))} LIMIT 1`;
    test(`the virtual table "${name}"`, () => session.all(sql, []));
  }
  const triggered = session.all(
    "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'",
    [],
  );
  for (const [name] of triggered) {
    const table = quote(String(name)), place = `a trigger of "${name}"`;
    const set = describeNow(session, String(name)).columns
      .filter(({ generated }) => !generated)
      .map(({ name }) => `${quote(name)} = ${quote(name)}`);
    test(place, () => session.compile(`INSERT INTO ${table} DEFAULT VALUES`));
    test(place, () => session.compile(`UPDATE ${table} SET ${set.join(", ")}`));
    test(place, () => session.compile(`DELETE FROM ${table}`));
  }
  return errors;
}

/** The rows that point to no row. Another program may have left some before. */
function countOrphans(
  session: SqliteSession,
): Map<string, { child: Stored; parent: Stored; count: number }> {
  const found = session.all(
    'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2',
    [],
  );
  return new Map(
    found.map(([child, parent, count]) => [
      JSON.stringify([child, parent]),
      { child, parent, count: Number(count) },
    ]),
  );
}

class Transform {
  readonly #session: SqliteSession;
  readonly #table: string;
  readonly #old: TableShape;
  readonly #definition: Definition;
  readonly #new: Redefinition;
  readonly #fill: ReadonlyMap<string, unknown>;
  /** The shape with the indexes that the table does not have. */
  readonly #unindexed: TableShape;

  constructor(session: SqliteSession, { shape: wanted, fill }: TableChange) {
    const { table } = wanted;
    this.#session = session;
    this.#table = table;
    this.#fill = fill;
    const old = this.#old = describeNow(session, table);
    const shape = withoutRowid(wanted, old);
    const definition = this.#definition = parseDefinition(this.#schema("table")[0][1]);
    const dialect = toDialect(/\bSTRICT\b/i.test(definition.suffix));
    this.#new = new Redefinition(old, shape, { definition, dialect });
    const missing = shape.indexes.filter((index) => !old.indexes.some((one) => isSame(one, index)));
    this.#unindexed = new Shape(table, shape.columns, shape.key, missing);
  }

  get isNeeded(): boolean {
    const { isKept, added } = this.#new;
    return !isKept || added.length > 0 || this.#unindexed.indexes.length > 0;
  }

  run(): void {
    if (!this.#new.isKept || !this.#new.added.every(isAddable)) this.#rebuild();
    else this.#add();
    for (const sql of toCreateIndexes(this.#unindexed)) this.#session.run(sql);
  }

  #add(): void {
    const table = quote(this.#table);
    for (const column of this.#new.added) {
      this.#session.run(`ALTER TABLE ${table} ADD COLUMN ${this.#new.toNewText(column)}`);
      const fill = this.#fillOf(column);
      if (fill === null) continue;
      this.#session.run(`UPDATE ${table} SET ${quote(column.name)} = ?`, [fill]);
    }
  }

  #rebuild(): void {
    const table = this.#table, temporary = `_new_${table}`;
    this.#checkReferring();
    const definition = this.#new.toCreateTable(temporary);
    const kept = this.#indexesAndTriggers();
    this.#session.run(definition);
    this.#copy(temporary);
    if (/\bAUTOINCREMENT\b/i.test(definition)) this.#copyCount(temporary);
    this.#session.run(`DROP TABLE ${quote(table)}`);
    // Without legacy mode, views of the table, which is missing just now, stop the renaming.
    this.#session.run("PRAGMA legacy_alter_table = ON");
    this.#session.run(`ALTER TABLE ${quote(temporary)} RENAME TO ${quote(table)}`);
    this.#session.run("PRAGMA legacy_alter_table = OFF");
    for (const sql of kept) this.#session.run(sql);
  }

  /** Throws where dropping the table would delete rows that point to it. */
  #checkReferring(): void {
    const [[isOn]] = this.#session.all("PRAGMA foreign_keys", []);
    if (!isOn) return;
    const [referring] = this.#session.all(
      `SELECT t.name FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name) AS k
      WHERE t.schema = 'main' AND k."table" = ? COLLATE NOCASE`,
      [this.#table],
    );
    if (!referring) return;
    throw new DataError(
      `Cannot transform table "${this.#table}": ${
        referring[0]
      } refers to it and a transaction is ` +
        "open, expected none",
    );
  }

  /** The highest key that was ever given: those of deleted rows are not given again. */
  #copyCount(temporary: string): void {
    this.#session.run("DELETE FROM sqlite_sequence WHERE name = ?", [temporary]);
    this.#session.run(
      "INSERT INTO sqlite_sequence SELECT ?, seq FROM sqlite_sequence WHERE name = ?",
      [temporary, this.#table],
    );
  }

  /** Copies the rows inside SQLite, so that no value passes through JavaScript but for a new type. */
  #copy(temporary: string): void {
    const columns = this.#new.columns.filter((column) => !this.#new.before(column)?.generated);
    const retyped = columns.filter((column) =>
      this.#new.isRetyped(column) && column.kind !== "any"
    );
    const rowid = this.#rowid();
    if (retyped.length > 0) this.#convert(retyped, rowid);
    const values: Stored[] = [];
    const targets: string[] = [], sources: string[] = [];
    const bind = (value: Stored) => (values.push(value), "?");
    if (rowid && !this.#isRowidNamed(temporary)) {
      targets.push(rowid);
      sources.push(`t.${rowid}`);
    }
    for (const column of columns) {
      const before = this.#new.before(column);
      const fill = this.#fillOf(column);
      if (!before && fill === null) continue;
      targets.push(quote(column.name));
      const i = retyped.indexOf(column);
      const source = i < 0 ? `t.${quote(column.name)}` : `v.c${i}`;
      const isFilled = !before || column.notNull && !before.notNull && fill !== null;
      const filled = isFilled ? bind(fill) : "";
      sources.push(!before ? filled : isFilled ? `coalesce(${source}, ${filled})` : source);
    }
    const join = retyped.length > 0 ? ` JOIN temp._values AS v ON v.id = t.${rowid}` : "";
    this.#session.run(
      `INSERT INTO ${quote(temporary)} (${targets.join(", ")}) SELECT ${sources.join(", ")} ` +
        `FROM ${quote(this.#table)} AS t${join}`,
      values,
    );
    if (retyped.length > 0) this.#session.run("DROP TABLE temp._values");
  }

  /** What old rows get in a column that is new or required. A foreign key of none is null. */
  #fillOf(column: TableColumn): Stored {
    const value = this.#fill.get(column.name) ?? null;
    const isNone = value === null || column.references && (value === "" || Number(value) === 0);
    return isNone ? null : write(column, value);
  }

  /** Converts the values of columns that get a new type, each with the number of its row. */
  #convert(columns: readonly TableColumn[], rowid: string | undefined): void {
    if (!rowid) {
      throw new DataError(
        `Cannot transform table "${this.#table}": ${columns[0].name} would get another type in a ` +
          "table WITHOUT ROWID, expected a migration",
      );
    }
    const names = columns.map((_, i) => `c${i}`);
    this.#session.run(`CREATE TEMP TABLE _values (id INTEGER PRIMARY KEY, ${names.join(", ")})`);
    const insert = `INSERT INTO temp._values VALUES (?, ${names.map(() => "?").join(", ")})`;
    const select = `SELECT ${rowid}, ${quoteColumns(columns)} FROM ${quote(this.#table)}`;
    for (const [id, ...row] of this.#session.all(select, [])) {
      const values = row.map((stored, i) => this.#toKind(columns[i], stored));
      this.#session.run(insert, [id, ...values]);
    }
  }

  #toKind(column: TableColumn, stored: Stored): Stored {
    if (stored === null) return null;
    const { read } = CODECS[this.#new.before(column)!.kind];
    const value = read?.(stored);
    const found = value instanceof Unfit ? value.value : value;
    return write(column, transformValue(this.#table, column, found));
  }

  /** The name by which SQLite gives a row's own number, in the old table and in the new one. */
  #rowid(): string | undefined {
    if (/\bWITHOUT\b/i.test(this.#definition.suffix)) return undefined;
    return findRowid([...this.#old.columns, ...this.#new.columns]);
  }

  /** Whether the key of a table is its rows' own number. */
  #isRowidNamed(table: string): boolean {
    const key = this.#session.all("SELECT type FROM pragma_table_info(?) WHERE pk > 0", [table]);
    return key.length === 1 && String(key[0][0]).toUpperCase() === "INTEGER";
  }

  /** The SQL of the indexes, without those of dropped columns, and of the triggers. */
  #indexesAndTriggers(): string[] {
    const dropped = new Set<unknown>(this.#new.dropped.map(({ name }) => name));
    const indexes = this.#schema("index").filter(([name]) =>
      !this.#session.all("SELECT name FROM pragma_index_info(?)", [name])
        .some(([column]) => dropped.has(column))
    );
    for (const [, sql] of indexes) {
      this.#new.checkNames({ text: sql, names: toIndexedNames(sql) });
    }
    return [...indexes, ...this.#schema("trigger")].map(([, sql]) => sql);
  }

  #schema(type: string): [name: string, sql: string][] {
    return this.#session.all(
      "SELECT name, sql FROM sqlite_schema WHERE tbl_name = ? AND sql NOT NULL AND type = ?",
      [this.#table, type],
    ) as [string, string][];
  }
}

/** A shape without the number of the rows of a table that has no key: it is no column to add. */
function withoutRowid(shape: TableShape, old: TableShape): TableShape {
  const [key] = shape.key;
  if (old.key.length > 0 || shape.key.length > 1 || key.name !== findRowid(old.columns)) {
    return shape;
  }
  return new Shape(
    shape.table,
    shape.columns.filter((column) => column !== key),
    [],
    shape.indexes,
  );
}

/** Whether ALTER TABLE can add the column to a table with rows. */
function isAddable({ notNull, fallback }: TableColumn): boolean {
  return !notNull || fallback != null;
}

function write({ kind }: TableColumn, value: unknown): Stored {
  const { write } = CODECS[kind];
  return write ? write(value) : value;
}
