/** Primary keys that the server counts, and values that a column cannot have. */
import {
  type Condition,
  quote,
  type RowSelection,
  type TableColumn,
  type TableShape,
} from "../../lib/data/backend.ts";
import { ALWAYS, type ColumnType, type ColumnTypes, toLiteral } from "./schema.ts";

/** The largest gap of keys that is counted: 10,000 take a few milliseconds. */
const MAX_COUNTED = 10_000;

/** The key that the database counts, of a table whose key is one integer. */
export function countedKey({ key: [key, second] }: TableShape): TableColumn | undefined {
  return !second && (key?.kind === "integer" || key?.kind === "bigint") ? key : undefined;
}

/**
 * Moves the table's counter past the key of a row, as on SQLite. A counter that is set could be set
 * back, behind a key that another session has just taken. So it is counted up to the key, and set
 * only across a gap that no session takes between two steps of one expression.
 */
export function toAdvance(table: string, column: string): string {
  const key = `${quote(table)}.${quote(column)}::bigint`;
  const counter = `pg_get_serial_sequence(${toLiteral(quote(table))}, ${toLiteral(column)})`;
  return `(SELECT CASE WHEN ${key} - last > ${MAX_COUNTED} THEN setval(counter, ${key}) ` +
    // "step" makes it an aggregate of this SELECT, and not of one around it.
    `ELSE (SELECT max(nextval(counter) + 0 * step) FROM generate_series(1, ${key} - last) AS step) ` +
    "END " +
    "FROM (SELECT counter, coalesce(pg_sequence_last_value(counter), 0) AS last " +
    `FROM (SELECT ${counter}::regclass AS counter) AS _named WHERE counter IS NOT NULL) AS _known ` +
    `WHERE ${key} > last)`;
}

/** The types of columns that have less values than their kind, by table. */
export class NarrowTypes {
  readonly #tables = new Map<string, ColumnTypes>();

  /** Takes the types of a table's columns. */
  set(table: string, types: ColumnTypes): void {
    const narrow = [...types].filter(([, type]) =>
      typeof type !== "string" || type === ALWAYS || TESTS.has(type)
    );
    if (narrow.length > 0) this.#tables.set(table, new Map(narrow));
    else this.#tables.delete(table);
  }

  /** Whether one of the columns is counted by the database even if a program gives it. */
  hasCounted(table: string, given: readonly TableColumn[]): boolean {
    const types = this.#tables.get(table);
    return types !== undefined && given.some(({ name }) => types.get(name) === ALWAYS);
  }

  /**
   * A selection without values that its columns cannot have, or undefined where its key is one: no
   * row has them, and the server's error would end a transaction.
   */
  toPossible<T extends RowSelection>(table: string, selection: T): T | undefined {
    const types = this.#tables.get(table);
    if (!types) return selection;
    const conditions = toPossible(types, selection.conditions);
    if (conditions.every((one, i) => one === selection.conditions[i])) return selection;
    return selection.byKey ? undefined : { ...selection, conditions };
  }
}

function toPossible(types: ColumnTypes, conditions: readonly Condition[]): readonly Condition[] {
  return conditions.map((one): Condition => {
    if ("any" in one) return { any: one.any.map((all) => toPossible(types, all)) };
    if ("not" in one) return { not: toPossible(types, [one.not])[0] };
    if (one.operator !== "equals") return one;
    const values = one.values.filter((value) => canBe(types.get(one.column.name), value));
    return values.length === one.values.length ? one : { ...one, values };
  });
}

function canBe(type: ColumnType | undefined, value: unknown): boolean {
  if (type === undefined || value === null) return true;
  if (typeof type !== "string") return type.includes(String(value));
  return TESTS.get(type)?.(String(value)) ?? true;
}

const TESTS = new Map<string, (text: string) => boolean>(Object.entries({
  uuid: (text) => /^\{?(?:[\da-f]{4}-?){8}\}?$/i.test(text),
  smallint: (text) => Math.abs(Number(text) + 0.5) < 2 ** 15,
  integer: (text) => Math.abs(Number(text) + 0.5) < 2 ** 31,
}));
