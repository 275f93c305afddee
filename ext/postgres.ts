/**
 * Postgres for `database()`: the same verbs as on SQLite, with promises.
 *
 * @example
 * ```ts ignore
 * import { database } from "@fasthtml/fasthtml";
 * import { postgres } from "@fasthtml/fasthtml/ext/postgres";
 *
 * class Todo { id = 0; title = ""; done = false; }
 *
 * const db = database(postgres("postgres://localhost/todos"));
 * const todos = db.create(Todo);
 * const todo = await todos.insert({ title: "Move to Postgres" });
 * await todos.update({ id: todo.id, done: true });
 * ```
 *
 * @module
 */
import { PoolDriver } from "./postgres/driver.ts";
import { type Lite, LiteDriver } from "./postgres/lite.ts";
import type { ListenOptions } from "./postgres/messages.ts";
import { type PostgresOptions, toPoolOptions } from "./postgres/options.ts";
import { PostgresStore } from "./postgres/store.ts";
import type { Backend } from "../lib/data/backend.ts";

export type { ListenOptions, Lite, PostgresOptions };

/** A Postgres to open with `database()`, with its channels. */
export interface Postgres extends Backend {
  /** Its verbs return promises. */
  readonly async: true;
  /** Yields the messages of a channel until the loop ends. */
  listen(channel: string, options?: ListenOptions): AsyncGenerator<string, void, void>;
  /** Sends a message to all listeners of a channel. */
  notify(channel: string, message?: string): Promise<void>;
}

/**
 * Describes a Postgres server by its URL, `postgres://user:password@host:5432/database`, or else
 * by the environment (`PGHOST`, `PGUSER`, …). Connections are opened when needed, and again after
 * the server was down. Until then verbs throw `ConnectionError`.
 */
export function postgres(url?: string, options: PostgresOptions = {}): Postgres {
  return new PostgresStore(new PoolDriver(toPoolOptions(url, options)), options);
}

// Not a literal in import(), so that a program without PGlite does not download it.
const PGLITE = "npm:@electric-sql/pglite@0.5.14";

/**
 * Opens a Postgres inside this process, with no server to install: PGlite, with its data in a
 * folder, created if absent, or in memory. Only one process at a time may open the folder.
 *
 * @example
 * ```ts
 * import { database } from "@fasthtml/fasthtml";
 * import { pglite } from "@fasthtml/fasthtml/ext/postgres";
 *
 * // Nothing is opened before the first use; without a folder it is in memory.
 * const db = database(pglite("data/postgres"));
 * ```
 */
export function pglite(source: string | Lite = "memory://"): Postgres {
  const where = typeof source === "string" ? source : "PGlite";
  const open = async () => {
    if (typeof source !== "string") return source;
    if (!source.includes("://")) await Deno.mkdir(source, { recursive: true });
    const { PGlite } = await import(PGLITE) as { PGlite: { create(dir: string): Promise<Lite> } };
    return await PGlite.create(source);
  };
  return new PostgresStore(new LiteDriver(where, open));
}
