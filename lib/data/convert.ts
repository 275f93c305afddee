/** Conversion of values between column kinds, for `transform`. */
import { type ColumnKind, misfit } from "./kinds.ts";

/**
 * Converts a value to another kind, for `transform`. Returns undefined where the conversion would
 * lose something: 1.5 is not an integer, and "soon" is not a date.
 */
export function convert(value: unknown, to: ColumnKind): unknown {
  if (value === null) return null;
  if (misfit(to, value) === undefined && (to !== "json" || typeof value === "object")) return value;
  const result = CONVERSIONS[to](value);
  return result === undefined || misfit(to, result) ? undefined : result;
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
};

function toNumber(value: unknown): number | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : Number(value);
  return typeof value === "object" ? undefined : Number(value);
}

function toDate(value: unknown): Date | undefined {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : undefined;
}
