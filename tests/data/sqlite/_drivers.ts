import { DatabaseSync } from "node:sqlite";
import { database } from "../../../lib/data/mod.ts";
import type { Database } from "../../../lib/data/mod.ts";
import type { DbSqlite } from "../../../lib/data/sqlite/connection.ts";
import { importDbSqlite } from "../backends.ts";

/** A library that opens SQLite files, as `database()` takes it. */
export interface Driver {
  readonly name: string;
  open(path?: string): Database;
}

const found = await importDbSqlite();

/** `node:sqlite`, and `jsr:@db/sqlite` where it can be imported. */
export const DRIVERS: readonly Driver[] = [
  { name: "node:sqlite", open: (path = ":memory:") => database(new DatabaseSync(path)) },
  ...("Database" in found
    ? [{
      name: "jsr:@db/sqlite",
      open: (path = ":memory:") => database(new found.Database(path) as DbSqlite),
    }]
    : []),
];

/** Declares a test for each driver; one that can't be imported is skipped, by name. */
export function testDrivers(name: string, test: (db: Database) => void | Promise<void>): void {
  for (const driver of DRIVERS) {
    Deno.test(`${name} (${driver.name})`, async () => {
      using db = driver.open();
      await test(db);
    });
  }
  if (!("missing" in found)) return;
  Deno.test({ name: `${name} (jsr:@db/sqlite): ${found.missing}`, ignore: true, fn: () => {} });
}
