/** Primary keys: those that the server counts, and values that can be none. */
import { quote, type TableColumn, type TableShape } from "../../lib/data/backend.ts";
import { toLiteral } from "./schema.ts";

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

/** Whether a value may be in a column of a type. In a transaction, the server's error would end it. */
export function canBe(type: string | undefined, value: unknown): boolean {
  const test = type === undefined ? undefined : TESTS.get(type);
  return test === undefined || test(String(value));
}

const TESTS = new Map<string, (text: string) => boolean>(Object.entries({
  uuid: (text) => /^\{?(?:[\da-f]{4}-?){8}\}?$/i.test(text),
  smallint: (text) => Math.abs(Number(text) + 0.5) < 2 ** 15,
  integer: (text) => Math.abs(Number(text) + 0.5) < 2 ** 31,
}));
