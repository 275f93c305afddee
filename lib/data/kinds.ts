/** Column kinds: what a column holds, and which values fit it. */
import { DateOnly, Float, Integer, isMidnight } from "../value_types.ts";

/** What a column holds. */
export type ColumnKind =
  | "text"
  | "integer"
  | "float"
  | "boolean"
  | "date"
  | "datetime"
  | "bytes"
  | "json"
  | "bigint"
  | "any";

/** The type of a column of few values, as `oneOf("open", "done")` declares it. */
export interface ColumnChoices {
  /** The values that it may have. */
  readonly "~choice": readonly (string | number)[];
}

/** The type of a column that is null until it is set, as `optional(Number)` declares it. */
export interface OptionalColumn {
  /** The type of its other values. */
  readonly "~optional": unknown;
}

/** What a schema or `static types` may give as the type of a column. */
export type ColumnType =
  | ColumnChoices
  | OptionalColumn
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | BigIntConstructor
  | DateConstructor
  | Uint8ArrayConstructor
  | ObjectConstructor
  | ArrayConstructor
  | typeof Integer
  | typeof Float
  | typeof DateOnly
  | typeof Untyped
  | readonly unknown[];

/**
 * Marks a column of SQLite that has no type: of texts, numbers, bigints and bytes. As a function it
 * returns its value.
 *
 * @example
 * ```ts
 * import { database, Untyped } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * const facts = database(":memory:").create("facts", { id: Number, value: Untyped, pk: "id" });
 * facts.insertAll([{ value: "tea" }, { value: 3 }]);
 * deepStrictEqual(facts().map(({ value }) => value), ["tea", 3]);
 * ```
 */
export function Untyped(value: unknown): unknown {
  return value;
}

/**
 * A stored value that does not fit its column, as another program stored it. It is read as it is,
 * and written back as it was while the row has it.
 *
 * @example
 * ```ts
 * import { Unfit } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * // A column of whole numbers in which another program has stored a text.
 * const { value, stored } = new Unfit("seven");
 * deepStrictEqual([value, stored], ["seven", "seven"]);
 * ```
 */
export class Unfit {
  /** What the row has. */
  readonly value: unknown;
  /** What the database has. */
  readonly stored: unknown;

  /** Takes what is stored, and what the row has of it if that is something else. */
  constructor(value: unknown, stored: unknown = value) {
    this.value = value;
    this.stored = stored;
  }
}

const KINDS = new Map<unknown, ColumnKind>([
  [String, "text"],
  [Integer, "integer"],
  [Number, "float"],
  [Float, "float"],
  [Boolean, "boolean"],
  [BigInt, "bigint"],
  [Date, "datetime"],
  [DateOnly, "date"],
  [Uint8Array, "bytes"],
  [Untyped, "any"],
  [Object, "json"],
  [Array, "json"],
]);

/** The kind of a schema's type, or undefined for anything that is not a type. */
export function kindOfType(type: unknown): ColumnKind | undefined {
  const optional = ofOptional(type);
  if (optional) return kindOfType(optional);
  const kinds = new Set(choicesOf(type)?.map(kindOfValue));
  if (kinds.size > 0) return kinds.size === 1 ? [...kinds][0] : undefined;
  return Array.isArray(type) ? "json" : KINDS.get(type);
}

/** The values that a column of this type may have, if the type names them. */
export function choicesOf(type: unknown): readonly unknown[] | undefined {
  return ((ofOptional(type) ?? type) as Partial<ColumnChoices> | null | undefined)?.["~choice"];
}

/** What `or()` names for a column of few values, where a row gives none; undefined without it. */
export function defaultOf(type: unknown): unknown {
  return (type as { readonly "~default"?: unknown } | null | undefined)?.["~default"];
}

/** The type of the values of an optional column; undefined for another. */
export function ofOptional(type: unknown): unknown {
  return (type as Partial<OptionalColumn> | null | undefined)?.["~optional"];
}

/** The kind of an initial value, or undefined where it says none (null, a function). */
export function kindOfValue(value: unknown): ColumnKind | undefined {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return Number.isInteger(value) ? "integer" : "float";
    case "boolean":
      return "boolean";
    case "bigint":
      return "bigint";
    case "object":
      if (value === null) return undefined;
      if (value instanceof Date) return "datetime";
      if (value instanceof Uint8Array) return "bytes";
      return holdsInJson(value) ? "json" : undefined;
  }
}

/**
 * Whether JSON keeps the value: a list, a literal or an object of an own class. A Map or a Set
 * would come back empty.
 */
function holdsInJson(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype ||
    /^class\b/.test(String(prototype.constructor));
}

/** The type that names a kind in a generated row class. */
export function typeOfKind(kind: ColumnKind): ColumnType {
  return TYPES[kind];
}

const TYPES: Record<ColumnKind, ColumnType> = {
  text: String,
  integer: Integer,
  float: Float,
  boolean: Boolean,
  date: DateOnly,
  datetime: Date,
  bytes: Uint8Array,
  json: Object,
  bigint: BigInt,
  any: Untyped,
};

interface Rule {
  fits(value: unknown): boolean;
  expected: string;
}

const RULES: Record<ColumnKind, Rule> = {
  text: {
    fits: isText,
    expected: "a text, without NUL",
  },
  // A bigint is what another program has stored past 2^53, and what a row then has.
  integer: {
    fits: (value) => Number.isSafeInteger(value) || isPast53(value),
    expected: "an integer up to 2^53",
  },
  float: {
    fits: (value) => Number.isFinite(value) || isPast53(value),
    expected: "a finite number",
  },
  boolean: { fits: (value) => typeof value === "boolean", expected: "true or false" },
  date: { fits: isMidnight, expected: "a Date at midnight UTC" },
  datetime: {
    fits: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
    expected: "a valid Date",
  },
  bytes: { fits: (value) => value instanceof Uint8Array, expected: "a Uint8Array" },
  json: {
    fits: (value) => {
      const text = toJson(value);
      return text !== undefined && !text.includes("\\u0000");
    },
    expected: "a value that JSON can hold",
  },
  bigint: { fits: isInt64, expected: "a bigint of 64 bits" },
  any: {
    fits: (value) =>
      typeof value === "number"
        ? !Number.isNaN(value)
        : isText(value) || isInt64(value) || value instanceof Uint8Array,
    expected: "a text, a number, a bigint of 64 bits or bytes",
  },
};

// SQLite cuts a text at NUL when it reads it, and Postgres rejects it. Half of a surrogate pair is
// not valid text.
function isText(value: unknown): boolean {
  return typeof value === "string" && !value.includes("\0") && value.isWellFormed();
}

function isInt64(value: unknown): value is bigint {
  return typeof value === "bigint" && BigInt.asIntN(64, value) === value;
}

function isPast53(value: unknown): boolean {
  return isInt64(value) && !Number.isSafeInteger(Number(value));
}

/** Whether a value fits a kind of column. */
export function fits(kind: ColumnKind, value: unknown): boolean {
  return RULES[kind].fits(value);
}

/** What fits a kind of column, for error messages. */
export function expectedOf(kind: ColumnKind): string {
  return RULES[kind].expected;
}

/** The JSON of a value, or undefined where there is none: for a function, a bigint or a cycle. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
