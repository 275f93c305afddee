/**
 * Postgres for `database()`: the same verbs as on SQLite, as promises.
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
import postgresjs from "postgres";
import { type Lite, LiteDriver, PoolDriver, toPoolOptions } from "./postgres/driver.ts";
import { PostgresStore } from "./postgres/store.ts";
import type { Backend } from "../lib/data/backend.ts";

export type { Lite };

/** A Postgres to open with `database()`, and its channels. */
export interface Postgres extends Backend {
  /** Its verbs return promises. */
  readonly async: true;
  /** The messages that come in on a channel, until the loop is left. */
  listen(channel: string): AsyncGenerator<string, void, void>;
  /** Sends a message to all who listen on a channel. */
  notify(channel: string, message?: string): Promise<void>;
}

/** How the pool of connections is kept. */
export interface PostgresOptions {
  /** How many connections at most. Default 10. */
  max?: number;
  /** After how many idle seconds a connection is closed. Default: never. */
  idleTimeout?: number;
  /** Whether to speak TLS. Default: what the address says. */
  ssl?: "require" | "prefer" | "verify-full" | boolean;
}

/**
 * Names a Postgres server by its address, `postgres://user:password@host:5432/database`; without
 * one, by the environment (`PGHOST`, `PGUSER`, …). Connections are opened when they are needed, and
 * again after the server was away: meanwhile verbs throw `ConnectionError`.
 */
export function postgres(url?: string, options: PostgresOptions = {}): Postgres {
  const { max = 10, idleTimeout, ssl } = options;
  const all = {
    ...toPoolOptions(),
    max,
    ...(idleTimeout !== undefined && { idle_timeout: idleTimeout }),
    ...(ssl !== undefined && { ssl }),
  };
  return new PostgresStore(new PoolDriver(url ? postgresjs(url, all) : postgresjs(all)));
}

// not a literal: a program that never opens one does not download it
const PGLITE = "npm:@electric-sql/pglite@0.5.14";

/**
 * Opens a Postgres inside this process, with nothing installed: PGlite, its data in a folder, or in
 * memory. One process at a time may have the folder open.
 */
export function pglite(source: string | Lite = "memory://"): Postgres {
  const where = typeof source === "string" ? source : "PGlite";
  const open = async () => {
    if (typeof source !== "string") return source;
    const { PGlite } = await import(PGLITE) as { PGlite: { create(dir: string): Promise<Lite> } };
    return await PGlite.create(source);
  };
  return new PostgresStore(new LiteDriver(where, open));
}
