import { andThen, eachInTurn, type Maybe } from "./maybe.ts";
import type {
  AnyRow,
  Column,
  Condition,
  NewRows,
  Query,
  Selection,
  SqlText,
  Stored,
  TableShape,
} from "./types.ts";

/** The statements of a table that are asked for most: their text is made once. */
interface Texts {
  find?: string;
  readonly updates: WeakMap<readonly Column[], string>;
  readonly inserts: WeakMap<readonly Column[], string>;
}

/** The part of a store that every SQL backend shares: from selections and rows to statements. */
export abstract class SqlStore {
  /** Runs a statement and returns its rows, as lists. */
  protected abstract all(sql: string, values: Stored[]): Maybe<Stored[][]>;
  /** Runs a statement and returns how many rows it changed. */
  protected abstract run(sql: string, values: Stored[]): Maybe<number>;
  /** The n-th placeholder, from 1. */
  protected abstract placeholder(n: number): string;
  /** `LIMIT` without a number, where OFFSET needs one. */
  protected abstract readonly noLimit: string;

  readonly #texts = new WeakMap<TableShape, Texts>();
  /** How many rows one INSERT takes; a prepared statement for one row is the fastest on SQLite. */
  protected readonly rowsAtOnce: number = 1;

  abstract transaction<T>(fn: () => Maybe<T>): Maybe<T>;

  newTextKey(): string {
    return crypto.randomUUID();
  }

  find(shape: TableShape, query: Query): Maybe<Stored[][]> {
    if (query.byKey) {
      const texts = this.#textsOf(shape);
      texts.find ??= this.#findText(shape, query, []);
      return this.all(texts.find, keyValues(query));
    }
    const values: Stored[] = [];
    return this.all(this.#findText(shape, query, values), values);
  }

  count(shape: TableShape, selection: Selection): Maybe<number> {
    const values: Stored[] = [];
    const sql = `SELECT count(*) FROM ${quote(shape.table)}${this.where(selection, values)}`;
    return andThen(this.all(sql, values), ([[count]]) => Number(count));
  }

  insert(shape: TableShape, rows: NewRows): Maybe<Stored[][]> {
    if (rows.rows.length === 1 && !rows.onConflict) {
      const { inserts } = this.#textsOf(shape);
      const known = inserts.get(rows.columns) ?? this.#insertion(shape, rows, 1).sql;
      inserts.set(rows.columns, known);
      return this.all(known, [...rows.rows[0]]);
    }
    const size = Math.min(rows.rows.length, rows.columns.length > 0 ? this.rowsAtOnce : 1);
    const { sql, tail } = this.#insertion(shape, rows, size);
    const insertSome = (some: NewRows["rows"]) =>
      this.all(sql, tail.length > 0 || size > 1 ? [...some.flat(), ...tail] : [...some[0]]);
    if (rows.rows.length === size) return insertSome(rows.rows);
    const whole = rows.rows.length - rows.rows.length % size;
    const starts = Array.from({ length: whole / size }, (_, i) => i * size);
    const stored: Stored[][] = [];
    const keep = (found: Stored[][]) => void stored.push(...found);
    return this.transaction(() =>
      andThen(
        eachInTurn(starts, (i) => andThen(insertSome(rows.rows.slice(i, i + size)), keep)),
        () => {
          const rest = rows.rows.slice(whole);
          if (rest.length === 0) return stored;
          return andThen(andThen(this.insert(shape, { ...rows, rows: rest }), keep), () => stored);
        },
      )
    );
  }

  update(
    shape: TableShape,
    { columns, values }: { columns: readonly Column[]; values: readonly Stored[] },
    selection: Selection,
  ): Maybe<Stored[][]> {
    const build = (values: Stored[]) => {
      const set = columns.map(({ name }, i) => `${quote(name)} = ${this.placeholder(i + 1)}`);
      return `UPDATE ${quote(shape.table)} SET ${set.join(", ")}${this.where(selection, values)} ` +
        `RETURNING ${names(shape.columns)}`;
    };
    if (selection.byKey) {
      const { updates } = this.#textsOf(shape);
      const known = updates.get(columns) ?? build([...values]);
      updates.set(columns, known);
      return this.all(known, [...values, ...keyValues(selection)]);
    }
    const all = [...values];
    return this.all(build(all), all);
  }

  delete(shape: TableShape, selection: Selection): Maybe<number> {
    const values: Stored[] = [];
    return this.run(`DELETE FROM ${quote(shape.table)}${this.where(selection, values)}`, values);
  }

  /** The statement of a text with its values bound. */
  protected statement({ pieces }: SqlText): string {
    return pieces.reduce((sql, piece, i) => sql + this.placeholder(i) + piece);
  }

  protected where({ conditions, text }: Selection, values: Stored[]): string {
    const parts = conditions.map((condition) => this.#condition(condition, values));
    if (text) {
      const sql = text.pieces.reduce((sql, piece, i) =>
        sql + this.bind(text.values[i - 1], values) + piece
      );
      // a line of its own: a comment at its end must not swallow the bracket, nor the rest
      parts.push(`(${sql}\n)`);
    }
    return parts.length > 0 ? ` WHERE ${parts.join(" AND ")}` : "";
  }

  protected order({ column, descending }: Query["order"][number]): string {
    return quote(column.name) + (descending ? " DESC" : "");
  }

  protected bind(value: Stored, values: Stored[]): string {
    return this.placeholder(values.push(value));
  }

  #findText(shape: TableShape, query: Query, values: Stored[]): string {
    let sql = `SELECT ${names(query.columns)} FROM ${quote(shape.table)}` +
      this.where(query, values);
    if (query.order.length > 0) {
      sql += " ORDER BY " + query.order.map((order) => this.order(order)).join(", ");
    }
    if (query.limit !== undefined || query.offset !== undefined) {
      sql += ` LIMIT ${query.limit === undefined ? this.noLimit : this.bind(query.limit, values)}`;
      if (query.offset !== undefined) sql += ` OFFSET ${this.bind(query.offset, values)}`;
    }
    return sql;
  }

  #textsOf(shape: TableShape): Texts {
    const known = this.#texts.get(shape);
    if (known) return known;
    const texts: Texts = { updates: new WeakMap(), inserts: new WeakMap() };
    this.#texts.set(shape, texts);
    return texts;
  }

