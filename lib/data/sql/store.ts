/** What all SQL backends share: queries and rows as statements. */
import { eachInTurn, type Maybe, then } from "../../maybe.ts";
import { toCasePattern } from "../letter_case.ts";
import type {
  AnyRow,
  Comparison,
  Condition,
  Grouping,
  NewRows,
  Query,
  RowSelection,
  SqlText,
  Stored,
  TableColumn,
  TableShape,
} from "../types.ts";

// SQLite takes at most 32,766 values in a statement, Postgres 65,535.
const MAX_VALUES = 30_000;

/** A table's most frequent statements. */
interface CachedSql {
  find?: string;
  readonly updates: WeakMap<readonly TableColumn[], string>;
  /** By columns, then by the number of rows. */
  readonly inserts: WeakMap<readonly TableColumn[], Map<number, string>>;
  /** By the columns that are overwritten: the last upsert of one row. */
  readonly upserts: WeakMap<readonly TableColumn[], Upsert>;
}

interface Upsert {
  readonly columns: readonly TableColumn[];
  readonly on: readonly TableColumn[] | undefined;
  readonly sql: string;
}

/** A part of a text to search for. */
export interface TextMatch {
  /** Where in the text it is. */
  readonly operator: "startsWith" | "contains";
  /** Whether a letter is its other case, as `toCases()` has it. */
  readonly ignoreCase: boolean | undefined;
  /** The part. */
  readonly text: string;
}

/** The part of a store that every SQL backend shares: it turns queries and rows into statements. */
export abstract class SqlStore {
  /** Runs a statement and returns its rows as lists. */
  protected abstract all(sql: string, values: Stored[]): Maybe<Stored[][]>;
  /** Runs a statement of the program and returns its rows as objects. */
  protected abstract objects(sql: string, values: Stored[]): Maybe<AnyRow[]>;
  /** Runs a statement and returns how many rows it changed. */
  protected abstract run(sql: string, values: Stored[]): Maybe<number>;
  /** The n-th placeholder, counted from 1. */
  protected abstract placeholder(n: number): string;
  /** The value of LIMIT for "all rows", where OFFSET needs a LIMIT. */
  protected abstract readonly noLimit: string;

  readonly #cache = new WeakMap<TableShape, CachedSql>();
  /** The largest number of rows in one INSERT. */
  protected abstract readonly rowsAtOnce: number;

  /** Runs a function in a transaction: all or nothing. */
  abstract transaction<T>(fn: () => Maybe<T>): Maybe<T>;

  /** Runs a SELECT that returns at most one row: a change has to run to its end, the commit. */
  protected one(sql: string, values: Stored[]): Maybe<Stored[][]> {
    return this.all(sql, values);
  }

  /** Generates a key for a text column `id` that is not given. */
  newTextKey(): string {
    return crypto.randomUUID();
  }

  /** Returns the values of the rows found, in the order of `query.columns`. */
  find(shape: TableShape, query: Query): Maybe<Stored[][]> {
    if (query.byKey) {
      const cached = this.#cacheOf(shape);
      cached.find ??= this.findText(quote(shape.table), query, []);
      return this.one(cached.find, keyValues(query));
    }
    const values: Stored[] = [];
    return this.all(this.findText(quote(shape.table), query, values), values);
  }

  /** Returns what SQL computes of the rows found. */
  compute(shape: TableShape, query: Query): Maybe<AnyRow[]> {
    const values: Stored[] = [];
    return this.objects(this.findText(quote(shape.table), query, values), values);
  }

  /** Runs a statement of the program and returns its rows as objects. */
  query(text: SqlText): Maybe<AnyRow[]> {
    return this.objects(this.statement(text), [...text.values]);
  }

  /** Returns the number of rows. */
  count(shape: TableShape, selection: RowSelection): Maybe<number> {
    const values: Stored[] = [];
    const sql = `SELECT count(*) FROM ${quote(shape.table)}${this.where(selection, values)}`;
    return then(this.all(sql, values), ([[count]]) => Number(count));
  }

