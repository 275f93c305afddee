/** The contract between tables and backends: shapes, queries, and the `Store` interface. */
import type { ColumnKind, ColumnType } from "./kinds.ts";
import type { Maybe } from "../maybe.ts";

/** A class whose instances are rows. */
export type RowClass<Row extends object = object> = (new () => Row) & {
  /** What default values cannot set for a column: a date that starts as null, a fraction. */
  types?: Readonly<Record<string, unknown>>;
  /** The columns that may not be null, unless `create()` is told others. */
  notNull?: readonly string[];
};

/** A row of a table that the program does not describe. */
export type AnyRow = Record<string, unknown>;

/** A foreign key: the column of another table that holds the values. */
export interface ForeignKey {
  /** The other table. */
  table: string;
  /** The column there, usually its key. */
  column: string;
  /** What happens to the row when the other row changes or is deleted. Default: CASCADE. */
  actions?: string;
}

/** A column of a table. */
export interface TableColumn {
  /** The name in rows. */
  readonly name: string;
  /** What it holds. */
  readonly kind: ColumnKind;
  /** Whether null is rejected. */
  readonly notNull: boolean;
  /** The value that the database fills in if none is given. */
  readonly fallback?: unknown;
  /** The foreign key. */
  readonly references?: ForeignKey;
  /** Whether the database computes it, so that it is never written. */
  readonly generated?: boolean;
  /** What the items of its lists are, where it is a list of the database: `text[]` of Postgres. */
  readonly items?: ColumnKind;
  /** The values that a program may write, where its types name them. */
  readonly choices?: readonly unknown[];
}

/** An index over columns. */
export interface TableIndex {
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** Whether two rows with the same values are rejected. */
  readonly unique: boolean;
}

/** The columns whose words are searched. */
export interface SearchIndex {
  /** The columns, all of them strings. */
  readonly columns: readonly string[];
  /** The language of the strings, or `simple`. */
  readonly language: string;
}

/** What a table looks like in its database. */
export interface TableShape {
  /** The name in the database. */
  readonly table: string;
  /** All columns, in the order of the table. */
  readonly columns: readonly TableColumn[];
  /** The columns of the primary key. */
  readonly key: readonly TableColumn[];
  /** The indexes besides the key. */
  readonly indexes: readonly TableIndex[];
  /** Returns the column of this name, or throws an error that names the nearest. */
  column(name: string): TableColumn;
}

/** A value as the database's driver takes and gives it. */
export type Stored = unknown;

/** How a column is compared with a value. */
export type Comparator = "equals" | "gt" | "gte" | "lt" | "lte" | "startsWith" | "contains";

/** A column that compares so with one of the values. Null among those of "equals" means IS NULL. */
export interface Comparison {
  /** The column to compare. */
  readonly column: TableColumn;
  /** How to compare it. Only "equals" may have more than one value, or none. */
  readonly operator: Comparator;
  /** The values to compare it with. */
  readonly values: readonly Stored[];
  /** Whether "startsWith" and "contains" take a letter for its other case, as `toCases()` has it. */
  readonly ignoreCase?: boolean;
}

/** A condition on a row: a comparison, one of several lists of conditions, or its opposite. */
export type Condition =
  | Comparison
  | { readonly any: readonly (readonly Condition[])[] }
  | { readonly not: Condition };

/** SQL text and the values between its pieces: one value fewer than pieces. */
export interface SqlText {
  /** The SQL before, between and after the values. */
  readonly pieces: readonly string[];
  /** The values, to be bound as parameters. */
  readonly values: readonly Stored[];
}

/** Which rows to select. */
export interface RowSelection {
  /** Whether the conditions are exactly those of the key, so that cached SQL can be used. */
  readonly byKey?: boolean;
  /** The conditions, all of which must hold. */
  readonly conditions: readonly Condition[];
  /** A where text, which must hold too. */
  readonly text?: SqlText;
}

/** Which rows to read, which of their columns, and in which order. */
export interface Query extends RowSelection {
  /** The columns of the result, in this order. */
  readonly columns: readonly TableColumn[];
  /** The columns to sort by, the first one first. */
  readonly order: readonly { readonly column: TableColumn; readonly descending: boolean }[];
  /** SQL to compute, in place of columns: for `compute` alone. */
  readonly selectText?: SqlText;
  /** SQL to sort by, in place of columns. Only a backend whose `text` compiles SQL gets it. */
  readonly orderText?: SqlText;
  /** The largest number of rows. Default: all. */
  readonly limit?: number;
  /** The number of rows to skip. Default: 0. */
  readonly offset?: number;
}

