/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The same queries from a Hono application, by drizzle with prepared statements. */
import { eq, sql } from "drizzle-orm";
import { BetterSQLiteSession } from "drizzle-orm/better-sqlite3/session";
import {
  BaseSQLiteDatabase,
  integer,
  SQLiteSyncDialect,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { Hono } from "hono";
import { BetterSqlite3 } from "../data/better_sqlite3.ts";
import { PRAGMAS } from "../data/todos.ts";
import { learnPage } from "../hono_page.tsx";
import { Fortunes, List } from "../hono_rows.tsx";
import { offer } from "../program.ts";
import { ADDED, byMessage, random, twenty } from "../rows.ts";

const [path, origin] = Deno.args;
const answer = await learnPage(`${origin}/`, "<p>Hello, World!</p>");
const dialect = new SQLiteSyncDialect();
const session = new BetterSQLiteSession(
  new BetterSqlite3(path, PRAGMAS) as never,
  dialect,
  undefined,
  {},
);
const db = new BaseSQLiteDatabase<"sync", unknown>("sync", dialect, session as never, undefined);

const item = sqliteTable("item", {
  id: integer().primaryKey(),
  title: text().notNull(),
  done: integer({ mode: "boolean" }).notNull(),
});
const world = sqliteTable("world", { id: integer().primaryKey(), value: integer().notNull() });
const fortune = sqliteTable("fortune", { id: integer().primaryKey(), message: text().notNull() });

const byId = eq(world.id, sql.placeholder("id"));
const selectItems = db.select().from(item).limit(100).prepare();
const selectWorld = db.select().from(world).where(byId).prepare();
const updateWorld = db.update(world).set({ value: sql`${sql.placeholder("value")}` }).where(byId)
  .prepare();
const selectFortunes = db.select().from(fortune).prepare();

const app = new Hono();
app.get("/list", (c) => answer(c, <List items={selectItems.all()} />));
app.get("/db", (c) => c.json(selectWorld.get({ id: random() })));
app.get("/queries", (c) => c.json(twenty().map((id) => selectWorld.get({ id }))));
app.get("/updates", (c) =>
  c.json(
    twenty().map((id) => {
      const found = selectWorld.get({ id })!;
      found.value = random();
      updateWorld.run({ ...found });
      return found;
    }),
  ));
app.get("/fortunes", (c) => {
  const all = [...selectFortunes.all(), ADDED].sort(byMessage);
  return answer(c, <Fortunes fortunes={all} />, "Fortunes");
});

offer(app.fetch);
