/**
 * What a backend outside this wing is written with.
 *
 * @module
 */
export { convert } from "./convert.ts";
export { columnText, createIndexes, createTable, type Dialect } from "./sql/ddl.ts";
export { ConnectionError, ConstraintError, DataError, NotFoundError, shown } from "./errors.ts";
export { parseJson } from "./json.ts";
export type { Kind } from "./kinds.ts";
export { settle } from "./maybe.ts";
export { Shape, SqlExpression } from "./shape.ts";
export { names, quote, SqlStore } from "./sql/store.ts";
export { toSqlText } from "./sql/text.ts";
export type {
  AnyRow,
  Backend,
  Codec,
  Column,
  Condition,
  Index,
  NewRows,
  Query,
  Reference,
  Selection,
  SqlText,
  Store,
  Stored,
  TableChange,
  TableShape,
} from "./types.ts";
