/** The todos in Postgres with this project. */
import { postgres } from "../../ext/postgres.ts";
import { database } from "../../lib/data/mod.ts";
import type { PostgresTodos } from "./postgres_hand.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  details = "";
}

/** This project. */
export async function fasthtmlTodos(url: string): Promise<PostgresTodos> {
  const db = database(postgres(url));
  const todos = db.create(Todo);
  await todos.ready();
  return {
    get: async (id) => await todos.get(id),
    list: async (limit) => await todos({ limit }),
    update: async (id, done) => await todos.update({ id, done }),
    insert: async (todo) => await todos.insert(todo),
    insertAll: async (list) => await todos.insertAll(list),
    close: async () => await db.close(),
  };
}
