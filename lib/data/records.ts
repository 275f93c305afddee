/** Records of the program as values to store, and stored rows as objects. */
import { isSame } from "../same_value.ts";
import { DataError, show, ValueError, XtraError } from "./errors.ts";
import { type ColumnKind, expectedOf, fits, Unfit } from "./kinds.ts";
import type {
  AnyRow,
  Codec,
  RowClass,
  SqlText,
  Store,
  Stored,
  TableColumn,
  TableShape,
} from "./types.ts";
import type { PerRequest } from "./xtra.ts";

/** Columns, and a stored value for each. */
export interface Values {
  readonly columns: readonly TableColumn[];
  readonly values: Stored[];
}

/**
 * A record's own fields, in the order of the table's columns, or undefined for columns it does not
 * give.
 */
export type Given = unknown[];

/** Converts the records of one table into stored values, and stored rows into objects. */
export class Records {
  readonly shape: TableShape;
  readonly Row: RowClass<AnyRow>;
  readonly #table: string;
  readonly #codecs: readonly Codec[];
  readonly #keys: readonly number[];
  readonly #store: Store;
  readonly #xtra: PerRequest<AnyRow>;
  /** For each column, whether a new row that does not give it takes its default value. */
  readonly #initials: readonly boolean[];
  #lists = new ColumnList([]);
  /** Rows with values that do not fit their columns, by the columns' names. */
  #unfit: WeakMap<object, Map<string, Unfit>> | undefined;

  constructor(
    store: Store,
    shape: TableShape,
    { Row, xtra }: { Row: RowClass<AnyRow>; xtra: PerRequest<AnyRow> },
  ) {
    this.shape = shape;
    this.Row = Row;
    this.#store = store;
    this.#xtra = xtra;
    this.#table = shape.table;
    this.#codecs = shape.columns.map(({ kind, items }) => store.codec(kind, items));
    this.#keys = shape.key.map((column) => shape.columns.indexOf(column));
    const blank = new Row();
    this.#initials = shape.columns.map((column, i) => this.#takesInitial(column, i, blank));
  }

  /** What `xtra` filters the table to, for the caller's request. */
  get narrowed(): AnyRow | undefined {
    return this.#xtra.value;
  }

  /** Returns a record's own fields, with names and types checked. */
  given(record: AnyRow, verb: string): Given {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new DataError(
        `Cannot ${verb} "${this.#table}": found ${show(record)}, expected a row`,
      );
    }
    const { columns } = this.shape;
    const given: Given = new Array(columns.length);
    const unfit = this.#unfit?.get(record);
    let known = 0;
    for (let i = 0; i < columns.length; i++) {
      const { name, generated } = columns[i];
      const value = Object.hasOwn(record, name) ? record[name] : undefined;
      if (value !== undefined) known++;
      const original = unfit?.get(name);
      if (generated || original && Object.is(original.value, value)) {
        given[i] = generated ? undefined : original;
        continue;
      }
      if (value !== undefined && (value !== null || !this.#keys.includes(i))) {
        this.#check(columns[i], value, verb);
      }
      given[i] = value;
    }
    const names = Object.keys(record);
    if (names.length > known) {
      // A method that a class creates for each instance is no column, and undefined is not given.
      for (const name of names) if (typeof record[name] !== "function") this.shape.column(name);
    }
    return given;
  }

  /**
   * The key among the fields, or undefined if it still has its default value: the row is not
   * stored.
   */
  keyIn(given: Given): unknown {
    const [first, second] = this.#keys;
    if (second === undefined) return isUnset(given[first]) ? undefined : given[first];
    const parts = this.#keys.map((i) => given[i] ?? undefined);
    return parts.includes(undefined) ? undefined : parts;
  }

  /** The given fields of the columns that an update writes. */
  changes(given: Given, writes: (column: TableColumn) => boolean): Values {
    return this.#toValues(given, (column, value) => !(value instanceof Unfit) && writes(column));
  }

