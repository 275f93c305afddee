/**
 * SQLite by the library `jsr:@db/sqlite`, for `database()`: `database(await dbSqlite("app.db"))`.
 *
 * @example
 * ```ts ignore
 * import { database } from "@fasthtml/fasthtml";
 * import { dbSqlite } from "@fasthtml/fasthtml/ext/db-sqlite";
 *
 * class Todo { id = 0; title = ""; done = false; }
 *
 * const todos = database(await dbSqlite("data/todos.db")).create(Todo);
 * todos.insert({ title: "Write" });
 * ```
 *
 * @module
 */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError } from "../lib/data/mod.ts";
import type { DbSqlite } from "../types.ts";

// Not a literal in import(): where JSR is out of reach, a static import would stop every program.
const LIBRARY = "jsr:@db/sqlite@0.13";

/**
 * Opens a SQLite file, or `":memory:"`, by `jsr:@db/sqlite`. The file and its folder are created if
 * missing, with WAL. Programs need `--allow-ffi`. Throws `DataError` where the library or SQLite
 * itself can't be loaded.
 */
export async function dbSqlite(path: string): Promise<DbSqlite> {
  const Database = await importLibrary();
  try {
    if (path !== ":memory:") await mkdir(dirname(path), { recursive: true });
    const connection = new Database(path);
    for (const pragma of ["busy_timeout = 5000", "journal_mode = WAL", "synchronous = NORMAL"]) {
      connection.prepare(`PRAGMA ${pragma}`).values();
    }
    // Without this, `-wal` remains when the program ends.
    const ref = new WeakRef(connection);
    addEventListener("unload", () => ref.deref()?.close());
    return connection;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(`Cannot open the database ${path}: ${why}`, { cause: error });
  }
}

async function importLibrary(): Promise<new (path: string) => DbSqlite> {
  try {
    return (await import(LIBRARY)).Database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(
      `Cannot import ${LIBRARY}: ${why}, expected jsr.io within reach, and --allow-ffi`,
      { cause: error },
    );
  }
}
