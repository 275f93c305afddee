import type { ColumnType, Kind } from "./kinds.ts";
import type { Maybe } from "./maybe.ts";

/** A class whose instances are rows. */
export type RowClass<Row extends object = object> = (new () => Row) & {
  /** What the initial values cannot say of a column: a date that starts as null, a fraction. */
  types?: Readonly<Record<string, unknown>>;
};

/** A row of a table that was not described in the program. */
export type AnyRow = Record<string, unknown>;

/** A column of another table that a column's values must be found in. */
export interface Reference {
  /** The other table. */
  table: string;
  /** The column there, its key as a rule. */
  column: string;
  /** What happens to the row when the other changes or goes. Default: it follows (CASCADE). */
  actions?: string;
}

/** A column of a table. */
export interface Column {
  /** The name, as rows have it. */
  readonly name: string;
  /** What it holds. */
  readonly kind: Kind;
  /** Whether null is refused. */
  readonly notNull: boolean;
  /** The value that the database fills in where none is given. */
  readonly fallback?: unknown;
  /** The foreign key. */
  readonly references?: Reference;
}

/** An index over columns. */
export interface Index {
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** Whether two rows may not have the same values. */
  readonly unique: boolean;
}

/** What a table looks like in its database. */
export interface TableShape {
  /** The name in the database. */
  readonly table: string;
  /** All columns, in the order of the table. */
  readonly columns: readonly Column[];
  /** The columns of the primary key. */
  readonly key: readonly Column[];
  /** What rows can be looked up by beside the key. */
  readonly indexes: readonly Index[];
  /** The column of this name, or an error that names the nearest. */
  column(name: string): Column;
}

/** A value as the database's driver takes and gives it. */
export type Stored = unknown;

/** One column that must have one of the values; null among them means IS NULL. */
export interface Condition {
  /** The column that is compared. */
  readonly column: Column;
  /** The values, any of which the column may have. */
  readonly values: readonly Stored[];
}

/** SQL with its values between the pieces: one value fewer than pieces. */
export interface SqlText {
  /** The SQL before, between and after the values. */
  readonly pieces: readonly string[];
  /** The values, to be bound as parameters. */
  readonly values: readonly Stored[];
}

/** Which rows. */
export interface Selection {
  /** Says that the conditions are those of the key and no others, so that the SQL is known. */
  readonly byKey?: boolean;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  /** A where text that must hold too. */
  readonly text?: SqlText;
}

/** Which rows, which of their columns, in which order. */
export interface Query extends Selection {
  /** The columns of the result, in this order. */
  readonly columns: readonly Column[];
  /** What rows are sorted by, the first column first. */
  readonly order: readonly { readonly column: Column; readonly descending: boolean }[];
  /** How many rows at most. Default: all. */
  readonly limit?: number;
  /** How many rows to leave out first. Default: none. */
  readonly offset?: number;
}

/** Rows to store: the columns that are given, and a list of values for each row. */
export interface NewRows {
  /** The columns that are given. */
  readonly columns: readonly Column[];
  /** For each row, the values of these columns. */
  readonly rows: readonly (readonly Stored[])[];
  /** What to do when the key is there already; without it, an error. */
  readonly onConflict?: {
    /** The columns that the stored row takes over; none leaves it as it is. */
    readonly update: readonly Column[];
    /** The stored row is only touched where this holds. */
    readonly where: readonly Condition[];
  };
}

/** How the values of a kind are written and read; what is missing goes through as it is. */
export interface Codec {
  /** From the value of a row to the stored one. */
  readonly write?: (value: unknown) => Stored;
  /** From the stored value to that of a row. */
  readonly read?: (stored: Stored) => unknown;
}

/** How a table is brought from the shape it has to another. */
export interface TableChange {
  /** The shape that the table gets. */
  readonly shape: TableShape;
  /** For each new column that takes an old one's values: the old name. */
  readonly from: ReadonlyMap<string, string>;
  /** What rows that are there already get in columns that are new. */
  readonly fill: ReadonlyMap<string, unknown>;
}