  #condition({ column, values: allowed }: Condition, values: Stored[], table = ""): string {
    const name = table + quote(column.name);
    if (allowed.length === 1) {
      return allowed[0] === null ? `${name} IS NULL` : `${name} = ${this.bind(allowed[0], values)}`;
    }
    const some = allowed.filter((value) => value !== null);
    const among = some.length > 0
      ? `${name} IN (${some.map((value) => this.bind(value, values)).join(", ")})`
      : "1 = 0";
    return some.length < allowed.length ? `(${among} OR ${name} IS NULL)` : among;
  }

  /** The statement that inserts so many rows, and the values that follow theirs. */
  #insertion(
    shape: TableShape,
    { columns, onConflict }: NewRows,
    count: number,
  ): { sql: string; tail: Stored[] } {
    const values: Stored[] = [];
    const list = () => `(${columns.map(() => this.bind(undefined, values)).join(", ")})`;
    const lists = Array.from({ length: count }, list);
    const bound = values.length;
    const sql = `INSERT INTO ${quote(shape.table)} ` +
      (columns.length > 0 ? `(${names(columns)}) VALUES ${lists.join(", ")}` : "DEFAULT VALUES") +
      (onConflict ? this.#conflict(shape, onConflict, values) : "") +
      ` RETURNING ${names(shape.columns)}`;
    return { sql, tail: values.slice(bound) };
  }

  #conflict(
    shape: TableShape,
    { update, where }: NonNullable<NewRows["onConflict"]>,
    values: Stored[],
  ): string {
    const head = ` ON CONFLICT (${names(shape.key)}) DO `;
    if (update.length === 0) return `${head}NOTHING`;
    const set = update.map(({ name }) => `${quote(name)} = excluded.${quote(name)}`).join(", ");
    // the table's name in front: without it Postgres cannot tell the old row from the new one
    const only = where.map((one) => this.#condition(one, values, `${quote(shape.table)}.`));
    return `${head}UPDATE SET ${set}` + (only.length > 0 ? ` WHERE ${only.join(" AND ")}` : "");
  }
}

function keyValues({ conditions }: Selection): Stored[] {
  return conditions.map(({ values }) => values[0]);
}

/** A name in SQL: `"a ""quoted"" one"`. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Names in SQL, with commas. */
export function names(columns: readonly Column[]): string {
  return columns.map((column) => quote(column.name)).join(", ");
}

/** Rows as objects, from their column names and lists of values. */
export function toObjects(columns: readonly string[], rows: readonly Stored[][]): AnyRow[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}
