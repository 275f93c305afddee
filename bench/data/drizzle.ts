/** The todos with drizzle. */
import { eq, sql } from "drizzle-orm";
import { BetterSQLiteSession } from "drizzle-orm/better-sqlite3/session";
import {
  BaseSQLiteDatabase,
  integer,
  SQLiteSyncDialect,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { BetterSqlite3 } from "./better_sqlite3.ts";
import type { Todos } from "./todos.ts";

const todo = sqliteTable("todo", {
  id: integer().primaryKey(),
  title: text().notNull(),
  done: integer({ mode: "boolean" }).notNull(),
  details: text().notNull(),
});

/** drizzle, with prepared statements. */
export function drizzleTodos(path: string): Todos {
  const client = new BetterSqlite3(path);
  const dialect = new SQLiteSyncDialect();
  const session = new BetterSQLiteSession(client as never, dialect, undefined, {});
  const db = new BaseSQLiteDatabase<"sync", unknown>("sync", dialect, session as never, undefined);
  const place = sql.placeholder;
  const get = db.select().from(todo).where(eq(todo.id, place("id"))).prepare();
  const list = db.select().from(todo).limit(place("limit")).prepare();
  const update = db.update(todo).set({ done: sql`${place("done")}` })
    .where(eq(todo.id, place("id"))).returning().prepare();
  const insert = db.insert(todo).values({
    title: place("title"),
    done: place("done"),
    details: place("details"),
  }).returning().prepare();
  return {
    get: (id) => get.get({ id })!,
    list: (limit) => list.all({ limit }),
    update: (id, done) => update.get({ id, done: done ? 1 : 0 }),
    insert: (row) => insert.get(row),
    insertAll: (rows) => db.transaction((tx) => tx.insert(todo).values(rows).returning().all()),
    close: () => client.close(),
  };
}
