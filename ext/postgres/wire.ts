import { parseJson } from "../../lib/data/backend.ts";

/** What a statement gave. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[][];
  /** How many rows it changed. */
  readonly count: number;
}

/** A way to a Postgres server. Values are sent as texts; the server knows what each should be. */
export interface Driver {
  /** The server's address, for messages. */
  readonly where: string;
  /** Runs one statement. */
  query(text: string, values: readonly string[]): Promise<Result>;
  /** Runs a function in a transaction, on one connection. */
  transaction<T>(fn: (query: Driver["query"]) => Promise<T>): Promise<T>;
  /** Hears a channel until the function given back is called. */
  listen(channel: string, hear: (message: string) => void): Promise<() => Promise<void>>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** How the text of each type of the server is read, by its oid. */
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
  // "2026-11-20 12:34:56.789+00", the zone without minutes
  1184: (text) => new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
  // a fraction stays a text: as a number it might be another one
  1700: (text) => /^-?\d+$/.test(text) ? toInteger(text) : text,
};

function toInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
