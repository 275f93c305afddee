/** `fastApp()`: an application, its `rt`, and the tables of a database, in one call. */
import { FastHTML } from "./app.ts";
import { INSTEAD, RULES } from "./config.ts";
import { checkOptions, either, object, type RulesOf, text } from "./option_rules.ts";
import { mergeOptions } from "./merge_options.ts";
import type { FastHTMLOptions } from "./options.ts";
import { type Database, database, type DataTable, type RowClass } from "../data/mod.ts";
import type { KeyOf, PkOf, RequiredName, RowOf } from "../data/row_types.ts";
import type { TableSchema } from "../data/types.ts";
import type { RtFunction } from "../http/routing/rt.ts";

/** Tables by name: a class, or a schema such as `{ username: String, pk: "username" }`. */
export type TableDefinitions = Readonly<Record<string, RowClass | TableSchema>>;

/** No tables. */
export type NoTables = Record<never, never>;

/** The tables that definitions make. */
export type TablesOf<T, Async extends boolean = false> = {
  readonly [name in keyof T]: T[name] extends RowClass<infer Row>
    ? DataTable<Row, KeyOf<Row, "id" & keyof Row>, Async, RequiredName<Row, "id" & keyof Row>>
    : DataTable<
      RowOf<T[name]>,
      KeyOf<RowOf<T[name]>, PkOf<T[name]>>,
      Async,
      RequiredName<RowOf<T[name]>, PkOf<T[name]>>
    >;
};

/** Options of {@linkcode fastApp}. */
export interface FastAppOptions<
  T extends TableDefinitions = TableDefinitions,
  Source extends DatabaseSource = DatabaseSource,
> extends FastHTMLOptions {
  /** The database: a SQLite file, created if absent, or an open database. */
  db?: Source;
  /** The tables to create in the database, or to migrate to these shapes. */
  tables?: T & (undefined extends Source ? "tables need the option db" : unknown);
}

/** Where tables are: a SQLite file, an open database, or nowhere. */
export type DatabaseSource = string | Database<boolean> | undefined;

/** The database of a source. */
export type DatabaseOf<Source extends DatabaseSource> = Source extends string ? Database : Source;

/** Whether the methods of a database return promises. */
export type AsyncOf<Source extends DatabaseSource> = Source extends Database<infer Async> ? Async
  : false;

/** What {@linkcode fastApp} makes. */
export interface FastApp<T, Async extends boolean, Db = Database<Async>> {
  /** The application. */
  readonly app: FastHTML;
  /** Declares routes. */
  readonly rt: RtFunction;
  /** The database; undefined when none was asked for. */
  readonly db: Db;
  /** The tables by name. */
  readonly tables: TablesOf<T, Async>;
}

/**
 * Makes an application styled by Pico, its `rt`, and tables. FastHTML: `fast_app`.
 *
 * @example
 * ```ts
 * import { fastApp, Li, Ul } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt, tables: { users } } = fastApp({
 *   db: ":memory:",
 *   tables: { users: { username: String, pk: "username" } },
 * });
 * rt("/", () => Ul(users().map((user) => Li(user.username))));
 *
 * users.insert({ username: "eve" });
 * const response = await app.request("/", { headers: { "HX-Request": "true" } });
 * strictEqual(await response.text(), "<ul><li>eve</li></ul>");
 * ```
 */
export function fastApp<
  const T extends TableDefinitions = NoTables,
  Source extends DatabaseSource = undefined,
>(
  options?: FastAppOptions<T, Source>,
): FastApp<T, AsyncOf<Source>, DatabaseOf<Source>>;
/**
 * Makes an application with the options of a library beside the program's own. Lists, such as
 * `hdrs` and `before`, are joined; of attributes, and of all other options, the program's own win.
 *
 * @example
 * ```ts
 * import { fastApp, P, Style } from "@fasthtml/fasthtml";
 * import { match } from "node:assert";
 *
 * const calm = { pico: false, hdrs: Style("p { color: teal }"), htmlAttrs: { data_look: "calm" } };
 * const { app, rt } = fastApp(calm, { hdrs: Style("p { margin: 0 }"), htmlAttrs: { lang: "de" } });
 * rt("/", () => P("Hallo"));
 *
 * const page = await (await app.request("/")).text();
 * match(page, /^<!doctype html><html lang="de" data-look="calm">/);
 * match(page, /teal.*margin/);
 * ```
 */
export function fastApp<
  const T extends TableDefinitions = NoTables,
  Source extends DatabaseSource = undefined,
>(
  base: FastHTMLOptions,
  options: FastAppOptions<T, Source>,
): FastApp<T, AsyncOf<Source>, DatabaseOf<Source>>;
export function fastApp<T extends TableDefinitions, Source extends DatabaseSource>(
  first: FastHTMLOptions | FastAppOptions<T, Source> = {},
  second?: FastAppOptions<T, Source>,
): FastApp<T, AsyncOf<Source>, DatabaseOf<Source>> {
  for (const each of [first, second ?? {}]) {
    checkOptions("make an application", each, FAST_APP_RULES, INSTEAD);
  }
  const options: FastAppOptions<T, Source> = second ? mergeOptions(first, second) : first;
  const { db: source, tables: definitions = {}, pico, ...rest } = options;
  const app = new FastHTML({ ...rest, pico: pico ?? rest.defaultHdrs ?? true });
  const db: Database<boolean> | undefined = typeof source === "string" ? database(source) : source;
  const tables: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (!db) {
      throw new TypeError(`Cannot create table "${name}": no database, expected the option db`);
    }
    tables[name] = typeof definition === "function"
      ? db.create(definition as RowClass, { name, transform: true })
      : db.create(name, definition as TableSchema, { transform: true });
  }
  return { app, rt: app.route, db, tables } as FastApp<T, AsyncOf<Source>, DatabaseOf<Source>>;
}

const FAST_APP_RULES: RulesOf<FastAppOptions<TableDefinitions>> = {
  ...RULES,
  db: either(text, object),
  tables: object,
};
