/** Keys as programs give them: `todos[1]`, `get(1)`, `get(["a", 2])`. */
import type { TableColumn } from "./types.ts";

/**
 * Returns the values of a key's columns, or undefined where no row can have such a key:
 * `todos["x"]` of a table with a numeric key finds nothing, and never another row.
 */
export function toKeyValues(columns: readonly TableColumn[], key: unknown): unknown[] | undefined {
  if (columns.length === 1 && !Array.isArray(key)) {
    const value = toKeyValue(columns[0], key);
    return value === undefined ? undefined : [value];
  }
  const parts = Array.isArray(key) ? key : [key];
  if (parts.length !== columns.length) return undefined;
  const values = columns.map((column, i) => toKeyValue(column, parts[i]));
  return values.includes(undefined) ? undefined : values;
}

// Property names are strings: `todos[1]` asks for "1".
function toKeyValue({ kind }: TableColumn, value: unknown): unknown {
  switch (kind) {
    case "integer": {
      if (typeof value !== "number" && !isWhole(value)) return undefined;
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case "bigint":
      if (!Number.isSafeInteger(value) && !isWhole(value)) return undefined;
      return BigInt.asIntN(64, BigInt(value as string)) === BigInt(value as string)
        ? BigInt(value as string)
        : undefined;
    case "text":
      if (typeof value === "number") return String(value);
      return typeof value === "string" && !value.includes("\0") && value.isWellFormed()
        ? value
        : undefined;
    default:
      return value ?? undefined;
  }
}

function isWhole(value: unknown): boolean {
  return typeof value === "bigint" || typeof value === "string" && /^-?\d{1,19}$/.test(value);
}
