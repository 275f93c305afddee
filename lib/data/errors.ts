/** The errors of the data wing, and the strings that they are made of. */

/**
 * Means that the database could not run a statement. Every error of the data wing is one.
 *
 * @example
 * ```ts
 * import { database, DataError } from "@fasthtml/fasthtml";
 * import { throws } from "node:assert";
 *
 * const db = database(":memory:");
 * throws(() => db.q("SELECT * FROM nowhere"), DataError);
 * ```
 */
export class DataError extends Error {
  /** Creates the error. Its name is the name of its class. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * Means that no row has this key, or that the row is outside what `xtra` allows.
 *
 * @example
 * ```ts
 * import { database, NotFoundError } from "@fasthtml/fasthtml";
 * import { strictEqual, throws } from "node:assert";
 *
 * class Book { id = 0; title = ""; }
 * const books = database(":memory:").create(Book);
 *
 * throws(() => books.get(7), NotFoundError);
 * strictEqual(books.get(7, null), null);
 * ```
 */
export class NotFoundError extends DataError {}

/**
 * Means that a table has no column of this name, and which name is nearest.
 *
 * @example
 * ```ts
 * import { database, UnknownColumnError } from "@fasthtml/fasthtml";
 * import { throws } from "node:assert";
 *
 * class Book { id = 0; title = ""; }
 * const books = database(":memory:").create(Book);
 *
 * const filter = { titel: "Emma" } as object; // such as JSON of a client
 * throws(() => books(filter), UnknownColumnError);
 * ```
 */
export class UnknownColumnError extends DataError {}

/**
 * Means that a value does not fit its column. No SQL has run.
 *
 * @example
 * ```ts
 * import { database, ValueError } from "@fasthtml/fasthtml";
 * import { throws } from "node:assert";
 *
 * class Book { id = 0; pages = 0; }
 * const books = database(":memory:").create(Book);
 *
 * throws(() => books.insert({ pages: NaN }), ValueError);
 * ```
 */
export class ValueError extends DataError {}

/**
 * Means that the database rejected a row: a duplicate key, a missing parent, a null in a column
 * that allows none.
 *
 * @example
 * ```ts
 * import { ConstraintError, database } from "@fasthtml/fasthtml";
 * import { throws } from "node:assert";
 *
 * class User { name = ""; age = 0; }
 * const users = database(":memory:").create(User, { pk: "name" });
 * users.insert({ name: "ann" });
 *
 * throws(() => users.insert({ name: "ann" }), ConstraintError);
 * ```
 */
export class ConstraintError extends DataError {}

/**
 * Means that a value contradicts the filter that `xtra` has set.
 *
 * @example
 * ```ts
 * import { database, XtraError } from "@fasthtml/fasthtml";
 * import { throws } from "node:assert";
 *
 * class Book { id = 0; owner = ""; }
 * const books = database(":memory:").create(Book);
 * books.xtra({ owner: "ann" });
 *
 * throws(() => books.insert({ owner: "bob" }), XtraError);
 * ```
 */
export class XtraError extends DataError {}

/**
 * Means that the database cannot be reached. The next call tries again.
 *
 * @example
 * ```ts
 * import { ConnectionError, fastApp, FtResponse } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * app.addExceptionHandler(ConnectionError, () => FtResponse("Back in a minute", { status: 503 }));
 * rt("/", () => {
 *   throw new ConnectionError("Cannot connect to the database");
 * });
 *
 * strictEqual((await app.request("/")).status, 503);
 * ```
 */
export class ConnectionError extends DataError {}

/**
 * Means that a transaction has conflicted with others too often.
 *
 * @example
 * ```ts
 * import { ConflictError } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * async function twice<T>(transact: () => Promise<T>): Promise<T> {
 *   try {
 *     return await transact();
 *   } catch (error) {
 *     if (error instanceof ConflictError) return await transact();
 *     throw error;
 *   }
 * }
 * strictEqual(await twice(() => Promise.resolve(7)), 7);
 * ```
 */
export class ConflictError extends DataError {}

/**
 * A value in an error message: short, so that a client's input is never repeated whole.
 *
 * @example
 * ```ts
 * import { show } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual([show("tea"), show(7n), show([])], ['"tea"', "7n", "a value of Array"]);
 * ```
 */
export function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `the date ${value}`;
  return `a value of ${value.constructor?.name ?? "no class"}`;
}
