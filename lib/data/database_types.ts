/** The types of a database. */
import type { KeyOf, PkOf, RequiredName, RowOf } from "./row_types.ts";
import type { DataTable, IterableOf, SyncOrAsync } from "./table_types.ts";
import type { AnyRow, Backend, CreateOptions, RowClass, TableSchema } from "./types.ts";

/** One column or several that can be a key. */
export type KeyColumns<Row> = (keyof Row & string) | readonly (keyof Row & string)[];

/** One step of `migrate`: SQL, a list of SQL statements, or a function of the database. */
export type Migration<Async extends boolean = boolean> =
  | string
  | readonly string[]
  | ((db: Database<Async>) => unknown);

/** The options for the table of a class with what cannot be given: see the last `create`. */
export type ClassOptions<Row> =
  & CreateOptions<Row, KeyColumns<Row>>
  & { readonly "~nothing": never };

/** How a file is imported. */
export interface ImportOptions {
  /** The format. Default: taken from the file's name. */
  format?: "csv" | "json";
  /** The key of a table that is created for the file. Default: `id`, added if the file has none. */
  pk?: string | readonly string[];
}

/** Tables by name. To iterate over them gives their names. */
export type TablesByName<Async extends boolean> =
  & { readonly [name: string]: DataTable<AnyRow, unknown, Async> }
  & IterableOf<string, Async>;

/** A database: it creates tables and opens them by name. */
export interface Database<Async extends boolean = false> extends Disposable, AsyncDisposable {
  /** What it was opened with, such as `postgres(url)`; its `name` is SQLite, Postgres or MongoDB. */
  readonly backend: Backend;
  /** Creates a table from a class, or opens the existing one. */
  create<
    Row extends object,
    const Pk extends KeyColumns<Row> = "id" & keyof Row,
    NotNull extends keyof Row & string = never,
    Default extends keyof Row & string = never,
  >(
    Class: RowClass<Row>,
    options?: CreateOptions<Row, Pk, NotNull, Default>,
  ): DataTable<
    Row,
    KeyOf<Row, Pk>,
    Async,
    RequiredName<Row, NoInfer<Pk>, Exclude<NotNull, Default>>
  >;
  /**
   * Creates a table from a schema: `db.create("users", { username: String, pk: "username" })`.
   * Without a key, its rows are numbered: they have an `id`.
   */
  create<
    const S extends TableSchema,
    const Pk extends KeyColumns<RowOf<S>> = Extract<PkOf<S>, KeyColumns<RowOf<S>>>,
    NotNull extends keyof RowOf<S> & string = never,
    Default extends keyof RowOf<S> & string = never,
  >(
    name: string,
    schema: S,
    options?: CreateOptions<RowOf<S>, Pk, NotNull, Default>,
  ): DataTable<
    RowOf<S, Pk>,
    KeyOf<RowOf<S, Pk>, Pk>,
    Async,
    RequiredName<RowOf<S, NoInfer<Pk>>, NoInfer<Pk>, Exclude<NotNull, Default>>
  >;
  /** Fits nothing: the compiler says of the last of four forms alone what is wrong in a call. */
  create(name: string, Class: never): never;
  /** Fits nothing: what it needs beside what the first two take cannot be given. */
  create<Source extends string | RowClass>(
    source: Source,
    more: Source extends RowClass<infer Row extends object> ? ClassOptions<Row>
      : TableSchema & { readonly "~nothing": never },
  ): never;
  /**
   * The tables by name: `db.t.user`. A table that `create` returned is the same object here.
   * `"user" in db.t` and `[...db.t]`, the names, are for SQLite; elsewhere `for await` goes over them.
   */
  readonly t: TablesByName<Async>;
  /** The views by name, read like tables. */
  readonly v: TablesByName<Async>;
  /** Opens a table or view by name and reads its columns. Throws `DataError` if there is none. */
  table<Row extends object = AnyRow, Key = unknown>(
    name: string,
  ): SyncOrAsync<DataTable<Row, Key, Async>, Async>;
  /** Returns the names of the tables, sorted, without those that start with `_`. */
  tables(): SyncOrAsync<string[], Async>;
  /** Returns the names of the views. */
  views(): SyncOrAsync<string[], Async>;
  /**
   * Runs one SQL statement and returns its rows as they are stored. `?` and `:name` are
   * placeholders for values. `xtra` does not narrow it.
   */
  q<Row extends object = AnyRow>(sql: string, args?: unknown): SyncOrAsync<Row[], Async>;
  /** Runs SQL whose values are always bound: ``db.sql`select * from todo where id = ${id}` ``. */
  sql<Row extends object = AnyRow>(
    text: TemplateStringsArray,
    ...values: unknown[]
  ): SyncOrAsync<Row[], Async>;
  /**
   * The same for a class, whose instances the rows are:
   * ``db.sql(Sale)`select shop, sum(price) as total from orders group by shop` ``. Its fields are
   * read as its types say; other columns are left out, and a field without a column is an error.
   */
  sql<Row extends object>(
    Class: RowClass<Row>,
  ): (text: TemplateStringsArray, ...values: unknown[]) => SyncOrAsync<Row[], Async>;
  /**
   * Runs a function in a transaction: all its changes are kept, or none. Inside another transaction
   * it is a savepoint. On SQLite, a function that awaits may be called again if another request
   * changed what it had read.
   */
  transaction<T>(fn: () => T): Async extends true ? Promise<Awaited<T>> : T;
  /**
   * Applies the migrations that this database does not have yet, in order, each with its record in
   * one transaction, and returns how many. An applied migration must stay in the list.
   */
  migrate(migrations: readonly Migration<Async>[]): Promise<number>;
  /**
   * Imports a CSV or JSON file, on disk or uploaded, into a table. A missing table is created, with
   * column types found from the values.
   */
  importFile(
    table: string,
    file: string | URL | Blob,
    options?: ImportOptions,
  ): Promise<DataTable<AnyRow, unknown, Async>>;
  /** Writes a TypeScript module with a row class for each table, and returns its text. */
  createMod(file?: string | URL): Promise<string>;
  /** Draws the tables and their foreign keys as SVG. */
  diagram(): Promise<string>;
  /** Closes the connection. */
  close(): SyncOrAsync<void, Async>;
}