  /** The row to insert for a record. Missing columns come from `xtra` and default values. */
  newRow(record: AnyRow): Values {
    const given = this.given(record, "insert into");
    const { columns } = this.shape;
    // A class may give each row other initial values, so each row creates one, if it is needed.
    let blank: AnyRow | undefined;
    const { narrowed } = this;
    if (narrowed) this.#narrow(given, narrowed, blank = new this.Row());
    for (let i = 0; i < columns.length; i++) {
      if (given[i] !== undefined || !this.#initials[i]) continue;
      given[i] = this.#initialOf(columns[i], blank ??= new this.Row());
    }
    for (const i of this.#keys) given[i] = this.#key(columns[i], given[i]);
    return this.#toValues(given);
  }

  isKey(column: TableColumn): boolean {
    return this.shape.key.includes(column);
  }

  /** Compiles a where text, with its values in their stored form. */
  toText(where: string, args: unknown): SqlText {
    return this.#store.text(where, args);
  }

  /** Converts a value to its stored form. Throws if it does not fit its column. */
  toStored(column: TableColumn, value: unknown, verb: string): Stored {
    this.#check(column, value, verb);
    const { write } = this.#codecs[this.shape.columns.indexOf(column)];
    return write && value !== null ? write(value) : value;
  }

  /** The stored forms that a value may have, to search for. */
  toForms(column: TableColumn, value: unknown): readonly Stored[] {
    const { forms } = this.#codecs[this.shape.columns.indexOf(column)];
    if (!forms || value === null) return [this.toStored(column, value, "search")];
    this.#check(column, value, "search");
    return forms(value);
  }

  toRow(stored: readonly Stored[]): AnyRow {
    const row = new this.Row();
    const { columns } = this.shape;
    for (let i = 0; i < columns.length; i++) {
      const { read } = this.#codecs[i];
      let value = stored[i];
      if (read && value !== null) {
        value = read(value);
        if (value instanceof Unfit) value = this.#keep(row, columns[i], value);
      }
      row[columns[i].name] = value;
    }
    return row;
  }

  /** What a row has of a value that does not fit, which is remembered with what is stored. */
  #keep(row: AnyRow, { name }: TableColumn, unfit: Unfit): unknown {
    this.#unfit ??= new WeakMap();
    const kept = this.#unfit.get(row) ?? new Map<string, Unfit>();
    this.#unfit.set(row, kept.set(name, unfit));
    return unfit.value;
  }

  /** What a column has, as it is read: `Unfit` where that does not fit. */
  read(column: TableColumn, stored: Stored): unknown {
    const { read } = this.#codecs[this.shape.columns.indexOf(column)];
    return read && stored !== null ? read(stored) : stored;
  }

  /** A row of which some columns were read: it has no others, so an update writes no others. */
  toPart(columns: readonly TableColumn[], stored: readonly Stored[]): AnyRow {
    const row = Object.create(this.Row.prototype);
    columns.forEach((column, i) => {
      const value = this.read(column, stored[i]);
      row[column.name] = value instanceof Unfit ? this.#keep(row, column, value) : value;
    });
    return row;
  }

  keyOf(row: AnyRow): unknown {
    const { key } = this.shape;
    return key.length === 1 ? row[key[0].name] : key.map((column) => row[column.name]);
  }

  #toValues(given: Given, writes?: (column: TableColumn, value: unknown) => boolean): Values {
    const { columns } = this.shape;
    const values: Stored[] = [];
    let list = this.#lists;
    for (let i = 0; i < columns.length; i++) {
      const value = given[i];
      if (value === undefined || writes && !writes(columns[i], value)) continue;
      const { write } = this.#codecs[i];
      values.push(
        value instanceof Unfit ? value.stored : write && value !== null ? write(value) : value,
      );
      list = list.with(columns[i], i);
    }
    // Forms of clients can name any set of columns, so the number of lists has a bound.
    if (list.isFull) this.#lists = new ColumnList([]);
    return { columns: list.columns, values };
  }