  /** Returns for each group the values of its columns, then those of the aggregates. */
  aggregate(shape: TableShape, { by, aggregates, ...selection }: Grouping): Maybe<Stored[][]> {
    const values: Stored[] = [];
    const of = aggregates.map(({ of, column }) => `${of}(${column ? quote(column.name) : "*"})`);
    const columns = by.map(({ name }) => quote(name));
    const order = by.map((column) => this.order({ column, descending: false }));
    const sql = `SELECT ${[...columns, ...of].join(", ")} FROM ${quote(shape.table)}` +
      this.where(selection, values);
    const groups = ` GROUP BY ${columns.join(", ")} ORDER BY ${order.join(", ")}`;
    return this.all(by.length > 0 ? sql + groups : sql, values);
  }

  /** Stores rows and returns them as stored, with all columns of the shape. */
  insert(shape: TableShape, rows: NewRows): Maybe<Stored[][]> {
    const { columns, rows: { length } } = rows;
    const most = columns.length > 0
      ? Math.min(this.rowsAtOnce, Math.floor(MAX_VALUES / columns.length) || 1)
      : 1;
    if (length <= most) return this.#insertSome(shape, rows);
    const parts = Array.from({ length: Math.ceil(length / most) }, (_, i) => ({
      ...rows,
      rows: rows.rows.slice(i * most, (i + 1) * most),
    }));
    const stored: Stored[][] = [];
    const insert = (part: NewRows) =>
      then(this.#insertSome(shape, part), (found) => void stored.push(...found));
    return this.transaction(() => then(eachInTurn(parts, insert), () => stored));
  }

  /** Changes rows and returns them as stored, with all columns of the shape. */
  update(
    shape: TableShape,
    { columns, values }: { columns: readonly TableColumn[]; values: readonly Stored[] },
    selection: RowSelection,
  ): Maybe<Stored[][]> {
    const build = (values: Stored[]) => {
      const set = columns.map((column, i) =>
        this.assign(column, this.placeholder(i + 1), quote(shape.table))
      );
      return `UPDATE ${quote(shape.table)} SET ${set.join(", ")}${this.where(selection, values)} ` +
        `RETURNING ${this.returning(shape, [])}`;
    };
    if (selection.byKey) {
      const { updates } = this.#cacheOf(shape);
      let known = updates.get(columns);
      if (known === undefined) updates.set(columns, known = build([...values]));
      return this.all(known, [...values, ...keyValues(selection)]);
    }
    const all = [...values];
    return this.all(build(all), all);
  }

  /** Deletes rows and returns how many. */
  delete(shape: TableShape, selection: RowSelection): Maybe<number> {
    const values: Stored[] = [];
    return this.run(`DELETE FROM ${quote(shape.table)}${this.where(selection, values)}`, values);
  }

  /** The statement of a text, with placeholders for its values. */
  protected statement({ pieces }: SqlText): string {
    return pieces.reduce((sql, piece, i) => sql + this.placeholder(i) + piece);
  }

  /** The SELECT of a query. Its values are added to `values`. */
  protected findText(from: string, query: Query, values: Stored[]): string {
    const { columns, selectText } = query;
    // On lines of its own: a comment at its end would hide the rest.
    const select = selectText ? `${this.#fill(selectText, values)}\n` : quoteColumns(columns);
    let sql = `SELECT ${select} FROM ${from}${this.where(query, values)}`;
    if (query.order.length > 0) {
      sql += " ORDER BY " + query.order.map((order) => this.order(order)).join(", ");
    } else if (query.orderText) sql += ` ORDER BY ${this.#fill(query.orderText, values)}\n`;
    if (query.limit !== undefined || query.offset !== undefined) {
      sql += ` LIMIT ${query.limit === undefined ? this.noLimit : this.bind(query.limit, values)}`;
      if (query.offset !== undefined) sql += ` OFFSET ${this.bind(query.offset, values)}`;
    }
    return sql;
  }

  /** The WHERE of a selection, or an empty text. Its values are added to `values`. */
  protected where({ conditions, text }: RowSelection, values: Stored[]): string {
    const parts = conditions.map((condition) => this.#condition(condition, values));
    if (text) {
      const sql = this.#fill(text, values);
      // On a line of its own: a comment at the end of the text would hide the bracket and the rest.
      parts.push(`(${sql}\n)`);
    }
    return parts.length > 0 ? ` WHERE ${parts.join(" AND ")}` : "";
  }

  /** What INSERT and UPDATE return: first of all, the columns of the shape. */
  protected returning(shape: TableShape, _inserted: readonly TableColumn[]): string {
    return quoteColumns(shape.columns);
  }

  /** What INSERT has between the columns that are given and their values. */
  protected overriding(_shape: TableShape, _given: readonly TableColumn[]): string {
    return "";
  }

  /** A column where a condition compares it. */
  protected compared(_column: TableColumn, name: string): string {
    return name;
  }

  /** Sets a column of a table to a value, in UPDATE. */
  protected assign({ name, kind }: TableColumn, value: string, table: string): string {
    const column = quote(name);
    if (kind !== "json") return `${column} = ${value}`;
    // A row has the same null for none and for that of JSON: what is stored stays.
    const now = `${table}.${column}`;
    return `${column} = coalesce(${value}, CASE WHEN CAST(${now} AS text) = 'null' THEN ${now} END)`;
  }

  /** One column of an ORDER BY. */
  protected order({ column, descending }: Query["order"][number]): string {
    return quote(column.name) + (descending ? " DESC" : "");
  }

  /** Whether a text begins with another, or contains it. */
  protected textMatch(
    name: string,
    { operator, ignoreCase, text }: TextMatch,
    values: Stored[],
  ): string {
    // A regular expression, as LIKE and lower() know only the letters of the database's locale.
    if (ignoreCase) {
      const pattern = toCasePattern(text, operator === "startsWith");
      return `CAST(${name} AS text) ~ ${this.bind(pattern, values)}`;
    }
    const escaped = text.replace(/[\\%_]/g, "\\$&");
    const pattern = operator === "startsWith" ? `${escaped}%` : `%${escaped}%`;
    return `CAST(${name} AS text) LIKE ${this.bind(pattern, values)}`;
  }

  /** What is between the brackets of IN. */
  protected list(some: readonly Stored[], values: Stored[]): string {
    return some.map((value) => this.bind(value, values)).join(", ");
  }

  /** Adds a value and returns its placeholder. */
  protected bind(value: Stored, values: Stored[]): string {
    return this.placeholder(values.push(value));
  }

  /** A text with placeholders for its values, which are added to `values`. */
  #fill(text: SqlText, values: Stored[]): string {
    return text.pieces.reduce((sql, piece, i) =>
      sql + this.bind(text.values[i - 1], values) + piece
    );
  }

  #cacheOf(shape: TableShape): CachedSql {
    const known = this.#cache.get(shape);
    if (known) return known;
    const cached: CachedSql = {
      updates: new WeakMap(),
      inserts: new WeakMap(),
      upserts: new WeakMap(),
    };
    this.#cache.set(shape, cached);
    return cached;
  }

