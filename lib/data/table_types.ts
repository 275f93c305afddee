/** The types of a table, its rows and its methods. */
import type { ColumnType } from "./kinds.ts";
import type { GroupOfRows, TransformedRow, ValueOf } from "./row_types.ts";
import type {
  AddColumnOptions,
  AnyRow,
  ForeignKey,
  IndexOptions,
  RowClass,
  SearchIndexOptions,
  TableColumn,
  TableIndex,
  TransformOptions,
} from "./types.ts";
import type {
  ColumnName,
  ComputeOptions,
  FindOptions,
  GroupOptions,
  InsertOptions,
  NumberName,
  OrderedName,
  PageOptions,
  SearchOptions,
  TextName,
  TextSearchOptions,
  UpdateOptions,
  UpsertOptions,
  WritableName,
} from "./verb_options.ts";
import type { AnyFilter, RowFilter, Without } from "./where.ts";

/** What a method returns: the value itself on SQLite, a promise of it on Postgres and MongoDB. */
export type SyncOrAsync<T, Async extends boolean> = Async extends true ? Promise<T> : T;

/** A row to update: any of its columns. */
export type RowFields<Row> = { readonly [Name in WritableName<Row> & keyof Row]?: Row[Name] };

/** A row to insert: the columns that must be given, and any others. */
export type NewFields<Row, Required extends keyof Row> =
  & RowFields<Row>
  & { readonly [Name in Required]: Row[Name] };

/** A condition: SQL text and the values in it, or an object of columns, which holds its own. */
export type WhereArgs<Row> = [where?: string, args?: unknown] | [where: AnyFilter<Row>];

/** A page. */
export interface PageOfRows<T> {
  /** Its rows. */
  rows: T[];
  /**
   * The cursor of the next page, or undefined on the last one. It holds what rows are sorted by.
   */
  next: string | undefined;
}

/** What a loop goes over: `for` on SQLite, `for await` on any database. */
export type IterableOf<T, Async extends boolean> = Async extends true ? AsyncIterable<T>
  : Iterable<T>;

/** A row of the columns selected, which may be all; with its key if that was asked for. */
export type Found<Row, Key, Select extends ColumnName<Row>, WithPk> = WithPk extends true
  ? [key: Key, row: Found<Row, Key, Select, false>]
  : [ColumnName<Row>] extends [Select] ? Row
  : Pick<Row, Select & keyof Row>;

/** Columns or options. Both have the names of both, so that the compiler suggests them. */
export type SearchArg<Row, Select extends ColumnName<Row>, WithPk extends boolean> =
  | AnyFilter<Row> & Without<SearchOptions<Row>>
  | SearchOptions<Row, Select, WithPk> & Without<RowFilter<Row>>;

/** The methods of a table. */
export interface TableVerbs<
  Row extends object,
  Key,
  Async extends boolean,
  Required extends keyof Row = never,
