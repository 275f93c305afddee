import type { DatabaseSync } from "node:sqlite";
import { toCallable } from "./callable.ts";
import { DataError, suggestion } from "./errors.ts";
import { andThen, type Maybe } from "./maybe.ts";
import { type AnyCreateOptions, Shape, shapeOfClass, shapeOfSchema, toRowClass } from "./shape.ts";
import { SqliteStore } from "./sqlite.ts";
import { TableVerbs } from "./table.ts";
import type { Answer, KeyOf, Table } from "./table_types.ts";
import type {
  AnyRow,
  Backend,
  CreateOptions,
  RowClass,
  Schema,
  Store,
  TableShape,
} from "./types.ts";
import type { PkOf, RowOf } from "./schema_types.ts";

/** A database: it makes tables and gives them by name. */
export interface Database<Async extends boolean = false> extends Disposable {
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
  /** The tables by name: `db.t.user`. */
  readonly t: { readonly [name: string]: Table<AnyRow, unknown, Async> };
  /** Runs SQL and returns its rows as they are stored; `?` and `:name` stand for the values. */
  q<Row extends object = AnyRow>(sql: string, args?: unknown): Answer<Row[], Async>;
  /** Runs a function in a transaction: all of it happens, or none. Within another, a savepoint. */
  transaction<T>(fn: () => T): T;
  /** Closes the connection. */
  close(): Answer<void, Async>;
}

/** A column, or several, that can be a key. */
export type Keys<Row> = (keyof Row & string) | readonly (keyof Row & string)[];

/**
 * Opens a database: a SQLite file, made with its folder if absent (WAL, foreign keys on, five
 * seconds of waiting for another writer), `":memory:"`, or a connection that is open already.
 *
 * @example A table from a class
 * ```ts
 * import { database } from "@fasthtml/fasthtml/data";
 *
 * class Todo { id = 0; title = ""; done = false; }
 * const todos = database(":memory:").create(Todo);
 * todos.insert({ title: "Write" });
 * todos.update({ id: 1, done: !todos[1].done });
 * console.assert(todos({ done: true })[0].title === "Write");
 * ```
 */
export function database(source: string | DatabaseSync): Database;
/** Opens a database by another backend, such as `postgres(url)`; its verbs return promises. */
export function database(source: Backend & { async: true }): Database<true>;
export function database(source: string | DatabaseSync | Backend): Database<boolean> {
  const store = typeof source === "object" && "codec" in source
    ? source as Store
    : new SqliteStore(source as string | DatabaseSync);
  return new OpenDatabase(store) as unknown as Database<boolean>;
}

class OpenDatabase {
  readonly #store: Store;
  readonly #tables = new Map<string, unknown>();
  readonly t: AnyRow;

  constructor(store: Store) {
    this.#store = store;
    this.t = new Proxy({}, {
      get: (_, name) => typeof name === "string" ? this.#table(name) : undefined,
    });
  }

  create(
    source: RowClass | string,
    schemaOrOptions: Schema | AnyCreateOptions = {},
    more: AnyCreateOptions = {},
  ): unknown {
    if (typeof source === "string") {
      const shape = shapeOfSchema(source, schemaOrOptions as Schema, more);
      return this.#create(shape, more, toRowClass(shape, schemaOrOptions as Schema));
    }
    const options = schemaOrOptions as AnyCreateOptions;
    return this.#create(shapeOfClass(source, options), options, source);
  }

  q(sql: string, args?: unknown): Maybe<AnyRow[]> {
    return this.#store.query(this.#store.text(sql, args));
  }

  transaction<T>(fn: () => Maybe<T>): Maybe<T> {
    return this.#store.transaction(fn);
  }

  close(): Maybe<void> {
    return this.#store.close();
  }

  [Symbol.dispose](): void {
    this.#store.close();
  }

  #create(shape: Shape, options: AnyCreateOptions, Row: RowClass): unknown {
    const made = andThen(this.#make(shape, options), () => shape);
    return this.#keep(shape.table, {
      shape,
      Row: Row as RowClass<AnyRow>,
      ...(made instanceof Promise && { opening: made }),
    });
  }

  #make(shape: Shape, options: AnyCreateOptions): Maybe<void> {
    return andThen(this.#store.describe(shape.table), (now) => {
      if (!now) return this.#store.create(shape, options);
      if (options.replace) {
        return andThen(this.#store.drop(shape.table), () => this.#store.create(shape, options));
      }
      if (options.ifNotExists === false) {
        throw new DataError(`Cannot create table "${shape.table}": it is there already`);
      }
      if (options.transform) return this.#store.change(now, { shape, from: new Map() });
      checkColumns(shape, now);
    });
  }

  #table(name: string): unknown {
    const known = this.#tables.get(name);
    if (known) return known;
    const found = andThen(this.#store.describe(name), (shape) => shape ?? this.#missing(name));
    if (found instanceof Promise) return this.#keep(name, { opening: found.then(toShape) });
    return this.#keep(name, { shape: toShape(found) });
  }

  #missing(name: string): Maybe<never> {
    return andThen(this.#store.tables("table"), (tables) => {
      const hint = suggestion(name, tables);
      throw new DataError(`Cannot open table "${name}": the database has no such table${hint}`);
    });
  }

  #keep(name: string, opening: ConstructorParameters<typeof TableVerbs>[2]): unknown {
    const table = toCallable(new TableVerbs(this.#store, name, opening), this.#store.async);
    this.#tables.set(name, table);
    return table;
  }
}

function toShape({ table, columns, key, indexes }: TableShape): Shape {
  return new Shape(table, columns, key, indexes);
}

/** A table that is there already must have the columns that the program will ask for. */
function checkColumns(shape: Shape, now: TableShape): void {
  const missing = shape.columns.filter(({ name }) => !now.columns.some((c) => c.name === name));
  if (missing.length === 0) return;
  throw new DataError(
    `Cannot open table "${shape.table}": it has no column ` +
      missing.map(({ name }) => name).join(", ") + ", expected the option transform or a migration",
  );
}
