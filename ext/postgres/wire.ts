/** What a driver of Postgres does, and how it reads values. */
import { parseJson } from "../../lib/data/backend.ts";

/** The result of a statement. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[][];
  /** The number of rows that changed. */
  readonly count: number;
}

/** A connection to a Postgres server. Values are sent as texts; the server knows their types. */
export interface Driver {
  /** The server's host and port, for error messages. */
  readonly where: string;
  /** Runs one statement. */
  query(text: string, values: readonly string[]): Promise<Result>;
  /** Runs a function in a transaction, on one connection. */
  transaction<T>(fn: (query: Driver["query"]) => Promise<T>): Promise<T>;
  /** Listens on a channel until the returned function is called. */
  listen(channel: string, receive: (message: string) => void): Promise<() => Promise<void>>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** How the text of each type of the server is parsed, by the type's oid. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === "t",
  17: (text) => Uint8Array.fromHex(text.slice(2)),
  20: toInteger,
  21: Number,
  23: Number,
  26: Number,
  114: parseJson,
  3802: parseJson,
  700: Number,
  701: Number,
  1082: (text) => new Date(`${text}T00:00:00Z`),
  1114: (text) => new Date(`${text.replace(" ", "T")}Z`),
  // "2026-11-20 12:34:56.789+00" has a zone without minutes.
  1184: (text) => new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
  // A fraction stays a text, since a number might not hold it exactly.
  1700: (text) => /^-?\d+$/.test(text) ? toInteger(text) : text,
};

function toInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