  #check(column: TableColumn, value: unknown, verb: string): void {
    const { name, kind, notNull, choices, items } = column;
    const isSearch = verb === "search";
    if (value === null) {
      if (!notNull || isSearch) return;
    } else if (items) {
      if (isListOf(items, value)) return;
    } else if (fits(kind, value) && (!choices || isSearch || choices.includes(value))) return;
    const expected = value === null ? "a value" : choices?.map(show).join(" or ") ??
      (items ? `a list, each ${expectedOf(items)}` : expectedOf(kind));
    throw new ValueError(
      `Cannot ${verb} "${this.#table}": ${name} is ${show(value)}, expected ${expected}`,
    );
  }

  #initialOf(column: TableColumn, blank: AnyRow): unknown {
    const value = blank[column.name] ?? undefined;
    if (value !== undefined) this.#check(column, value, "insert into");
    return value;
  }

  /**
   * Whether a column that is not given takes its default value. It does not if that value is null,
   * if the database has a DEFAULT for it, or if the column is one of several in the key.
   */
  #takesInitial({ name, fallback, generated }: TableColumn, i: number, blank: AnyRow): boolean {
    if (generated || fallback !== undefined || blank[name] == null) return false;
    return !this.#keys.includes(i) || this.#keys.length === 1 && !isUnset(blank[name]);
  }

  /** The key of a new row: its own, a generated one, or none where the database counts. */
  #key({ name, kind }: TableColumn, value: unknown): unknown {
    if (this.#keys.length > 1 ? value != null : !isUnset(value)) return value;
    if (this.#keys.length === 1) {
      if (kind === "integer" || kind === "bigint") return undefined;
      if (kind === "text" && name === "id") return this.#store.newTextKey();
    }
    throw new ValueError(
      `Cannot insert into "${this.#table}": its key ${name} is ${show(value)}, expected a value`,
    );
  }

  /**
   * Sets the columns that `xtra` fixes. Throws if a field says otherwise, unless it is at its
   * default value.
   */
  #narrow(given: Given, narrowed: AnyRow, blank: AnyRow): void {
    for (const [name, wanted] of Object.entries(narrowed)) {
      const column = this.shape.column(name);
      const i = this.shape.columns.indexOf(column);
      const allowed = toAllowed(column, wanted);
      if (allowed.some((one) => isSame(one, given[i]))) continue;
      const isUntouched = given[i] === undefined || isSame(given[i], blank[name]);
      if (!isUntouched || allowed.length !== 1) {
        throw new XtraError(
          `Cannot insert into "${this.#table}": ${name} is ${show(given[i])}, ` +
            `expected ${allowed.map(show).join(" or ") || "no row"} by xtra`,
        );
      }
      given[i] = allowed[0];
    }
  }
}

/** The values that a column may have: one, or any of a list, unless its own value is a list. */
export function toAllowed(column: TableColumn, value: unknown): readonly unknown[] {
  return Array.isArray(value) && column.kind !== "json" ? value : [value];
}

function isListOf(items: ColumnKind, value: unknown): boolean {
  return Array.isArray(value) &&
    value.every((item) => item === null || fits(items, item) || isListOf(items, item));
}

const MAX_LISTS = 1000;

/** A list of columns: always the same object for the same columns, as the key to cached SQL. */
class ColumnList {
  readonly columns: readonly TableColumn[];
  /** The lists with one column more, by its place in the table. */
  readonly #next: ColumnList[] = [];
  /** How many lists there are in the whole tree. */
  readonly #total: { lists: number };

  constructor(columns: readonly TableColumn[], total: { lists: number } = { lists: 0 }) {
    this.columns = columns;
    this.#total = total;
    total.lists++;
  }

  with(column: TableColumn, i: number): ColumnList {
    return this.#next[i] ??= new ColumnList([...this.columns, column], this.#total);
  }

  get isFull(): boolean {
    return this.#total.lists > MAX_LISTS;
  }
}

/** Whether a key still has its default value, so that the row is not stored yet. */
function isUnset(value: unknown): boolean {
  return value == null || value === 0 || value === 0n || value === "";
}
