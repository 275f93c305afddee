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
export type { Database, ImportOptions, KeyColumns, Migration } from "./database_types.ts";
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
export { type ColumnKind, type ColumnType, DateOnly, Float, Integer } from "./kinds.ts";
export { inRequest } from "./xtra.ts";
export type { DbSqlite } from "./sqlite/connection.ts";
export type {
  DataTable,
  FindOptions,
  InsertOptions,
  KeyOf,
  OrderBy,
  OrderTerm,
  PkOf,
  RowFields,
  RowFilter,
  RowOf,
  SyncOrAsync,
  TableVerbs,
  UpdateOptions,
  ValueOf,
} from "./table_types.ts";
export type {
  AnyRow,
  Backend,
  CreateOptions,
  ForeignKey,
  RowClass,
  TableColumn,
  TableIndex,
  TableSchema,
} from "./types.ts";