/** A value of a group of rows: how many there are, or something of a column, without its nulls. */
export interface Aggregate {
  /** What to compute. */
  readonly of: "count" | "sum" | "avg" | "min" | "max";
  /** The column; "count" has none. */
  readonly column?: TableColumn;
}

/** Which rows to group, and what to compute of each group. */
export interface Grouping extends RowSelection {
  /** The columns in which the rows of a group are equal. Without any, all rows are a group. */
  readonly by: readonly TableColumn[];
  /** The values to compute. */
  readonly aggregates: readonly Aggregate[];
}

/** Rows to store: the columns that are given, and a list of values for each row. */
export interface NewRows {
  /** The columns that are given. */
  readonly columns: readonly TableColumn[];
  /** For each row, the values of these columns. */
  readonly rows: readonly (readonly Stored[])[];
  /** What to do if a row with the same values exists already. Default: an error. */
  readonly onConflict?: {
    /**
     * The columns in which it has the same values: the key's, or those of a unique index. Default:
     * of any of these, and then `update` is empty.
     */
    readonly on?: readonly TableColumn[];
    /** The columns of the stored row to overwrite; an empty list leaves the row as it is. */
    readonly update: readonly TableColumn[];
    /** The conditions under which the stored row is changed. */
    readonly where: readonly Condition[];
  };
}

/** How values of a kind are written and read. Without a function they are stored as they are. */
export interface Codec {
  /** Converts the value of a row to the stored one. */
  readonly write?: (value: unknown) => Stored;
  /** Converts the stored value to that of a row. */
  readonly read?: (stored: Stored) => unknown;
  /** All stored forms of a value, for a search, if there are others than the written one. */
  readonly forms?: (value: unknown) => readonly Stored[];
}

/** A change of a table from its present shape to another. */
export interface TableChange {
  /** The new shape. */
  readonly shape: TableShape;
  /** For each new column that takes the values of an old one: the old name. */
  readonly from: ReadonlyMap<string, string>;
  /** The values of new columns in existing rows. */
  readonly fill: ReadonlyMap<string, unknown>;
}

/** What `database()` opens besides SQLite: the value of `postgres(url)` or `mongodb(url)`. */
export interface Backend {
  /** Whether methods return promises. */
  readonly async: boolean;
  /** The backend's name in error messages: `SQLite`. */
  readonly name: string;
}

/**
 * A backend as tables use it. It stores and finds rows as lists of stored values, in the order of
 * the requested columns. Names, types and `xtra` are checked before it is called.
 */
export interface Store extends Backend {
  /** Whether the caller is in a transaction. */
  readonly inTransaction: boolean;
  /** Generates a key for a text column `id` that is not given. */
  newTextKey(): string;
  /** Returns how values of a kind are written and read, or lists of such items. */
  codec(kind: ColumnKind, items?: ColumnKind): Codec;
  /** Returns the values of the rows found, in the order of `query.columns`. */
  find(shape: TableShape, query: Query): Maybe<Stored[][]>;
  /** Returns the number of rows. */
  count(shape: TableShape, selection: RowSelection): Maybe<number>;
  /**
   * Returns a list for each group, in the order of `by`: the values of its columns, then those of
   * the aggregates, null where there is nothing to compute them of.
   */
  aggregate(shape: TableShape, grouping: Grouping): Maybe<Stored[][]>;
  /**
   * Stores rows, all or none, and returns them as stored, with all columns of the shape, without
   * rows that were ignored. If the database rejects one, it throws a `ConstraintError` whose cause
   * says why.
   */
  insert(shape: TableShape, rows: NewRows): Maybe<Stored[][]>;
  /** Changes rows and returns them as stored, with all columns of the shape. */
  update(
    shape: TableShape,
    changes: { columns: readonly TableColumn[]; values: readonly Stored[] },
    selection: RowSelection,
  ): Maybe<Stored[][]>;
  /** Deletes rows and returns how many. */
  delete(shape: TableShape, selection: RowSelection): Maybe<number>;
  /** Compiles a where text. A backend without SQL throws. */
  text(sql: string, args: unknown): SqlText;
  /** Runs a statement of the program and returns its rows as objects. */
  query(text: SqlText): Maybe<AnyRow[]>;
  /** Returns the shape of a table or view, or undefined if there is none. */
  describe(table: string): Maybe<TableShape | undefined>;
  /** Returns the names of all tables, or of all views. */
  tables(kind: "table" | "view"): Maybe<string[]>;
  /** Creates a table. One that another process has created meanwhile is used as it is. */
  create(shape: TableShape, options: { strict?: boolean }): Maybe<void>;
  /** Changes a table and its rows to another shape. */
  change(now: TableShape, change: TableChange): Maybe<void>;
  /** Deletes a table with its rows. */
  drop(table: string): Maybe<void>;
  /** Returns what `query.selectText` computes of the rows. A backend without SQL does not have it. */
  compute?(shape: TableShape, query: Query): Maybe<AnyRow[]>;
  /**
   * Makes strings of these columns searchable, unless they are, in place of any others.
   * Undefined ends that. A backend without full-text search has neither this nor `search`.
   */
  enableSearch?(shape: TableShape, index: SearchIndex | undefined): Maybe<void>;
  /**
   * Returns the rows found that have all these words, the best first. A word is of letters, digits
   * and marks alone.
   */
  search?(shape: TableShape, query: Query, words: readonly string[]): Maybe<Stored[][]>;
  /** Returns the SQL of a table or view. A backend without SQL does not have it. */
  schema?(table: string): Maybe<string | undefined>;
  /**
   * Runs a function in a transaction: all its changes are kept, or none. A backend without
   * transactions throws if one is required, and otherwise just runs the function.
   */
  transaction<T>(fn: () => Maybe<T>, required?: boolean): Maybe<T>;
  /** Closes the connection. */
  close(): Maybe<void>;
}