  #all(conditions: readonly Condition[], values: Stored[], table?: string): string {
    return conditions.map((one) => this.#condition(one, values, table)).join(" AND ");
  }

  #condition(condition: Condition, values: Stored[], table = ""): string {
    if ("any" in condition) {
      const some = condition.any.map((all) => this.#all(all, values, table));
      return some.length > 0 ? `(${some.join(" OR ")})` : "1 = 0";
    }
    // Also true where the comparison is null, as that of a null.
    if ("not" in condition) return `(${this.#condition(condition.not, values, table)}) IS NOT TRUE`;
    const { column, operator } = condition;
    const name = this.compared(column, table + quote(column.name));
    if (operator === "equals") return this.#equals(name, condition, values);
    const [value] = condition.values;
    const { ignoreCase } = condition;
    return operator === "startsWith" || operator === "contains"
      ? this.textMatch(name, { operator, ignoreCase, text: String(value) }, values)
      : `${name} ${SIGNS[operator]} ${this.bind(value, values)}`;
  }

  #equals(name: string, { values: allowed }: Comparison, values: Stored[]): string {
    if (allowed.length === 1) {
      return allowed[0] === null ? `${name} IS NULL` : `${name} = ${this.bind(allowed[0], values)}`;
    }
    const some = allowed.filter((value) => value !== null);
    const among = some.length > 0 ? `${name} IN (${this.list(some, values)})` : "1 = 0";
    return some.length < allowed.length ? `(${among} OR ${name} IS NULL)` : among;
  }

  #insertSome(shape: TableShape, { columns, rows, onConflict }: NewRows): Maybe<Stored[][]> {
    const values = rows.length === 1 ? [...rows[0]] : rows.flat();
    const build = () => {
      const conflict = onConflict ? this.#conflict(shape, onConflict, values) : "";
      return this.#insertText(shape, columns, rows.length) + conflict +
        ` RETURNING ${this.returning(shape, columns)}`;
    };
    if (onConflict && rows.length === 1 && onConflict.where.length === 0) {
      const { on, update } = onConflict;
      const { upserts } = this.#cacheOf(shape);
      const known = upserts.get(update);
      if (known?.columns === columns && areSame(known.on, on)) return this.all(known.sql, values);
      const sql = build();
      upserts.set(update, { columns, on, sql });
      return this.all(sql, values);
    }
    if (onConflict || rows.length > 1 && rows.length < this.rowsAtOnce) {
      return this.all(build(), values);
    }
    const { inserts } = this.#cacheOf(shape);
    let texts = inserts.get(columns);
    if (!texts) inserts.set(columns, texts = new Map());
    let text = texts.get(rows.length);
    if (text === undefined) texts.set(rows.length, text = build());
    return this.all(text, values);
  }

  #insertText(shape: TableShape, columns: readonly TableColumn[], count: number): string {
    const table = quote(shape.table);
    if (columns.length === 0) return `INSERT INTO ${table} DEFAULT VALUES`;
    let n = 0;
    const list = () => `(${columns.map(() => this.placeholder(++n)).join(", ")})`;
    const lists = Array.from({ length: count }, list).join(", ");
    const overriding = this.overriding(shape, columns);
    return `INSERT INTO ${table} (${quoteColumns(columns)})${overriding} VALUES ${lists}`;
  }

  #conflict(
    shape: TableShape,
    { on, update, where }: NonNullable<NewRows["onConflict"]>,
    values: Stored[],
  ): string {
    const head = ` ON CONFLICT ${on ? `(${quoteColumns(on)}) ` : ""}DO `;
    if (update.length === 0) return `${head}NOTHING`;
    const set = update.map((column) =>
      this.assign(column, `excluded.${quote(column.name)}`, quote(shape.table))
    ).join(", ");
    // With the table's name: without it Postgres cannot tell the old row from the new one.
    const only = this.#all(where, values, `${quote(shape.table)}.`);
    return `${head}UPDATE SET ${set}` + (only ? ` WHERE ${only}` : "");
  }
}

const SIGNS = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

function areSame(some?: readonly TableColumn[], others?: readonly TableColumn[]): boolean {
  return some === others ||
    some?.length === others?.length && some!.every((column, i) => column === others![i]);
}

function keyValues({ conditions }: RowSelection): Stored[] {
  return conditions.map((one) => (one as Comparison).values[0]);
}

/**
 * A name in SQL: `"a ""quoted"" one"`.
 *
 * @example
 * ```ts
 * import { quote } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(quote('a "name"'), '"a ""name"""');
 * ```
 */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Column names in SQL, separated by commas. */
export function quoteColumns(columns: readonly TableColumn[]): string {
  return columns.map((column) => quote(column.name)).join(", ");
}

/**
 * Makes objects of rows, from the column names and the lists of values.
 *
 * @example
 * ```ts
 * import { toObjects } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(toObjects(["id", "title"], [[1, "Emma"]]), [{ id: 1, title: "Emma" }]);
 * ```
 */
export function toObjects(columns: readonly string[], rows: readonly Stored[][]): AnyRow[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}
