/** What a search is asked with: a where, or options. */
import { DataError, shown } from "./errors.ts";
import type { FindOptions } from "./table_types.ts";
import type { AnyRow, TableShape } from "./types.ts";

/** A SQL text, an object of columns, or options that hold either. */
export type Where = string | AnyRow | undefined;

const OPTIONS = new Set(["where", "args", "orderBy", "limit", "offset", "select", "withPk"]);

/**
 * `todos({ limit: 2 })` are options, `todos({ done: true })` is a where. Options are an object
 * literal: a visitor's JSON, which has no prototype, can't become SQL as `{ "where": "1 = 1" }`.
 */
export function isOptions(shape: TableShape, where: Where): where is FindOptions<AnyRow> & AnyRow {
  if (typeof where !== "object" || Object.getPrototypeOf(where) !== Object.prototype) return false;
  const names = Object.keys(where);
  return names.some((name) => OPTIONS.has(name) && !shape.columns.some((c) => c.name === name));
}

/** Refuses what is no count of rows. */
export function checkCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new DataError(`Cannot find rows: ${name} is ${shown(value)}, expected 0 or more`);
}
