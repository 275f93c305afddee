/** Conversion of values between column kinds, for `transform`. */
import { DataError, show } from "./errors.ts";
import { type ColumnKind, fits } from "./kinds.ts";
import type { TableColumn } from "./types.ts";

/**
 * Converts a value to another kind, for `transform`. Returns undefined where the conversion would
 * lose something: 1.5 is not an integer, and "soon" is not a date.
 *
 * @example
 * ```ts
 * import { convert } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual([convert("7", "integer"), convert("7.5", "integer")], [7, undefined]);
 * ```
 */
export function convert(value: unknown, to: ColumnKind): unknown {
  if (value === null) return null;
  if (fits(to, value) && (to !== "json" || typeof value === "object")) return value;
  const result = CONVERSIONS[to](value);
  return result !== undefined && fits(to, result) ? result : undefined;
}

/**
 * Converts a value of a row for the `transform` of its table. Throws where it would lose something.
 *
 * @example
 * ```ts
 * import { transformValue } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual, throws } from "node:assert";
 *
 * const pages = { name: "pages", kind: "integer", notNull: true } as const;
 * strictEqual(transformValue("book", pages, "474"), 474);
 * throws(() => transformValue("book", pages, "many"), /pages is "many", expected integer/);
 * ```
 */
export function transformValue(table: string, column: TableColumn, value: unknown): unknown {
  const { name, kind } = column;
  const converted = convert(value, kind);
  if (converted !== undefined) return converted;
  throw new DataError(
    `Cannot transform table "${table}": ${name} is ${show(value)}, expected ${kind}`,
  );
}

const CONVERSIONS: Record<ColumnKind, (value: unknown) => unknown> = {
  text: (value) => {
    if (value instanceof Uint8Array) return undefined;
    if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  },
  integer: toNumber,
  float: toNumber,
  boolean: (value) =>
    new Map<unknown, boolean>([["1", true], ["true", true], ["0", false], ["false", false]])
      .get(String(value).toLowerCase()),
  date: toDate,
  datetime: toDate,
  bytes: () => undefined,
  json: (value) => {
    if (typeof value !== "string") return typeof value === "bigint" ? undefined : value;
    try {
      return JSON.parse(value);
    } catch {
      return undefined; // Not JSON: the caller reports it.
    }
  },
  bigint: (value) => /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : undefined,
  any: (value) => CONVERSIONS.text(value),
};

function toNumber(value: unknown): number | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : Number(value);
  return typeof value === "object" ? undefined : Number(value);
}

function toDate(value: unknown): Date | undefined {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : undefined;
}
