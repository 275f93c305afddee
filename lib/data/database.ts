/** `database()`, and the object that makes tables and opens them by name. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { DatabaseSync } from "node:sqlite";
import { toCallable } from "./callable.ts";
import type { Database, ImportOptions, Migration } from "./database_types.ts";
import { checkReferring } from "./changing_table.ts";
import { DataError } from "./errors.ts";
import { attempt, type Maybe, then } from "../maybe.ts";
import { findNearest } from "../nearest.ts";
import { MISTAKE, type Mistake } from "../result_marks.ts";
import { setDatabase } from "./owner.ts";
import { checkReadingSql } from "./read_only.ts";
import { checkOptions } from "./query.ts";
import { type AnyCreateOptions, Shape, shapeOfClass, shapeOfSchema, toRowClass } from "./shape.ts";
import { toRowReader } from "./row_reader.ts";
import { SqliteStore } from "./sqlite/store.ts";
import { tracer } from "../telemetry.ts";
import { traced } from "./traced.ts";
import { connect, type DbSqlite } from "./sqlite/connection.ts";
import type { TableSource } from "./open_table.ts";
import { StoreTable } from "./table.ts";
import type {
  AnyRow,
  Backend,
  RowClass,
  Store,
  TableChange,
  TableSchema,
  TableShape,
} from "./types.ts";

/**
 * Opens a database: a SQLite file, `":memory:"`, or a connection that is already open
 * (`DatabaseSync` of `node:sqlite`, `Database` of `jsr:@db/sqlite`). A file and its folder are
 * created if missing, with WAL, foreign keys, and five seconds of waiting for another writer.
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
export function database(source: string | DatabaseSync | DbSqlite): Database;
/** Opens a database by another backend, such as `postgres(url)`. Its verbs return promises. */
export function database(source: Backend & { readonly async: true }): Database<true>;
/** Opens what the environment names: its verbs return values or promises, so `await` them. */
export function database(source: string | (Backend & { readonly async: true })): Database<boolean>;
export function database(source: string | DatabaseSync | DbSqlite | Backend): Database<boolean> {
  const store = isStore(source) ? source : new SqliteStore(connect(source as string));
  return new OpenDatabase(tracer ? traced(store, tracer) : store) as unknown as Database<boolean>;
}

function isStore(source: unknown): source is Store {
  return typeof source === "object" && source !== null && "codec" in source;
}

const CREATE = {
  known: [
    ...["pk", "name", "notNull", "defaults", "foreignKeys", "indexes", "ifNotExists", "replace"],
    ...["transform", "rename", "strict"],
  ],
  verb: "create table",
};

class OpenDatabase {
  readonly #store: Store;
  readonly #tables = new Map<string, unknown>();
  /** What takes back, in this program, what the caller's transaction has changed of tables. */
  readonly #undo = new AsyncLocalStorage<(() => void)[]>();
  /** The end of the last creation, as each waits for the one before. */
  #created: Promise<unknown> = Promise.resolve();
  readonly t: AnyRow;
  readonly v: AnyRow;

  constructor(store: Store) {
    this.#store = store;
    this.t = this.#toNamed(() => this.tables());
    this.v = this.#toNamed(() => this.views());
  }

  get backend(): Backend {
    return this.#store;
  }

  create(
    source: RowClass | string,
    schemaOrOptions: TableSchema | AnyCreateOptions = {},
    more: AnyCreateOptions = {},
  ): unknown {
    if (typeof source === "string") {
      const schema = schemaOrOptions as TableSchema;
      const shape = shapeOfSchema(source, schema, more);
      return this.#create(shape, more, toRowClass(shape, schema));
    }
    const options = schemaOrOptions as AnyCreateOptions;
    return this.#create(shapeOfClass(source, options), options, source);
  }

  table(name: string): Maybe<unknown> {
    const table = this.#getTable(name) as { ready(): Maybe<void> };
    return then(table.ready(), () => table);
  }

