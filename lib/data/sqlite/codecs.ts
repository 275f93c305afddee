/** How each kind of value is written to SQLite, and read as this or another program wrote it. */
import {
  type Codec,
  type ColumnKind,
  DataError,
  parseJson,
  type Stored,
  Unfit,
} from "../backend.ts";

/**
 * How each kind is written and read back. SQLite stores any value in any column: one that does not
 * fit is read as it is, and an unchanged one is written as it was.
 */
export const CODECS: Record<ColumnKind, Codec> = {
  text: { read: (stored) => typeof stored === "string" ? stored : new Unfit(stored) },
  integer: {
    write: toBound,
    read: (stored) => Number.isSafeInteger(stored) ? stored : readNumber(stored),
  },
  float: {
    write: toBound,
    read: (stored) => Number.isFinite(stored) ? stored : readNumber(stored),
  },
  boolean: { write: (value) => value ? 1n : 0n, read: readBoolean },
  date: {
    write: (value) => writeDate(value as Date, readDay, 10),
    read: (stored) => readDay(stored) ?? new Unfit(stored),
    forms: (value) => toForms(value as Date, readDay, 10),
  },
  datetime: {
    write: (value) => writeDate(value as Date, readTime),
    read: (stored) => readTime(stored) ?? new Unfit(stored),
    forms: (value) => toForms(value as Date, readTime),
  },
  bytes: {
    read: (stored) =>
      stored instanceof Uint8Array ? stored : new Unfit(toNumber(stored), toBound(stored)),
  },
  json: { write: writeJson, read: readJson },
  bigint: {
    read: (stored) =>
      typeof stored === "bigint" || Number.isInteger(stored)
        ? BigInt(stored as number)
        : new Unfit(stored),
  },
  any: { write: toBound, read: toNumber },
};

/**
 * A number as SQLite takes it. `node:sqlite` binds each number as REAL, so that 42 would be the text
 * "42.0" in a TEXT column, and REAL where a column has no type; a bigint is bound as INTEGER.
 */
export function toBound(value: unknown): Stored {
  return Number.isInteger(value) && value as number >= LOWEST && value as number < -LOWEST
    ? BigInt(value as number)
    : value;
}

/** The one integer past 2^53 that `node:sqlite` reads as a number. */
const LOWEST = -(2 ** 63);

/** Returns a number for a bigint that fits, and the bigint past 2^53: never a wrong number. */
export function toNumber(stored: Stored): unknown {
  if (typeof stored !== "bigint") return stored === LOWEST ? BigInt(LOWEST) : stored;
  const number = Number(stored);
  return Number.isSafeInteger(number) ? number : stored;
}

function readNumber(stored: Stored): unknown {
  const bound = toBound(stored);
  return typeof bound === "bigint" ? toNumber(bound) : new Unfit(stored);
}

const WORDS = new Map<string, boolean>([
  ...["true", "t", "yes", "y", "on", "1"].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "off", "0"].map((word) => [word, false] as const),
]);

function readBoolean(stored: Stored): unknown {
  if (stored === 1) return true;
  if (stored === 0) return false;
  if (stored === 1n || stored === 0n) return stored === 1n;
  if (typeof stored !== "string") return new Unfit(Boolean(stored), stored);
  return new Unfit(WORDS.get(stored.toLowerCase()) ?? stored, stored);
}

/** Dates and JSON that were read in another form than they are written in, with what is stored. */
const ORIGINALS = new WeakMap<object, Stored>();

type ReadDate = (stored: Stored) => Date | undefined;

/** A date as it is stored, if it was read and is the same, or else in ISO 8601. */
function writeDate(value: Date, read: ReadDate, length = 24): Stored {
  const original = ORIGINALS.get(value);
  if (original !== undefined && read(original)?.getTime() === value.getTime()) return original;
  const text = value.toISOString();
  if (text.length === 24) return text.slice(0, length);
  throw new DataError(
    `Cannot store ${text}: SQLite sorts dates as texts, expected one of the years 0 to 9999`,
  );
}

function readTime(stored: Stored): Date | undefined {
  if (typeof stored === "string" && stored.length === 24 && stored[10] === "T") {
    const date = new Date(stored);
    if (stored[23] === "Z" && isDay(stored, date)) return date;
  }
  if (typeof stored !== "string") return keep(new Date(Number(stored)), stored);
  const { day, time = "00:00", zone } = TIME.exec(stored)?.groups ?? {};
  if (day === undefined || !isDay(day, new Date(day))) return undefined;
  const [, hours = "+00", minutes = "00"] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return keep(new Date(`${day}T${time}${hours}:${minutes}`), stored);
}

// ISO 8601, and what other programs write: a blank for the T, no zone for UTC, more digits.
const TIME =
  /^(?<day>(?:[+-]\d\d)?\d{4}-\d\d-\d\d)(?:[ T](?<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?<zone>Z|UTC|[+-]\d\d(?::?\d\d)?)?(?: UTC)?)?$/;

function readDay(stored: Stored): Date | undefined {
  const [day] = typeof stored === "string" ? stored.split(/[ T]/, 1) : [""];
  const date = day ? new Date(day) : readTime(stored);
  if (!date || day && !(TIME.test(stored as string) && isDay(day, date))) return undefined;
  if (stored === day) return date;
  return keep(new Date(Math.floor(date.getTime() / DAY) * DAY), stored);
}

const DAY = 86_400_000;

/** Whether a date is the day that its text begins with: 30 February would be 1 March. */
function isDay(text: string, date: Date): boolean {
  const at = text[0] === "+" || text[0] === "-" ? 11 : 8;
  return date.getUTCDate() === Number(text[at]) * 10 + Number(text[at + 1]);
}

function keep(date: Date, stored: Stored): Date | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  ORIGINALS.set(date, stored);
  return date;
}

/** All texts and numbers by which this and other programs may have stored a date. */
function toForms(value: Date, read: ReadDate, length = 24): Stored[] {
  const own = writeDate(value, read, length);
  const [day, time] = value.toISOString().slice(0, 23).split("T");
  const times = time.endsWith(".000")
    ? [time, time.slice(0, 8), `${time}000`]
    : [time, `${time}000`];
  const forms = times.flatMap((time) =>
    ["", "Z", "+00:00"].flatMap((zone) => [`${day}T${time}${zone}`, `${day} ${time}${zone}`])
  );
  if (time === "00:00:00.000") forms.push(day);
  return [...new Set([own, ...forms, BigInt(value.getTime())])];
}

function readJson(stored: Stored): unknown {
  // Not JSON's binary form, nor a number whose digits would be lost.
  const text = String(stored);
  if (typeof stored === "object" || typeof stored === "bigint" && toNumber(stored) === stored) {
    return new Unfit(stored);
  }
  try {
    const value = parseJson(text);
    // Measured: for short texts, this comparison takes half the time of remembering them.
    if (value !== null && text.length < 500 && JSON.stringify(value) === text) return value;
    if (typeof value !== "object" || value === null) return new Unfit(value, stored);
    ORIGINALS.set(value, stored);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return new Unfit(stored);
    throw error;
  }
}

/** The JSON of a value, or what is stored where that says the same in other words. */
function writeJson(value: unknown): Stored {
  const text = JSON.stringify(value);
  const original = typeof value === "object" && value ? ORIGINALS.get(value) : undefined;
  if (original === undefined || original === text) return text;
  return JSON.stringify(JSON.parse(String(original))) === text ? original : text;
}
