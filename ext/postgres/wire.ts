/** What a driver of Postgres does, and how it reads values. */
import { parseJson, Unfit } from "../../lib/data/backend.ts";

/** The result of a statement, as npm:pg and PGlite have it. */
export interface Result {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly unknown[][];
  /** The number of rows that changed, or were found. */
  readonly count: number;
}

/** Runs one statement. Values are sent as texts; the server knows their types. */
export type RunQuery = (text: string, values: readonly (string | null)[]) => Promise<Result>;

/** A listener of a channel. */
export interface Listening {
  /** Gets each message. */
  receive(message: string): void;
  /** Is called when the connection is lost, which is opened again. */
  lost?(): void;
  /** Is called when a lost connection is back: messages may be missing. */
  missed?(): void;
}

/** A connection to a Postgres server. */
export interface Driver {
  /** The server's host and port, for error messages. */
  readonly where: string;
  /** Runs one statement. */
  readonly query: RunQuery;
  /**
   * Runs a function in a transaction, on one connection. Rejects with a {@linkcode RolledBackError}
   * where the server rolls back instead of committing.
   */
  transaction<T>(fn: (query: RunQuery) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Listens on a channel until the returned function is called. */
  listen(channel: string, listening: Listening): Promise<() => Promise<void>>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** Says that the server has rolled back: the function caught the error of a statement. */
export class RolledBackError extends Error {}

/** How a transaction begins. */
export interface TransactionOptions {
  /** Whether all its statements see the database as it was at the first. */
  readonly snapshot?: boolean;
}

const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);

/** How the text of each type of the server is parsed, by the type's oid. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === "t",
  17: (text) => Uint8Array.fromHex(text.slice(2)),
  20: toInteger,
  21: Number,
  23: Number,
  26: Number,
  114: (text) => readJson(text, true),
  3802: (text) => readJson(text, LONG_NUMBER.test(text)),
  700: Number,
  701: Number,
  1082: (text) => readDate(text),
  1114: (text) => readDate(text),
  1184: (text) => readDate(text),
  // A fraction stays a text, since a number might not hold it exactly.
  1700: (text) => /^-?\d+$/.test(text) ? toInteger(text) : text,
};

/** The rows of a result as a program reads them: of JSON that does not fit, its value. */
export function plainRows({ fields, rows }: Result): readonly unknown[][] {
  if (!fields.some(({ dataTypeID }) => JSON_TYPES.has(dataTypeID))) return rows;
  return rows.map((row) => row.map((value) => value instanceof Unfit ? value.value : value));
}

/** A number that may have more digits than JavaScript's. Of jsonb, nothing else can be lost. */
const LONG_NUMBER = /\d[\d.]{15}|\.\d*0(?!\d)/;

/** The texts of JSON that its value does not hold whole. */
const texts = new WeakMap<object, string>();

/** Reads JSON. A null in it is none of SQL, so it is kept apart; so is what a value may lose. */
function readJson(text: string, mayLose: boolean): unknown {
  const value = parseJson(text);
  if (value === null) return new Unfit(value, text);
  if (!mayLose || JSON.stringify(value) === text) return value;
  if (typeof value !== "object") return new Unfit(value, text);
  texts.set(value, text);
  return value;
}

/** Writes JSON: as it was read, if it has not changed since. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value);
  const original = typeof value === "object" && value ? texts.get(value) : undefined;
  return original !== undefined && JSON.stringify(JSON.parse(original)) === text ? original : text;
}

function toInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** The farthest Date, which is what `infinity` is read as. */
const FARTHEST = 8.64e15;

/** What the server has of Dates that cannot hold it all: microseconds, years past 275,760. */
const originals = new WeakMap<Date, { readonly time: number; readonly text: string }>();

const DATE =
  /^(\d+)(-(?:0\d|1[0-2])-(?:[0-2]\d|3[01]))(?:[ T](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d(?::\d\d)?)?)?( BC)?$/;

/** Whether a text is a date, as the server or {@linkcode writeDate} writes it. */
export function isDate(text: string): boolean {
  return DATE.test(text) || /^-?infinity$/.test(text);
}

/** Reads a date, with or without a time and a zone: `2026-11-20 12:34:56.789+00`. */
export function readDate(text: string): Date {
  const [, year, day, time = "00:00:00", fraction = "", zone = "Z", era] = DATE.exec(text) ?? [];
  if (year === undefined) return new Date(text === "-infinity" ? -FARTHEST : FARTHEST);
  // The year before 1 is 1 BC there, and 0 in ISO 8601.
  const number = era ? 1 - Number(year) : Number(year);
  const digits = `${Math.abs(number)}`;
  const iso = number >= 0 && number <= 9999
    ? digits.padStart(4, "0")
    : (number < 0 ? "-" : "+") + digits.padStart(6, "0");
  const date = new Date(
    `${iso}${day}T${time}${fraction}${zone.length === 3 ? `${zone}:00` : zone}`,
  );
  if (Number.isNaN(date.getTime())) date.setTime(era ? -FARTHEST : FARTHEST);
  else if (fraction.length <= 4) return date;
  originals.set(date, { time: date.getTime(), text });
  return date;
}

/** Writes a date: as it was read, if it has not changed since. */
export function writeDate(date: Date): string {
  const time = date.getTime();
  const original = originals.get(date);
  if (original?.time === time) return original.text;
  if (Math.abs(time) === FARTHEST) return time < 0 ? "-infinity" : "infinity";
  const iso = date.toISOString();
  if (/^(?!0000)\d/.test(iso)) return iso;
  const [, year, rest] = /^([+-]?\d+)(-.*)$/.exec(iso)!;
  return Number(year) > 0
    ? Number(year) + rest
    : `${1 - Number(year)}`.padStart(4, "0") + rest + " BC";
}
