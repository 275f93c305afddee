import type { AnyRow, Column, RowClass } from "./types.ts";

/** What a verb gives: the value itself on SQLite, its promise on Postgres and MongoDB. */
export type Answer<T, Async extends boolean> = Async extends true ? Promise<T> : T;

/** A row to insert or update: any of its columns. */
export type Fields<Row> = { readonly [Column in keyof Row]?: Row[Column] | null };

/** Columns and the values they must have: one, or any of a list; null means "is null". */
export type Where<Row> = {
  readonly [Column in keyof Row]?: Row[Column] | readonly Row[Column][] | null;
};

/** One column to sort by. */
export type Term<Name extends string> =
  | Name
  | `-${Name}`
  | `${Name} ${"asc" | "desc" | "ASC" | "DESC"}`;

/** An order: `"priority"`, `"-priority"`, `"priority desc, id"`, or a list of such. */
export type OrderBy<Row> =
  | Term<keyof Row & string>
  | `${Term<keyof Row & string>},${string}`
  | readonly Term<keyof Row & string>[];

/** Which rows, in which order, how many. */
export interface FindOptions<Row> {
  /** A SQL text with `?` or `:name` for its values, or an object of columns. */
  where?: string | Where<Row>;
  /** The values of the where text: a list for `?`, an object for `:name`. */
  args?: unknown;
  /** Columns to sort by. */
  orderBy?: OrderBy<Row>;
  /** How many rows at most. */
  limit?: number;
  /** How many rows to leave out first. */
  offset?: number;
  /** The columns to read; the others are not in the rows' own fields. */
  select?: readonly (keyof Row & string)[];
  /** Gives `[key, row]` for each row. */
  withPk?: boolean;
}

/** The verbs of a table. */
export interface Verbs<Row extends object, Key, Async extends boolean> {
  /** Finds rows: `todos({ where: { done: false }, orderBy: "-id", limit: 10 })`. */
  (options: FindOptions<Row> & { withPk?: false }): Answer<Row[], Async>;
  /** Finds rows: `todos({ done: true }, { orderBy: "-id", limit: 10 })`. */
  (where: Where<Row>, options?: FindOptions<Row> & { withPk?: false }): Answer<Row[], Async>;
  /**
   * Finds rows: `todos()`, `todos("title like ?", ["%a%"])`.
   *
   * A where text is the programmer's SQL; a visitor's values belong in `args`.
   */
  (
    where?: string,
    args?: unknown,
    options?: FindOptions<Row> & { withPk?: false },
  ): Answer<Row[], Async>;
  /** Finds rows with their keys. */
  (options: FindOptions<Row> & { withPk: true }): Answer<[Key, Row][], Async>;
  /** Finds rows with their keys. */
  (where: Where<Row>, options: FindOptions<Row> & { withPk: true }): Answer<[Key, Row][], Async>;
  /** Finds rows with their keys. */
  (
    where: string | undefined,
    args: unknown,
    options: FindOptions<Row> & { withPk: true },
  ): Answer<[Key, Row][], Async>;

  /** A table is a function; `count()` says how many rows it has. */
  readonly length: never;
  /** The table's name in its database. */
  readonly table: string;
  /** The class of its rows. */
  readonly Row: RowClass<Row>;
  /** The columns; on Postgres and MongoDB a table opened by name has them after its first answer. */
  readonly columns: readonly Column[];
  /** The names of the key's columns. */
  readonly pks: readonly string[];

  /** Waits until the table is there and its columns are known: each verb does so by itself. */
  ready(): Answer<void, Async>;
  /** Reads the row of a key; throws `NotFoundError`, or gives the fallback where there is one. */
  get(key: Key): Answer<Row, Async>;
  /** Reads the row of a key, or gives the fallback. */
  get<Fallback>(key: Key, fallback: Fallback): Answer<Row | Fallback, Async>;
  /** Says whether there is a row of this key. */
  has(key: Key): Answer<boolean, Async>;
  /** Stores a row and returns it as stored; columns that are not given take the initial values. */
  insert(record: Fields<Row>): Answer<Row, Async>;
  /** Stores a row, or puts it in the place of the one with its key. */
  insert(
    record: Fields<Row>,
    options: { replace?: boolean; ignore?: false },
  ): Answer<Row, Async>;
  /** Stores a row; gives undefined where it was ignored. */
  insert(record: Fields<Row>, options: InsertOptions): Answer<Row | undefined, Async>;
  /** Stores rows, all or none, and returns them as stored. */
  insertAll(records: Iterable<Fields<Row>>, options?: InsertOptions): Answer<Row[], Async>;
  /**
   * Writes a record's own fields to the row of its key, or of the key given, and returns the row.
   *
   * Throws `NotFoundError` where there is no such row.
   */
  update(record: Fields<Row>, key?: Key, options?: UpdateOptions): Answer<Row, Async>;
  /** Updates the row of the record's key, or inserts the record where there is none. */
  upsert(record: Fields<Row>): Answer<Row, Async>;
  /** Deletes the row of a key and returns the table; throws `NotFoundError` where there is none. */
  delete(key: Key): Answer<Table<Row, Key, Async>, Async>;
  /** Deletes the rows found, all of them where nothing is asked, and returns how many. */
  deleteWhere(where?: string | Where<Row>, args?: unknown): Answer<number, Async>;
  /** Counts rows. */
  count(where?: string | Where<Row>, args?: unknown): Answer<number, Async>;
  /** The key of the row with these values; where there is none it is inserted with the extra ones. */
  lookup(values: Where<Row>, extra?: Fields<Row>): Answer<Key, Async>;
  /** The one row found; none is a `NotFoundError`, more than one an error. */
  selectOne(where?: string | Where<Row>, args?: unknown): Answer<Row, Async>;
  /**
   * Narrows this table object to rows with these values, and returns it. Within a request it is
   * narrowed for that request alone. Every verb obeys; a row inserted takes the values.
   */
  xtra(values: Fields<Row>): Table<Row, Key, Async>;
}

/** What an insert does when its key is there already. Default: it throws `ConstraintError`. */
export interface InsertOptions {
  /** Puts the new row in the old one's place. */
  replace?: boolean;
  /** Leaves the old row and gives undefined. */
  ignore?: boolean;
}

/** What an update may do. */
export interface UpdateOptions {
  /** Lets the record's key replace the row's. */
  rekey?: boolean;
}

/** A table: call it to find rows, index it by key, and its verbs. */
export type Table<
  Row extends object = AnyRow,
  Key = unknown,
  Async extends boolean = false,
> =
  & Verbs<Row, Key, Async>
  & ([Key] extends [number | bigint] ? { readonly [key: number]: Answer<Row, Async> }
    : [Key] extends [readonly unknown[]] ? unknown
    : { readonly [key: string]: Answer<Row, Async> });

/** The key that a row has by its `pk`: a value, or a list of values. */
export type KeyOf<Row, Pk> = Pk extends keyof Row ? Row[Pk]
  : Pk extends readonly (keyof Row)[] ? { readonly [I in keyof Pk]: Row[Pk[I] & keyof Row] }
  : unknown;
