import { isDeepStrictEqual } from "node:util";
import { DataError, ScopeError, shown, ValueError } from "./errors.ts";
import { misfit } from "./kinds.ts";
import type { AnyRow, Codec, Column, RowClass, Store, Stored, TableShape } from "./types.ts";

/** A row to insert: its columns and their values, as they are stored. */
export interface NewRow {
  columns: Column[];
  values: Stored[];
  /** The columns that the record itself gave, without the key. */
  own: Column[];
}

/** The way of one table's records into the store, and of its rows out of it. */
export class Records {
  readonly #table: string;
  readonly #codecs: Map<Column, Codec>;
  readonly #newTextKey: () => string;

  constructor(store: Store, readonly shape: TableShape, readonly Row: RowClass<AnyRow>) {
    this.#table = shape.table;
    this.#codecs = new Map(shape.columns.map((column) => [column, store.codec(column.kind)]));
    this.#newTextKey = () => store.newTextKey();
  }

  /** A record's own fields, their names and types checked. */
  given(record: AnyRow, doing: string): Map<Column, unknown> {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new DataError(
        `Cannot ${doing} "${this.#table}": found ${shown(record)}, expected a row`,
      );
    }
    const given = new Map<Column, unknown>();
    for (const name of Object.keys(record)) {
      const value = record[name];
      if (value === undefined || typeof value === "function") continue;
      const column = this.shape.column(name);
      if (value !== null || !this.isKey(column)) this.#check(column, value, doing);
      given.set(column, value);
    }
    return given;
  }

  /** The key among fields, or undefined where it is still at its initial value: not stored yet. */
  keyIn(given: Map<Column, unknown>): unknown {
    const { key } = this.shape;
    if (key.length === 1) return isUnset(given.get(key[0])) ? undefined : given.get(key[0]);
    const parts = key.map((column) => given.get(column) ?? undefined);
    return parts.includes(undefined) ? undefined : parts;
  }

  /** The row that a record becomes: what it does not give comes from `xtra` and initial values. */
  newRow(record: AnyRow, narrowed: AnyRow | undefined): NewRow {
    const given = this.given(record, "insert into");
    const own = [...given.keys()].filter((column) => !this.isKey(column));
    const blank = new this.Row();
    if (narrowed) this.#narrow(given, narrowed, blank);
    const row: NewRow = { columns: [], values: [], own };
    for (const column of this.shape.columns) {
      let value = given.get(column) ?? this.#initial(column, given, blank);
      if (this.isKey(column) && this.#isMissing(value)) value = this.#newKey(column);
      if (value === undefined) continue;
      row.columns.push(column);
      row.values.push(this.store(column, value, "insert into"));
    }
    return row;
  }

  isKey(column: Column): boolean {
    return this.shape.key.includes(column);
  }

  /** A value as it is stored; one that does not fit its column is refused. */
  store(column: Column, value: unknown, doing: string): Stored {
    this.#check(column, value, doing);
    const { write } = this.#codecs.get(column)!;
    return write && value !== null ? write(value) : value;
  }

  toRow(stored: readonly Stored[]): AnyRow {
    return this.#read(new this.Row(), this.shape.columns, stored);
  }

  /** A row of which some columns were read: only those are its own, so only those are updated. */
  toPart(columns: readonly Column[], stored: readonly Stored[]): AnyRow {
    return this.#read(Object.create(new this.Row()), columns, stored);
  }

  keyOf(row: AnyRow): unknown {
    const { key } = this.shape;
    return key.length === 1 ? row[key[0].name] : key.map((column) => row[column.name]);
  }

  #read(row: AnyRow, columns: readonly Column[], stored: readonly Stored[]): AnyRow {
    for (let i = 0; i < columns.length; i++) {
      const value = stored[i];
      const { read } = this.#codecs.get(columns[i])!;
      row[columns[i].name] = read && value !== null ? read(value) : value;
    }
    return row;
  }

  #check(column: Column, value: unknown, doing: string): void {
    const wrong = value === null
      ? column.notNull && doing !== "search" ? "null" : undefined
      : misfit(column.kind, value);
    if (wrong === undefined) return;
    throw new ValueError(`Cannot ${doing} "${this.#table}": ${column.name} is ${wrong}`);
  }

  #initial(column: Column, given: Map<Column, unknown>, blank: AnyRow): unknown {
    if (given.has(column)) return null;
    // half a key is a mistake, never the initial value; a DEFAULT is the database's to fill in
    const half = this.isKey(column) && this.shape.key.length > 1;
    return half || column.fallback !== undefined ? undefined : blank[column.name] ?? undefined;
  }

  #isMissing(value: unknown): boolean {
    return this.shape.key.length > 1 ? value == null : isUnset(value);
  }

  /** The key of a row that has none yet; undefined where the database counts it up. */
  #newKey({ name, kind }: Column): string | undefined {
    if (this.shape.key.length === 1) {
      if (kind === "integer" || kind === "bigint") return undefined;
      if (kind === "text" && name === "id") return this.#newTextKey();
    }
    throw new ValueError(`Cannot insert into "${this.#table}": its key ${name} is not set`);
  }

  /** Sets what `xtra` asks for; a field that says otherwise is refused, an untouched one is not. */
  #narrow(given: Map<Column, unknown>, narrowed: AnyRow, blank: AnyRow): void {
    for (const [name, wanted] of Object.entries(narrowed)) {
      const column = this.shape.column(name);
      const value = given.get(column);
      const differs = value !== undefined && !isDeepStrictEqual(value, wanted);
      if (differs && !isDeepStrictEqual(value, blank[name])) {
        throw new ScopeError(
          `Cannot insert into "${this.#table}": ${name} is ${shown(value)}, ` +
            `expected ${shown(wanted)} by xtra`,
        );
      }
      given.set(column, wanted);
    }
  }
}

/** Whether a key is still at its initial value, so the row is not stored yet. */
function isUnset(value: unknown): boolean {
  return value == null || value === 0 || value === 0n || value === "";
}