> {
  /** Finds rows: `todos({ done: true }, { orderBy: "-id", limit: 10 })`. */
  <const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    where: AnyFilter<Row>,
    options?: FindOptions<Row, Select, WithPk>,
  ): SyncOrAsync<Found<Row, Key, Select, WithPk>[], Async>;
  /**
   * Finds rows: `todos()`, `todos("title like ?", ["%a%"])`.
   * The where text is the programmer's SQL. Put values of clients into `args`.
   */
  <const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    where?: string,
    args?: unknown,
    options?: FindOptions<Row, Select, WithPk>,
  ): SyncOrAsync<Found<Row, Key, Select, WithPk>[], Async>;
  /** Computes of rows: ``orders({ shop: "a" }, { select: sql<{ n: number }>`sum(cents) as n` })``. */
  <Computed extends object = AnyRow>(
    where: AnyFilter<Row>,
    options: ComputeOptions<Row, Computed>,
  ): SyncOrAsync<Computed[], Async>;
  /** Computes of rows: ``orders({ select: sql<{ n: number }>`count(*) as n` })``. */
  <Computed extends object = AnyRow>(
    options: ComputeOptions<Row, Computed> & { where?: AnyFilter<Row> },
  ): SyncOrAsync<Computed[], Async>;
  /** Computes of rows that a where text finds. */
  <Computed extends object = AnyRow>(
    where: string | undefined,
    args: unknown,
    options: ComputeOptions<Row, Computed>,
  ): SyncOrAsync<Computed[], Async>;
  /** Finds rows: `todos({ where: { done: false }, orderBy: "-id", limit: 10 })`. */
  // Last, as the compiler says of the last signature alone what is misspelt in a call.
  <const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    search: SearchArg<Row, Select, WithPk>,
    options?: FindOptions<Row, Select, WithPk>,
  ): SyncOrAsync<Found<Row, Key, Select, WithPk>[], Async>;

  /**
   * Iterates over rows, and reads some of them at a time:
   * `for await (const row of todos.each({ done: true }))`. Rows that are written meanwhile neither
   * hide others nor bring them twice.
   */
  each<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    where: AnyFilter<Row>,
    options?: FindOptions<Row, Select, WithPk>,
  ): IterableOf<Found<Row, Key, Select, WithPk>, Async>;
  /** Iterates over all rows. */
  each<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    where?: undefined,
    args?: undefined,
    options?: FindOptions<Row, Select, WithPk>,
  ): IterableOf<Found<Row, Key, Select, WithPk>, Async>;
  /** Iterates over rows that a where text finds. */
  each<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    where: string,
    args?: unknown,
    options?: FindOptions<Row, Select, WithPk>,
  ): IterableOf<Found<Row, Key, Select, WithPk>, Async>;
  /** Iterates over rows, with options as the only argument. */
  each<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    search: SearchArg<Row, Select, WithPk>,
    options?: FindOptions<Row, Select, WithPk>,
  ): IterableOf<Found<Row, Key, Select, WithPk>, Async>;
  /**
   * Reads a page: `todos.page({ orderBy: "-at", size: 20, after: cursor })`. `next` is the cursor of
   * the page after it, for a link. A cursor that a client made up is a `NotFoundError`.
   */
  page<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    options?: PageOptions<Row, Select, WithPk>,
  ): SyncOrAsync<PageOfRows<Found<Row, Key, Select, WithPk>>, Async>;

  /** Not the number of rows: a table is a function. Use `count()`. */
  readonly length: never;
  /** The table's name in its database. */
  readonly table: string;
  /** The class of its rows. */
  readonly Row: RowClass<Row>;
  /** The columns. On Postgres and MongoDB, a table opened by name has them once it is ready. */
  readonly columns: readonly TableColumn[];
  /** The names of the key's columns. */
  readonly pks: readonly string[];

  /** The indexes besides the key. */
  readonly indexes: readonly TableIndex[];
  /** The foreign keys, each with the column that holds its values. */
  readonly foreignKeys: readonly { column: string; references: ForeignKey }[];
  /** The SQL that would create the table as it is now. Undefined where there is no SQL. */
  readonly schema: SyncOrAsync<string | undefined, Async>;

  /** Waits until the table exists and its columns are known. Each method does so, too. */
  ready(): SyncOrAsync<void, Async>;
  /** Reads the row of a key. Throws `NotFoundError` if there is none. */
  get(key: Key): SyncOrAsync<Row, Async>;
  /** Reads the row of a key, or returns the fallback. */
  get<Fallback>(key: Key, fallback: Fallback): SyncOrAsync<Row | Fallback, Async>;
  /** Returns whether there is a row of this key. */
  has(key: Key): SyncOrAsync<boolean, Async>;
  /** Stores a row and returns it as stored. Missing columns take their default values. */
  insert(record: NewFields<Row, Required>): SyncOrAsync<Row, Async>;
  /** Stores a row, or replaces the row that has its key. */
  insert(
    record: NewFields<Row, Required>,
    options: InsertOptions<Row> & { ignore?: false },
  ): SyncOrAsync<Row, Async>;
  /** Stores a row. Returns undefined if it was ignored. */
  insert(
    record: NewFields<Row, Required>,
    options: InsertOptions<Row>,
  ): SyncOrAsync<Row | undefined, Async>;
  /** Stores rows, all or none, and returns them as stored. */
  insertAll(
    records: Iterable<NewFields<Row, Required>>,
    options?: InsertOptions<Row>,
  ): SyncOrAsync<Row[], Async>;
  /**
   * Writes a record's own fields to the row of its key, or of the key given, and returns the row.
   * Throws `NotFoundError` if there is no such row.
   */
  update(record: RowFields<Row>, key?: Key, options?: UpdateOptions): SyncOrAsync<Row, Async>;
  /**
   * Updates the row of the record's key, or inserts the record if there is none:
   * `users.upsert({ email, name }, { on: "email" })` knows the row by another unique column.
   */
  upsert(record: RowFields<Row>, options?: UpsertOptions<Row>): SyncOrAsync<Row, Async>;
  /** Updates or inserts rows, all or none, and returns them. */
  upsertAll(
    records: Iterable<RowFields<Row>>,
    options?: UpsertOptions<Row>,
  ): SyncOrAsync<Row[], Async>;
  /**
   * Deletes the row of a key and returns the table. Throws `NotFoundError` if there is none. A
   * handler that returns what this returns responds with an empty 200, as for `hx_swap: "delete"`.
   */
  delete(key: Key): SyncOrAsync<DataTable<Row, Key, Async, Required>, Async>;
  /** Deletes the matching rows, or all rows if called without a condition, and returns how many. */
  deleteWhere(...condition: WhereArgs<Row>): SyncOrAsync<number, Async>;
  /** Counts the matching rows. */
  count(...condition: WhereArgs<Row>): SyncOrAsync<number, Async>;
  /** Adds up a column of the matching rows, without nulls: `orders.sum("price", { done: true })`. */
  sum<Name extends NumberName<Row>>(
    column: Name,
    ...condition: WhereArgs<Row>
  ): SyncOrAsync<NonNullable<Row[Name]>, Async>;
  /** The average of a column of the matching rows, without nulls. Null if there is none. */
  avg(column: NumberName<Row>, ...condition: WhereArgs<Row>): SyncOrAsync<number | null, Async>;
  /** The least value of a column in the matching rows. Null if there is none. */
  min<Name extends OrderedName<Row>>(
    column: Name,
    ...condition: WhereArgs<Row>
  ): SyncOrAsync<NonNullable<Row[Name]> | null, Async>;
  /** The greatest value of a column in the matching rows. Null if there is none. */
  max<Name extends OrderedName<Row>>(
    column: Name,
    ...condition: WhereArgs<Row>
  ): SyncOrAsync<NonNullable<Row[Name]> | null, Async>;
  /**
   * Counts the rows of each value of a column, or of several, sorted by them:
   * `orders.groupBy("status", { sum: "price" })` is `[{ status: "new", count: 2, sum: 9.5 }, …]`.
   */
  groupBy<
    const By extends ColumnName<Row> & keyof Row,
    Sum extends NumberName<Row> = never,
    Avg extends NumberName<Row> = never,
    Min extends OrderedName<Row> = never,
    Max extends OrderedName<Row> = never,
  >(
    by: By | readonly By[],
    options?: GroupOptions<Row, Sum, Avg, Min, Max>,
  ): SyncOrAsync<GroupOfRows<Row, By, Sum, Avg, Min, Max>[], Async>;
  /**
   * Returns the key of the row with these values. If there is none, it is inserted with the extra
   * ones.
   */
  lookup(values: RowFields<Row>, extra?: RowFields<Row>): SyncOrAsync<Key, Async>;
  /**
   * Returns the only matching row. Throws `NotFoundError` if there is none, `DataError` if there
   * are more.
   */
  selectOne(...condition: WhereArgs<Row>): SyncOrAsync<Row, Async>;
  /**
   * Finds the rows that have all words of a string in the columns of `enableSearch()`, the best
   * first: `posts.search("deno sqlite", { where: { draft: false }, limit: 10 })`. Any string is
   * fine: it has no operators. One without a word, or of more than 10,000 characters, finds
   * nothing.
   */
  search<const Select extends ColumnName<Row> = ColumnName<Row>, WithPk extends boolean = false>(
    text: string,
    options?: TextSearchOptions<Row, Select, WithPk>,
  ): SyncOrAsync<Found<Row, Key, Select, WithPk>[], Async>;
  /**
   * Makes the words of text columns searchable, unless they are, and returns this table. With other
   * columns than before, those are searched from now on.
   */
  enableSearch(
    columns: TextName<Row> | readonly TextName<Row>[],
    options?: SearchIndexOptions,
  ): SyncOrAsync<DataTable<Row, Key, Async, Required>, Async>;
  /** Deletes what `enableSearch()` made, and returns this table. */
  disableSearch(): SyncOrAsync<DataTable<Row, Key, Async, Required>, Async>;
  /**
   * Adds a column, and returns this table: `todos.addColumn("stars", Integer, { default: 3 })`.
   * Rows that do not give it have `default`, or else the default value of the type.
   */
  addColumn<const Name extends string, const Type extends ColumnType>(
    name: Name,
    type: Type,
    options?: AddColumnOptions<ValueOf<Type>>,
  ): SyncOrAsync<DataTable<Row & Record<Name, ValueOf<Type>>, Key, Async, Required>, Async>;
  /** Creates an index to look rows up by, unless there is one, and returns this table. */
  createIndex(
    columns: ColumnName<Row> | readonly ColumnName<Row>[],
    options?: IndexOptions,
  ): SyncOrAsync<DataTable<Row, Key, Async, Required>, Async>;
  /**
   * Changes columns and the primary key, all or nothing, and returns this table:
   * `todos.transform({ rename: { title: "name" }, drop: ["done"], types: { price: Float } })`.
   */
  transform<
    const Types extends { readonly [Name in ColumnName<Row>]?: ColumnType } = Record<never, never>,
    const Names extends { readonly [Name in ColumnName<Row>]?: string } = Record<never, never>,
    const Drop extends ColumnName<Row> = never,
  >(
    options: TransformOptions<ColumnName<Row>, Types, Names, Drop>,
  ): SyncOrAsync<DataTable<TransformedRow<Row, Types, Names, Drop>, unknown, Async>, Async>;
  /** Deletes the table with its rows. Throws where another table has a foreign key to it. */
  drop(): SyncOrAsync<void, Async>;
  /**
   * Filters this table to rows with these values, and returns it. Inside a request it is filtered
   * for that request only. Every method is filtered, and inserted rows take the values.
   */
  xtra<Name extends WritableName<Row> & keyof Row>(
    values: { readonly [N in Name]: Row[N] },
  ): DataTable<Row, Key, Async, Exclude<Required, Name>>;
}

/**
 * A table: call it to find rows, index it by a number key, or use its methods. A string key takes
 * `get(key)`: in brackets, one that a client chooses could be the name of a method.
 */
export type DataTable<
  Row extends object = AnyRow,
  Key = unknown,
  Async extends boolean = false,
  Required extends keyof Row = never,
> =
  & TableVerbs<Row, Key, Async, Required>
  & ([Key] extends [string | readonly unknown[]] ? unknown
    : { readonly [key: number]: SyncOrAsync<Row, Async> });
