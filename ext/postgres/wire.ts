/** What a driver of Postgres does, and how it reads values. */
import { parseJson } from "../../lib/data/backend.ts";

/** The result of a statement, as npm:pg and PGlite have it. */
export interface Result {
  readonly fields: readonly { readonly name: string }[];
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
