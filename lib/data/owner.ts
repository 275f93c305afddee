/** The databases that tables are in, for libraries that are given tables alone. */
import type { Database } from "./database_types.ts";
import { DataError, show } from "./errors.ts";

const databases = new WeakMap<object, Database<boolean>>();

/** Remembers the database of a table. */
export function setDatabase(table: object, database: Database<boolean>): void {
  databases.set(table, database);
}

/**
 * Returns the database that a table is in, for its transactions and its other tables. Throws a
 * `DataError` for what is no table of a database.
 *
 * @example
 * ```ts
 * import { database } from "@fasthtml/fasthtml";
 * import { databaseOf } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * class Book { id = 0; title = ""; }
 * const db = database(":memory:");
 * strictEqual(databaseOf(db.create(Book)), db);
 * ```
 */
export function databaseOf(table: object): Database<boolean> {
  const found = databases.get(table);
  if (found) return found;
  throw new DataError(
    `Cannot find a database: found ${show(table)}, expected a table that one has made or opened`,
  );
}