/** A schema: a type for each column, and `pk` for the key. */
export type TableSchema = { readonly [column: string]: ColumnType | string | readonly string[] };

/** How a table is created. */
export interface CreateOptions<
  Row,
  Pk = unknown,
  NotNull extends keyof Row & string = keyof Row & string,
  Default extends keyof Row & string = keyof Row & string,
> {
  /** The key: a column, or a list of columns. Default `id`. */
  pk?: Pk;
  /** The table's name. Default: the class's name in snake_case. */
  name?: string;
  /** Columns that reject null. To the compiler, each new row must give them. */
  notNull?: readonly NotNull[];
  /** Values that the database fills in if none is given. */
  defaults?: { readonly [Column in Default]?: Row[Column] };
  /** For each foreign key, the table, or `table.column`, that holds its values. */
  foreignKeys?: { readonly [Column in keyof Row]?: string };
  /** Columns, or lists of columns, to look rows up by. */
  indexes?: readonly (
    | (keyof Row & string)
    | readonly (keyof Row & string)[]
    | { columns: readonly (keyof Row & string)[]; unique?: boolean }
  )[];
  /** Opens an existing table as it is. Default true; false makes it an error. */
  ifNotExists?: boolean;
  /** Drops an existing table with its rows. */
  replace?: boolean;
  /**
   * Changes an existing table to this shape. Columns that the shape does not have are dropped; with
   * `"add"` they stay, and only columns and indexes that the table does not have are added.
   */
  transform?: boolean | "add";
  /** With `transform`, the new names of columns: `{ oldName: "newName" }`. */
  rename?: { readonly [oldName: string]: keyof Row & string };
  /** Creates a STRICT table (SQLite only). */
  strict?: boolean;
}

/** What a new column is beside its type. */
export interface AddColumnOptions<Value = unknown> {
  /** The value of rows that do not give it. Default: that of the type, such as 0. */
  default?: Value;
  /** Whether null is rejected. */
  notNull?: boolean;
  /** The table, or `table.column`, that holds its values. Then the default is null. */
  foreignKey?: string;
}

/** How an index is created. */
export interface IndexOptions {
  /** Whether two rows with the same values are rejected. */
  unique?: boolean;
}

/** How words are searched. */
export interface SearchIndexOptions {
  /**
   * The language of the strings, such as `"english"`, in which `run` also finds `running`. SQLite
   * has English only. Default: `"simple"`, words as they are.
   */
  language?: string;
}

/** What changes in a table. All names are those before the change. */
export interface TransformOptions<
  Name extends string = string,
  Types = { readonly [name: string]: ColumnType },
  Names = { readonly [name: string]: string },
  Drop extends Name = Name,
> {
  /** The new types of columns. */
  types?: Types;
  /** The new names of columns. */
  rename?: Names;
  /** The columns to drop, with their values. */
  drop?: readonly Drop[];
  /** The new key. */
  pk?: Name | readonly Name[];
  /** Columns that reject null from now on. Where they have it, they take their default. */
  notNull?: readonly Name[];
  /** Values that the database fills in if none is given. */
  defaults?: { readonly [N in Name]?: unknown };
}