  tables(): Maybe<string[]> {
    return then(this.#store.tables("table"), (names) => names.filter((n) => n[0] !== "_"));
  }

  views(): Maybe<string[]> {
    return this.#store.tables("view");
  }

  q(sql: string, args?: unknown): Maybe<AnyRow[]> {
    checkReadingSql(sql);
    const query = () => this.#store.query(this.#store.text(sql, args));
    return this.#isCreating ? this.#created.then(query) : query();
  }

  sql(text: TemplateStringsArray | RowClass<AnyRow>, ...values: unknown[]): unknown {
    if (typeof text !== "function") return this.q(text.join("?"), values);
    const read = toRowReader(this.#store, text);
    return (text: TemplateStringsArray, ...values: unknown[]) =>
      then(this.q(text.join("?"), values), read);
  }

  transaction<T>(fn: () => Maybe<T>): Maybe<T> {
    const outer = this.#undo.getStore();
    const steps: (() => void)[] = [];
    const undo = () => {
      while (steps.length > 0) steps.pop()!();
    };
    const run = () => {
      undo(); // It may run again, after a conflict.
      return this.#undo.run(steps, fn);
    };
    const transact = () => this.#store.transaction(run, true);
    // A table that is being created needs a connection, and the transaction may take the only one.
    return attempt(
      () =>
        then(this.#isCreating ? this.#created.then(transact) : transact(), (value) => {
          outer?.push(...steps);
          return value;
        }),
      (error) => {
        undo();
        throw error;
      },
    );
  }

  // The tools are loaded when one is called: most programs call none.

  async migrate(migrations: readonly Migration[]): Promise<number> {
    const { migrate } = await import("./tools/migrate.ts");
    return migrate(this.#self, migrations);
  }

  async importFile(
    table: string,
    file: string | URL | Blob,
    options?: ImportOptions,
  ): Promise<unknown> {
    const { importFile } = await import("./tools/import_file.ts");
    return importFile(this.#self, table, file, options);
  }

  async createMod(file?: string | URL): Promise<string> {
    const { createMod } = await import("./tools/create_mod.ts");
    return createMod(this.#self, file);
  }

  async diagram(): Promise<string> {
    const { toDiagram } = await import("./tools/diagram.ts");
    return toDiagram(this.#self);
  }

  close(): Maybe<void> {
    return this.#store.close();
  }

  [Symbol.dispose](): void {
    this.#store.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store.close();
  }

  get [MISTAKE](): Mistake {
    return { found: "a database", expected: "elements, or rows of a table" };
  }

  get #self(): Database<boolean> {
    return this as unknown as Database<boolean>;
  }

  #create(shape: TableShape, options: AnyCreateOptions, Row: RowClass): unknown {
    checkOptions(shape, options, CREATE);
    const make = () => this.#createOrChange(shape, options, Row);
    return this.#addTable(shape.table, {
      shape,
      Row: Row as RowClass<AnyRow>,
      open: () => this.#inOrder(make),
    });
  }

  /** Whether tables may be on their way, for which what follows has to wait. */
  get #isCreating(): boolean {
    return this.#store.async && !this.#store.inTransaction;
  }

  /** Creates tables one after the other, since a foreign key needs its table to exist. */
  #inOrder<T>(make: () => Maybe<T>): Maybe<T> {
    if (!this.#isCreating) return make();
    const made = this.#created.then(make);
    this.#created = made.then(() => {}, () => {});
    return made;
  }

  #createOrChange(shape: TableShape, options: AnyCreateOptions, Row: RowClass): Maybe<TableShape> {
    const create = () => then(this.#store.create(shape, options), () => shape);
    return then(this.#store.describe(shape.table), (now): Maybe<TableShape> => {
      if (!now) return create();
      if (options.replace) {
        const { table } = shape;
        const drop = () => then(this.#store.drop(table), create);
        // All or nothing, where a table can be dropped within a transaction on every server.
        const replace = () => this.#store.async ? drop() : this.#store.transaction(drop);
        return then(checkReferring(this.#store, table, "replace"), replace);
      }
      if (options.ifNotExists === false) {
        throw new DataError(
          `Cannot create table "${shape.table}": it exists, expected no such table`,
        );
      }
      if (!options.transform) {
        checkColumns(shape, now);
        return withKnown(shape, now);
      }
      const fill = { ...new Row(), ...options.defaults };
      if (options.transform === "add") return this.#grow(shape, now, new Map(Object.entries(fill)));
      const renamed = Object.entries(options.rename ?? {})
        .filter(([from]) => now.columns.some(({ name }) => name === from));
      const changed = this.#store.change(now, {
        shape,
        from: new Map(renamed.map(([from, to]) => [shape.column(to).name, from])),
        fill: new Map(Object.entries(fill)),
      });
      return then(changed, () => withKnown(shape, now));
    });
  }

