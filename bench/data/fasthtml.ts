/** The todos with this project. */
import { database } from "../../lib/data/mod.ts";
import type { Todos } from "./todos.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  details = "";
}

/** This project. */
export function fasthtmlTodos(path: string): Todos {
  const db = database(path);
  const todos = db.create(Todo);
  return {
    get: (id) => todos[id],
    list: (limit) => todos({ limit }),
    update: (id, done) => todos.update({ id, done }),
    insert: (todo) => todos.insert(todo),
    insertAll: (list) => todos.insertAll(list),
    close: () => db.close(),
  };
}
