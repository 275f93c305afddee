/** What every subject of the data bench stores and does. */

/** A stored row. */
export interface Todo {
  id: number;
  title: string;
  done: boolean;
  details: string;
}

/** What each subject does: every verb returns rows as objects. */
export interface Todos {
  get(id: number): Todo | Promise<Todo>;
  list(limit: number): Todo[] | Promise<Todo[]>;
  update(id: number, done: boolean): Todo | Promise<Todo>;
  insert(todo: Omit<Todo, "id">): Todo | Promise<Todo>;
  insertAll(todos: Omit<Todo, "id">[]): Todo[] | Promise<Todo[]>;
  close(): void | Promise<void>;
}

/** The table, for subjects that do not create it themselves. */
export const CREATE =
  "CREATE TABLE todo (id INTEGER PRIMARY KEY, title TEXT, done BOOLEAN, details TEXT)";

/** The settings with which every subject opens its file. */
export const PRAGMAS =
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000";

/** A row to store. */
export function newTodo(i: number): Omit<Todo, "id"> {
  return { title: `Todo number ${i}`, done: i % 2 === 1, details: "to be done some day" };
}
