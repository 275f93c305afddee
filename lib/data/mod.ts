/**
 * The MiniDataAPI: one set of verbs over SQLite, Postgres and MongoDB.
 *
 * @example
 * ```ts
 * import { database } from "@fasthtml/fasthtml/data";
 *
 * class Todo { id = 0; title = ""; done = false; }
 *
 * const db = database(":memory:");
 * const todos = db.create(Todo);
 * const todo = todos.insert({ title: "Read the documentation" });
 * todos.update({ id: todo.id, done: true });
 * console.assert(todos({ done: true }).length === 1);
 * ```
 *
 * @module
 */
export { database } from "./database.ts";
export type { Database } from "./database_types.ts";
export {
  ConflictError,
  ConnectionError,
  ConstraintError,
  DataError,
  NotFoundError,
  UnknownColumnError,
  ValueError,
  XtraError,
} from "./errors.ts";
export { DateOnly, Float, Integer } from "../value_types.ts";
export { Untyped } from "./kinds.ts";
export { sql } from "./sql/text.ts";
export type { DataTable } from "./table_types.ts";
export type { RowClass } from "./types.ts";
export { and, between, contains, gt, gte, lt, lte, not, or, startsWith } from "./where.ts";
export { inRequest } from "./xtra.ts";
