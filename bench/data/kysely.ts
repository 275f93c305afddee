/** The todos with kysely. */
import { type Generated, Kysely, SqliteDialect } from "kysely";
import { BetterSqlite3 } from "./better_sqlite3.ts";
import type { Todo, Todos } from "./todos.ts";

interface Tables {
  todo: { id: Generated<number>; title: string; done: number; details: string };
}

/** kysely. It compiles each query again, and returns 0 and 1 for booleans. */
export function kyselyTodos(path: string): Todos {
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: new BetterSqlite3(path) as never }),
  });
  const toRow = ({ title, done, details }: Omit<Todo, "id">) => ({
    title,
    done: done ? 1 : 0,
    details,
  });
  const toTodo = (row: { done: number }) => row as unknown as Todo;
  return {
    get: async (id) =>
      toTodo(
        await db.selectFrom("todo").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
      ),
    list: async (limit) =>
      (await db.selectFrom("todo").selectAll().limit(limit).execute()).map(toTodo),
    update: async (id, done) =>
      toTodo(
        await db.updateTable("todo").set({ done: done ? 1 : 0 }).where("id", "=", id).returningAll()
          .executeTakeFirstOrThrow(),
      ),
    insert: async (todo) =>
      toTodo(
        await db.insertInto("todo").values(toRow(todo)).returningAll().executeTakeFirstOrThrow(),
      ),
    insertAll: async (todos) =>
      (await db.insertInto("todo").values(todos.map(toRow)).returningAll().execute()).map(toTodo),
    close: () => db.destroy(),
  };
}