/** What `database()` opens besides SQLite: the value of `postgres(url)` or `mongodb(url)`. */
export interface Backend {
  /** Whether verbs return promises. */
  readonly async: boolean;
  /** What it is, for messages: `SQLite`. */
  readonly name: string;
}

/**
 * A backend from inside. It stores and finds rows as lists of stored values, in the order of the columns that
 * were asked for; names, types and `xtra` have been checked before it is called.
 */
export interface Store extends Backend {
  /** Whether the caller is in a transaction. */
  readonly inTransaction: boolean;
  /** A new key, for a text column `id` that is not given. */
  newTextKey(): string;
  /** How values of a kind are written and read. */
  codec(kind: Kind): Codec;
  /** Returns the values of the rows found, in the order of `query.columns`. */
  find(shape: TableShape, query: Query): Maybe<Stored[][]>;
  /** Returns how many rows there are. */
  count(shape: TableShape, selection: Selection): Maybe<number>;
  /** Returns the rows as stored, all columns of the shape; a row that was left alone is missing. */
  insert(shape: TableShape, rows: NewRows): Maybe<Stored[][]>;
  /** Changes rows, and returns them as stored, all columns of the shape. */
  update(
    shape: TableShape,
    changes: { columns: readonly Column[]; values: readonly Stored[] },
    selection: Selection,
  ): Maybe<Stored[][]>;
  /** Deletes rows, and returns how many. */
  delete(shape: TableShape, selection: Selection): Maybe<number>;
  /** Compiles a where text; a backend without SQL refuses. */
  text(sql: string, args: unknown): SqlText;
  /** Runs a statement of the program's own, and returns its rows as objects. */
  query(text: SqlText): Maybe<AnyRow[]>;
  /** The shape of a table or view, or undefined where there is none. */
  describe(table: string): Maybe<TableShape | undefined>;
  /** The names of all tables, or of all views. */
  tables(kind: "table" | "view"): Maybe<string[]>;
  /** Makes a table; one that another process has made meanwhile is taken as it is. */
  create(shape: TableShape, options: { strict?: boolean }): Maybe<void>;
  /** Brings a table from the shape that it has to another, with its rows. */
  change(now: TableShape, change: TableChange): Maybe<void>;
  /** Deletes a table with its rows. */
  drop(table: string): Maybe<void>;
  /** All or nothing; a backend that can't do it throws where it is required, and else just runs. */
  transaction<T>(fn: () => Maybe<T>, required?: boolean): Maybe<T>;
  /** Closes the connection. */
  close(): Maybe<void>;
}

/** What a schema says: a type for each column, and `pk` for the key. */
export type Schema = { readonly [column: string]: ColumnType | string | readonly string[] };

/** How a table is made. */
export interface CreateOptions<Row, Pk = unknown> {
  /** The key: a column, or a list of columns. Default `id`. */
  pk?: Pk;
  /** The table's name. Default: the class's name in snake_case. */
  name?: string;
  /** Columns that refuse null. */
  notNull?: readonly (keyof Row & string)[];
  /** Values that the database fills in where none is given. */
  defaults?: Partial<Row>;
  /** For each column, the table, or `table.column`, that its values must be found in. */
  foreignKeys?: { readonly [Column in keyof Row]?: string };
  /** Columns, or lists of columns, to look rows up by. */
  indexes?: readonly (
    | (keyof Row & string)
    | readonly (keyof Row & string)[]
    | { columns: readonly (keyof Row & string)[]; unique?: boolean }
  )[];
  /** Takes a table that is there already as it is. Default true; false makes it an error. */
  ifNotExists?: boolean;
  /** Drops a table that is there already, with its rows. */
  replace?: boolean;
  /** Brings a table that is there already to this shape; columns it does not have are dropped. */
  transform?: boolean;
  /** With `transform`, for columns that have a new name: `{ oldName: "newName" }`. */
  rename?: { readonly [oldName: string]: keyof Row & string };
  /** SQLite: a STRICT table. */
  strict?: boolean;
}
