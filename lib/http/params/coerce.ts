/** Converts text from a client to a value of a type. */
import type { MessageKey } from "../messages.ts";
import { DateOnly, Float, Integer } from "../../value_types.ts";

/** Converts text to a value; undefined when it does not fit. */
export type Coerce = (text: string) => unknown;

/** A type that text can be converted to. */
export interface Scalar {
  /** The constructor that declares it; undefined for a function of the program. */
  readonly type?: unknown;
  /** Converts the text. */
  readonly coerce: Coerce;
  /** What the message says was expected: "a number". */
  readonly expected: string;
  /** What the user is told. */
  readonly problem: MessageKey;
}

/** The scalar of each constructor that may declare a parameter. */
export const SCALARS: ReadonlyMap<unknown, Scalar> = new Map(([
  [String, { coerce: toText, expected: "text", problem: "text" }],
  [Number, { coerce: toNumber, expected: "a number", problem: "number" }],
  [Float, { coerce: toNumber, expected: "a number", problem: "number" }],
  [Integer, { coerce: toInteger, expected: "a whole number", problem: "wholeNumber" }],
  [Boolean, { coerce: toBoolean, expected: "true or false", problem: "yesOrNo" }],
  [BigInt, { coerce: toBigInt, expected: "a whole number", problem: "wholeNumber" }],
  [Date, {
    coerce: toDate,
    expected: "a date such as 2026-11-20 or 2026-11-20T09:30",
    problem: "dateOrTime",
  }],
  [DateOnly, { coerce: toDay, expected: "a date such as 2026-11-20", problem: "date" }],
  [URL, {
    coerce: (text) => URL.parse(text) ?? undefined,
    expected: "an absolute URL",
    problem: "url",
  }],
] as [unknown, Scalar][]).map(([type, scalar]) => [type, { ...scalar, type }]));

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

function toInteger(text: string): number | undefined {
  const value = Integer(text);
  return Number.isNaN(value) ? undefined : value;
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

/**
 * Reads a date as forms send it, and also `20261120`, `Nov 20 2026` or `20 November 2026 09:30`; the
 * names of months are English. Anything else is an invalid date. FastHTML: `parsed_date`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { parsedDate } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", { day: parsedDate }, ({ day }) => day.toISOString());
 * const response = await app.request("/?day=Nov+20+2026", { headers: { "hx-request": "true" } });
 * strictEqual(await response.text(), "2026-11-20T00:00:00.000Z");
 * ```
 */
export function parsedDate(text: string): Date {
  const words = text.toLowerCase().split(/[ ,.]/).filter((word) =>
    word && !isOneOf(WEEKDAYS, word)
  );
  const at = words.slice(0, 2).findIndex((word) => isOneOf(MONTHS, word));
  const [day = "", year = "", ...time] = words.toSpliced(at, 1);
  const month = MONTHS.findIndex((name) => name.startsWith(words[at]!)) + 1;
  const iso = at < 0
    ? text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3")
    : [`${year}-${toTwo(month)}-${toTwo(day.replace(/(st|nd|rd|th)$/, ""))}`, ...time].join(" ");
  return toDate(iso.toUpperCase()) ?? new Date(NaN);
}

const MONTHS = ("january february march april may june july august september october november " +
  "december").split(" ");
const WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

/** Tells whether a word is a name, or the beginning of one, of three letters or more. */
function isOneOf(names: readonly string[], word: string): boolean {
  return word.length > 2 && names.some((name) => name.startsWith(word));
}

function toTwo(number: number | string): string {
  return `${number}`.padStart(2, "0");
}

/** Also reads a day as `route.to()` writes one. */
function toDay(text: string): Date | undefined {
  const day = DateOnly(text.replace(/T00:00:00\.000Z$/, ""));
  return Number.isNaN(day.getTime()) ? undefined : day;
}
