import type { PkOf, RowOf } from "./schema_types.ts";
import type { Answer, KeyOf, Table } from "./table_types.ts";
import type { AnyRow, CreateOptions, RowClass, Schema } from "./types.ts";

/** A column, or several, that can be a key. */
export type Keys<Row> = (keyof Row & string) | readonly (keyof Row & string)[];

/** One step of `migrate`: SQL, several statements of it, or a function of the database. */
export type Migration<Async extends boolean = boolean> =
  | string
  | readonly string[]
  | ((db: Database<Async>) => unknown);

/** How a file is read. */
export interface ImportOptions {
  /** Default: by the file's name. */
  format?: "csv" | "json";
  /** The key of a table that is made for it. Default: `id`, which is added where there is none. */
  pk?: string | readonly string[];
}

/** A database: it makes tables and gives them by name. */
export interface Database<Async extends boolean = false> extends Disposable, AsyncDisposable {
  /** Makes a table of a class, or takes the one that is there, and returns it. */
  create<Row extends object, const Pk extends Keys<Row> = "id" & keyof Row>(
    Class: RowClass<Row>,
    options?: CreateOptions<Row, Pk>,
  ): Table<Row, KeyOf<Row, Pk>, Async>;
  /** Makes a table of a schema: `db.create("users", { username: String, pk: "username" })`. */
  create<const S extends Schema, const Pk extends Keys<RowOf<S>> = PkOf<S>>(
    name: string,
    schema: S,
    options?: CreateOptions<RowOf<S>, Pk>,
  ): Table<RowOf<S>, KeyOf<RowOf<S>, Pk>, Async>;
  /** The tables by name: `db.t.user`. A table that `create` has given is that very object. */
  readonly t: { readonly [name: string]: Table<AnyRow, unknown, Async> };
  /** The views by name, to be read as tables. */
  readonly v: { readonly [name: string]: Table<AnyRow, unknown, Async> };
  /** Opens a table or view by name, its columns read; a `DataError` where there is none. */
  table<Row extends object = AnyRow, Key = unknown>(
    name: string,
  ): Answer<Table<Row, Key, Async>, Async>;
  /** The names of the tables, sorted; those that start with `_` are left out. */
  tables(): Answer<string[], Async>;
  /** The names of the views. */
  views(): Answer<string[], Async>;
  /**
   * Runs one SQL statement and returns its rows as they are stored; `?` and `:name` stand for the
   * values. `xtra` does not reach it.
   */
  q<Row extends object = AnyRow>(sql: string, args?: unknown): Answer<Row[], Async>;
  /** Runs SQL whose values are always bound: ``db.sql`select * from todo where id = ${id}` ``. */
  sql<Row extends object = AnyRow>(
    text: TemplateStringsArray,
    ...values: unknown[]
  ): Answer<Row[], Async>;
  /**
   * Runs a function in a transaction: all that it does happens, or nothing. Within another it is a
   * savepoint. On SQLite a function that awaits may be called again, when it was overtaken.
   */
  transaction<T>(fn: () => T): Async extends true ? Promise<Awaited<T>> : T;
  /**
   * Applies the migrations that this database has not seen, in order, each with its record in one
   * transaction, and returns how many. A migration that has been applied must stay in the list.
   */
  migrate(migrations: readonly Migration<Async>[]): Promise<number>;
  /**
   * Reads a CSV or JSON file, on disk or uploaded, into a table, made for it if absent, its types
   * found in the values.
   */
  importFile(
    table: string,
    file: string | URL | Blob,
    options?: ImportOptions,
  ): Promise<Table<AnyRow, unknown, Async>>;
  /** Writes a TypeScript module with a row class for each table, and returns its text. */
  createMod(file?: string | URL): Promise<string>;
  /** Draws the tables and their foreign keys as SVG. */
  diagram(): Promise<string>;
  /** Closes the connection. */
  close(): Answer<void, Async>;
}
