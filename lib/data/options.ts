/** The arguments of a search: a where, or options. */
import { DataError, shown } from "./errors.ts";
import type { FindOptions } from "./table_types.ts";
import type { AnyRow, TableShape } from "./types.ts";

/** SQL text, an object of columns, or options that hold either. */
export type Where = string | AnyRow | undefined;

const OPTIONS = new Set(["where", "args", "orderBy", "limit", "offset", "select", "withPk"]);

/**
 * Whether a where is options: `todos({ limit: 2 })` is, `todos({ done: true })` is not. Options
 * must be an object literal: a client's JSON has no prototype here, so `{ "where": "1 = 1" }` in it
 * can't become SQL.
 */
export function isOptions(shape: TableShape, where: Where): where is FindOptions<AnyRow> & AnyRow {
  if (typeof where !== "object" || Object.getPrototypeOf(where) !== Object.prototype) return false;
  const names = Object.keys(where);
  return names.some((name) => OPTIONS.has(name) && !shape.columns.some((c) => c.name === name));
}

/** Throws unless the value is a number of rows. */
export function checkCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new DataError(`Cannot find rows: ${name} is ${shown(value)}, expected 0 or more`);
}
