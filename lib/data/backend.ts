/**
 * What a backend is written with: the contract of a store, and the parts that stores share.
 *
 * @module
 */
export { convert, transformValue } from "./convert.ts";
export { type Dialect, toColumnSql, toCreateIndexes, toCreateTable } from "./sql/ddl.ts";
export {
  ConflictError,
  ConnectionError,
  ConstraintError,
  DataError,
  NotFoundError,
  show,
  ValueError,
} from "./errors.ts";
export { toCasePattern, toCases } from "./letter_case.ts";
export { parseJson } from "../null_object.ts";
export { type ColumnKind, Unfit } from "./kinds.ts";
export type { Maybe } from "../maybe.ts";
export { databaseOf } from "./owner.ts";
export { toChangedIndex } from "./search.ts";
export { Shape, SqlExpression } from "./shape.ts";
export { quote, quoteColumns, SqlStore, type TextMatch, toObjects } from "./sql/store.ts";
export { type SqlTextOptions, toSqlText } from "./sql/text.ts";
export type {
  Aggregate,
  AnyRow,
  Backend,
  Codec,
  Comparator,
  Comparison,
  Condition,
  ForeignKey,
  Grouping,
  NewRows,
  Query,
  RowSelection,
  SearchIndex,
  SqlText,
  Store,
  Stored,
  TableChange,
  TableColumn,
  TableIndex,
  TableShape,
} from "./types.ts";
export { isNarrowed } from "./xtra.ts";