  /** Adds the columns and indexes that a table does not have. Another process may do the same. */
  #grow(
    shape: TableShape,
    now: TableShape,
    fill: TableChange["fill"],
  ): Maybe<TableShape> {
    const has = (now: TableShape | undefined, name: string) =>
      now?.columns.some((column) => column.name === name);
    const columns = [...now.columns, ...shape.columns.filter(({ name }) => !has(now, name))];
    const grown = new Shape(shape.table, columns, now.key, shape.indexes);
    const grow = () => this.#store.change(now, { shape: grown, from: new Map(), fill });
    return then(
      attempt(grow, (error) =>
        then(this.#store.describe(shape.table), (found) => {
          if (!shape.columns.every(({ name }) => has(found, name))) throw error;
        })),
      () => withKnown(shape, now),
    );
  }

  /** Tables by name. To iterate over them gives the names. */
  #toNamed(names: () => Maybe<string[]>): AnyRow {
    const { async: isAsync } = this.#store;
    const iterate = isAsync
      ? { [Symbol.asyncIterator]: () => eachOf(names()) }
      : { [Symbol.iterator]: () => (names() as string[]).values() };
    return new Proxy<AnyRow>(iterate, {
      get: (target, name) => {
        if (typeof name === "symbol") return Reflect.get(target, name);
        // `await` reads "then" of any object.
        return name === "then" ? undefined : this.#getTable(name);
      },
      has: (target, name) => {
        if (typeof name === "symbol") return Reflect.has(target, name);
        if (!isAsync) return (names() as string[]).includes(name);
        throw new DataError(
          'Cannot use "in" on tables: the database is async, ' +
            "expected (await db.tables()).includes(name)",
        );
      },
    });
  }

  #getTable(name: string): unknown {
    return this.#tables.get(name) ?? this.#openTable(name);
  }

  #openTable(name: string): unknown {
    const find = () => then(this.#store.describe(name), (shape) => shape ?? this.#missing(name));
    return this.#addTable(name, { open: () => this.#inOrder(find) });
  }

  #missing(name: string): Maybe<never> {
    return then(this.#store.tables("table"), (tables) => {
      const near = findNearest(name, tables);
      throw new DataError(
        `Cannot open table "${name}": the database has no such table, ` +
          (near ? `did you mean "${near}"?` : "expected one that exists"),
      );
    });
  }

  #addTable(name: string, source: TableSource): unknown {
    const before = this.#tables.get(name);
    const onRollback = (undo: () => void) => void this.#undo.getStore()?.push(undo);
    const dropped = () => {
      if (this.#tables.get(name) !== table) return;
      this.#tables.delete(name);
      onRollback(() => this.#tables.set(name, table));
    };
    const verbs = new StoreTable(this.#store, name, { ...source, dropped, onRollback });
    const table = toCallable(verbs, this.#store.async);
    setDatabase(table as object, this.#self);
    this.#tables.set(name, table);
    onRollback(() => before ? this.#tables.set(name, before) : this.#tables.delete(name));
    return table;
  }
}

async function* eachOf(names: Maybe<string[]>): AsyncGenerator<string, void> {
  yield* await names;
}

/** Throws where an existing table lacks a column that the program will read. */
function checkColumns(shape: TableShape, now: TableShape): void {
  const missing = shape.columns.filter(({ name }) => !now.columns.some((c) => c.name === name));
  if (missing.length === 0) return;
  throw new DataError(
    `Cannot open table "${shape.table}": it has no column ` +
      missing.map(({ name }) => name).join(", ") + ", expected the option transform or a migration",
  );
}

/** The shape with what the database knows of columns: which it computes, and which are its lists. */
function withKnown(shape: TableShape, now: TableShape): TableShape {
  const known = new Map(
    now.columns.filter(({ generated, items }) => generated || items)
      .map((column) => [column.name, column]),
  );
  if (!shape.columns.some(({ name }) => known.has(name))) return shape;
  const columns = shape.columns.map((column) => {
    const { generated, items } = known.get(column.name) ?? {};
    return {
      ...column,
      ...(generated && { generated }),
      ...(items && column.kind === "json" && { items }),
    };
  });
  const key = shape.key.map(({ name }) => columns.find((column) => column.name === name)!);
  return new Shape(shape.table, columns, key, shape.indexes);
}
