/** The todos with SQL by hand. */
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { CREATE, PRAGMAS, type Todo, type Todos } from "./todos.ts";

/** Prepared statements by hand, with rows as plain objects. */
export function handTodos(path: string): Todos {
  const db = new DatabaseSync(path);
  db.exec(`${PRAGMAS}; ${CREATE}`);
  const get = db.prepare("SELECT id, title, done, details FROM todo WHERE id = ?");
  const list = db.prepare("SELECT id, title, done, details FROM todo LIMIT ?");
  const update = db.prepare(
    "UPDATE todo SET done = ? WHERE id = ? RETURNING id, title, done, details",
  );
  const insert = db.prepare(
    "INSERT INTO todo (title, done, details) VALUES (?, ?, ?) RETURNING id, title, done, details",
  );
  // `get()` of a change ends before its commit, so it misses errors of that.
  const store = ({ title, done, details }: Omit<Todo, "id">) =>
    toTodo(insert.all(title, done ? 1 : 0, details)[0]!);
  return {
    get: (id) => toTodo(get.get(id)!),
    list: (limit) => list.all(limit).map(toTodo),
    update: (id, done) => toTodo(update.all(done ? 1 : 0, id)[0]!),
    insert: store,
    insertAll: (todos) => {
      db.exec("BEGIN IMMEDIATE");
      const stored = todos.map(store);
      db.exec("COMMIT");
      return stored;
    },
    close: () => db.close(),
  };
}

function toTodo(row: Record<string, SQLOutputValue>): Todo {
  return {
    id: row.id as number,
    title: row.title as string,
    done: row.done === 1,
    details: row.details as string,
  };
}
