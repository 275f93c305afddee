/** Converts text from a client to a value of a type. */

/** Converts text to a value; undefined when it does not fit. */
export type Coerce = (text: string) => unknown;

/** A type that text can be converted to. */
export interface Scalar {
  /** Converts the text. */
  readonly coerce: Coerce;
  /** What the message says was expected: "a number". */
  readonly expected: string;
}

/** The scalar of each constructor that may declare a parameter. */
export const SCALARS: ReadonlyMap<unknown, Scalar> = new Map<unknown, Scalar>([
  [String, { coerce: toText, expected: "text" }],
  [Number, { coerce: toNumber, expected: "a number" }],
  [Boolean, { coerce: toBoolean, expected: "true or false" }],
  [BigInt, { coerce: toBigInt, expected: "an integer" }],
  [Date, { coerce: toDate, expected: "a date such as 2026-11-20 or 2026-11-20T09:30" }],
  [URL, { coerce: (text) => URL.parse(text) ?? undefined, expected: "an absolute URL" }],
]);

/** Rejects a NUL and half a surrogate pair: no database stores them unchanged. */
function toText(text: string): string | undefined {
  return text.includes("\0") || !text.isWellFormed() ? undefined : text;
}

function toNumber(text: string): number | undefined {
  // Number() alone accepts "", "0x1f", "Infinity" and padding, which no form means.
  if (!/^[\d.eE+-]+$/.test(text)) return;
  const value = Number(text);
  // An integer past 2^53 would silently change, and 1e999 is Infinity.
  return Number.isSafeInteger(value) || !Number.isInteger(value) && Number.isFinite(value)
    ? value
    : undefined;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "1", "on", "yes", "y", "t"].map((word) => [word, true] as const),
  ...["false", "0", "off", "no", "n", "f", ""].map((word) => [word, false] as const),
]);

function toBoolean(text: string): boolean | undefined {
  return BOOLEANS.get(text.toLowerCase());
}

function toBigInt(text: string): bigint | undefined {
  // More than a thousand digits are cheap to send, slow to parse, and never meant.
  return /^[+-]?\d{1,1000}$/.test(text) ? BigInt(text) : undefined;
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function toDate(text: string): Date | undefined {
  const [, day = ""] = DATE.exec(text) ?? [];
  // Without this check, 31 February would be 2 March.
  if (Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day)) return;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
