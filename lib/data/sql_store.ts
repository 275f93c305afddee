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

  abstract transaction<T>(fn: () => Maybe<T>): Maybe<T>;

  find(shape: TableShape, query: Query): Maybe<Stored[][]> {
    const values: Stored[] = [];
    let sql = `SELECT ${names(query.columns)} FROM ${quote(shape.table)}` +
      this.where(query, values);
    if (query.order.length > 0) {
      sql += " ORDER BY " + query.order
        .map(({ column, descending }) => quote(column.name) + (descending ? " DESC" : ""))
        .join(", ");
    }
    if (query.limit !== undefined || query.offset !== undefined) {
      sql += ` LIMIT ${query.limit === undefined ? this.noLimit : this.bind(query.limit, values)}`;
      if (query.offset !== undefined) sql += ` OFFSET ${this.bind(query.offset, values)}`;
    }
    return this.all(sql, values);
  }

  count(shape: TableShape, selection: Selection): Maybe<number> {
    const values: Stored[] = [];
    const sql = `SELECT count(*) FROM ${quote(shape.table)}${this.where(selection, values)}`;
    return andThen(this.all(sql, values), ([[count]]) => Number(count));
  }

  insert(shape: TableShape, { columns, rows, onConflict }: NewRows): Maybe<Stored[][]> {
    const tail: Stored[] = [];
    const head = `INSERT INTO ${quote(shape.table)}`;
    const conflict = onConflict ? this.#conflict(shape, onConflict, columns.length, tail) : "";
    const sql =
      (columns.length > 0
        ? `${head} (${names(columns)}) VALUES (${
          columns.map((_, i) => this.placeholder(i + 1)).join(", ")
        })`
        : `${head} DEFAULT VALUES`) + `${conflict} RETURNING ${names(shape.columns)}`;
    if (rows.length === 1) return this.all(sql, [...rows[0], ...tail]);
    const stored: Stored[][] = [];
    return this.transaction(() =>
      andThen(
        eachInTurn(rows, (row) =>
          andThen(this.all(sql, [...row, ...tail]), (found) => void stored.push(...found))),
        () =>
          stored,
      )
    );
  }

  update(
    shape: TableShape,
    changes: { columns: readonly Column[]; values: readonly Stored[] },
    selection: Selection,
  ): Maybe<Stored[][]> {
    const values = [...changes.values];
    const set = changes.columns.map((column, i) =>
      `${quote(column.name)} = ${this.placeholder(i + 1)}`
    ).join(", ");
    const where = this.where(selection, values);
    return this.all(
      `UPDATE ${quote(shape.table)} SET ${set}${where} RETURNING ${names(shape.columns)}`,
      values,
    );
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

  protected bind(value: Stored, values: Stored[]): string {
    return this.placeholder(values.push(value));
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

  #conflict(
    shape: TableShape,
    { update, where }: NonNullable<NewRows["onConflict"]>,
    bound: number,
    tail: Stored[],
  ): string {
    const head = ` ON CONFLICT (${names(shape.key)}) DO `;
    if (update.length === 0) return `${head}NOTHING`;
    const set = update.map(({ name }) => `${quote(name)} = excluded.${quote(name)}`).join(", ");
    // the table's name in front: without it Postgres cannot tell the old row from the new one
    const values: Stored[] = Array(bound).fill(undefined);
    const only = where.map((one) => this.#condition(one, values, `${quote(shape.table)}.`));
    tail.push(...values.slice(bound));
    return `${head}UPDATE SET ${set}` + (only.length > 0 ? ` WHERE ${only.join(" AND ")}` : "");
  }
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
