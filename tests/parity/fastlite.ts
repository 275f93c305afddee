/** What fastlite's functions, methods and properties are here. */
import {
  type Database,
  database,
  type DataTable,
  DateOnly,
  Float,
  Integer,
  type RowClass,
} from "../../lib/data/mod.ts";
import type { AnyRow, TableSchema } from "../../lib/data/types.ts";
import { typeOfKind } from "../../lib/data/kinds.ts";
import { fastApp } from "../../mod.ts";

/** The variables of a section. */
export type Scope = Map<string, unknown>;

/** Names with values: keyword arguments, a dictionary, the fields of a row. */
export type Fields = Record<string, unknown>;

/** A class as Python declares it: its columns by their types. */
export type Class = RowClass<AnyRow>;

export type AnyTable = DataTable<AnyRow>;

/** Python's types by their names. */
export const TYPES: Fields = {
  str: String,
  int: Integer,
  float: Float,
  bool: Boolean,
  date: DateOnly,
  datetime: Date,
  bytes: Uint8Array,
  list: Object,
  dict: Object,
};

/** Whether a value is a table, which is called, and not a class or a function. */
export function isTable(value: unknown): value is AnyTable {
  return typeof value === "function" && Array.isArray(Reflect.get(value, "pks"));
}

/** Whether a value is a database. */
export function isDatabase(value: unknown): value is Database {
  return typeof value === "object" && value !== null && "diagram" in value;
}

/** `db.t.made` of a table that is still to be made: here that is no value, only a name. */
export class NotMade {
  constructor(readonly table: string) {}
}

export const FUNCTIONS: Record<string, (args: unknown[], kw: Fields) => unknown> = {
  database: ([path]) => database(String(path)),
  date: ([y, m, d]) => new Date(Date.UTC(Number(y), Number(m) - 1, Number(d))),
  datetime: (args) => {
    const [y = 0, month = 1, ...rest] = args as number[];
    return new Date(Date.UTC(y, month - 1, ...rest));
  },
  len: ([list]) => (list as unknown[]).length,
  list: ([items]) => [...items as Iterable<unknown>],
  asdict: ([row]) => ({ ...row as object }),
  str: ([value]) => String(value),
  repr: ([value]) => Deno.inspect(value),
  flexiclass: ([Class]) => Class,
  fast_app: ([db], { secret_key, tbls, ...kw }) => {
    const named = tbls ?? (Object.values(kw).every(isSchema) ? kw : { items: kw });
    const options = { secretKey: String(secret_key).padEnd(32, "-") };
    if (db === undefined) return Object.values(fastApp(options)).slice(0, 2);
    const tables = named as Record<string, TableSchema>;
    const { app, rt, tables: made } = fastApp({ ...options, db: String(db), tables });
    const pairs = Object.values(made).map((table) => [table, Reflect.get(table, "Row")]);
    return [app, rt, ...(tbls || pairs.length !== 1 ? pairs : pairs.flat())];
  },
};

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A method of a table or a database that is called. */
export interface MethodCall {
  readonly owner: AnyTable | Database | NotMade;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly kw: Fields;
  readonly scope: Scope;
}

export function callMethod(call: MethodCall): unknown {
  const { owner, name, args, kw, scope } = call;
  const methods = isDatabase(owner) ? DATABASE : isTable(owner) ? TABLE : NOT_MADE;
  const found = methods[name];
  if (!found) throw new Error(`Cannot run Python: found the method ${name}`);
  return found(owner as never, args, { kw, scope });
}

/** What a method gets besides its positional arguments. */
export interface Rest {
  readonly kw: Fields;
  readonly scope: Scope;
}

type Method<Owner> = (owner: Owner, args: readonly unknown[], rest: Rest) => unknown;

const DATABASE: Record<string, Method<Database>> = {
  create: (db, [Class], { kw }) => db.create(Class as Class, toOptions(kw)),
  q: (db, [sql]) => db.q(String(sql)),
  execute: (db, [sql]) => void db.q(String(sql)),
  create_table: (db, [name, fields], { kw }) =>
    create(db, String(name), { ...fields as object, ...kw }),
  table_names: (db) => db.tables(),
};

const NOT_MADE: Record<string, Method<NotMade>> = {
  create: (owner, _args, { kw, scope }) => {
    const made = create(databaseOf(scope), owner.table, kw);
    rebind(scope, owner, made);
    return made;
  },
};

function create(db: Database, name: string, schema: Fields): unknown {
  return db.create(name, schema as TableSchema);
}

function databaseOf(scope: Scope): Database {
  return scope.get("db") as Database;
}

function toOptions(kw: Fields): object {
  const { foreign_keys, if_not_exists, ignore, column_order: _, ...more } = kw;
  const given = {
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [toCamel(name), value])),
    ...(foreign_keys !== undefined && {
      foreignKeys: Object.fromEntries(foreign_keys as [string, string][]),
    }),
    ifNotExists: if_not_exists ?? ignore,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function toCamel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

/** Finds rows as `todos(where, args, limit=…)` does. */
export function find(
  table: AnyTable,
  [where, args]: readonly unknown[],
  { kw, scope }: Rest,
): unknown {
  const { as_cls, select, xtra, where: named, where_args, order_by, with_pk, ...limits } = kw;
  const columns = typeof select === "string" ? select.split(/,\s*/) : undefined;
  if (as_cls === false && columns?.some((name) => !/^\w+$/.test(name))) {
    const order = order_by === undefined ? "" : ` order by ${order_by}`;
    return databaseOf(scope).q(`select ${select} from ${table.table}${order}`);
  }
  const options = { ...limits, orderBy: order_by, withPk: with_pk, select: columns };
  const text = where ?? named;
  if (xtra !== undefined && text === undefined) return table(xtra as AnyRow, options as object);
  const narrowed = Object.entries(xtra ?? {});
  const values = args ?? where_args;
  return table(
    narrowed.reduce((sql, [name]) => `(${sql}) and ${name} = ?`, text as string),
    narrowed.length > 0 ? [...values as unknown[], ...narrowed.map(([, value]) => value)] : values,
    options as object,
  );
}

const findWithPk: Method<AnyTable> = (table, args, { kw, scope }) =>
  find(table, args, { kw: { ...kw, with_pk: true }, scope });

const TABLE: Record<string, Method<AnyTable>> = {
  insert: (table, [record], { kw: { replace, ignore, alter: _, ...kw } }) =>
    table.insert(toRecord(record, kw), { replace, ignore } as object),
  insert_all: (table, [records], { kw, scope }) => {
    const { replace, ignore, upsert, truncate } = kw;
    const rows = records as AnyRow[];
    if (truncate) table.deleteWhere();
    const stored = upsert
      ? rows.map((row) => table.upsert(row))
      : table.insertAll(rows, { replace, ignore } as object);
    scope.set(`${table.table}.result`, stored);
    return table;
  },
  upsert_all: (table, [records]) => {
    (records as AnyRow[]).forEach((row) => table.upsert(row));
    return table;
  },
  update: (table, [record, key], { kw: { pk_values, alter: _, ...kw } }) =>
    table.update(toRecord(record, kw), key ?? pk_values),
  upsert: (table, [record], { kw }) => table.upsert(toRecord(record, kw)),
  delete: (table, [key]) => table.delete(key),
  delete_where: (table, args) => table.deleteWhere(...args as [string, unknown]),
  get: (table, [key], { kw }) => {
    const { xtra } = kw;
    if (xtra) return table.selectOne({ ...xtra, [table.pks[0]!]: key });
    return "default" in kw ? table.get(key, kw.default) : table.get(key);
  },
  selectone: (table, [where, args]) => table.selectOne(where as string, args),
  count_where: (table, [where, args]) => table.count(where as string, args),
  xtra: (table, _args, { kw }) => void table.xtra(kw),
  dataclass: (table) => table.Row,
  exists: (table, _args, { scope }) => databaseOf(scope).tables().includes(table.table),
  pks_and_rows_where: findWithPk,
  ids_and_rows_where: findWithPk,
  rows_where: find,
  drop: (table, _args, { scope }) => void databaseOf(scope).q(`drop table "${table.table}"`),
  transform: (table, _args, { kw, scope }) => {
    const { rename = {}, drop = [], types = {}, pk, not_null, defaults } = kw;
    const known = table.columns.filter(({ name }) => !(drop as string[]).includes(name));
    const renamed = known.map(({ name, kind }): [string, unknown] => [
      (rename as Fields)[name] as string ?? name,
      (types as Fields)[name] ?? typeOfKind(kind),
    ]);
    return remake(table, scope, {
      schema: { ...Object.fromEntries(renamed), pk: pk ?? table.pks[0] },
      options: toOptions({ rename, not_null, defaults }),
    });
  },
  add_column: (table, [name, type], { scope }) =>
    remake(table, scope, {
      schema: {
        ...Object.fromEntries(table.columns.map(({ name, kind }) => [name, typeOfKind(kind)])),
        [String(name)]: type,
        pk: table.pks[0],
      },
      options: {},
    }),
};

/** Brings a table to another shape; the variables that held it hold it as it is then. */
function remake(
  table: AnyTable,
  scope: Scope,
  { schema, options }: { schema: Fields; options: object },
): AnyTable {
  const made: unknown = databaseOf(scope).create(table.table, schema as TableSchema, {
    ...options,
    transform: true,
  });
  rebind(scope, table, made);
  return made as AnyTable;
}

function rebind(scope: Scope, was: unknown, is: unknown): void {
  for (const [name, value] of scope) if (value === was) scope.set(name, is);
}

/** A dictionary or a row, with the keywords over it. */
function toRecord(record: unknown, kw: Fields): AnyRow {
  if (record === undefined) return kw;
  if (Object.keys(kw).length === 0) return record as AnyRow;
  return { ...record as object, ...kw };
}

export function readAttribute(owner: unknown, name: string, scope: Scope): unknown {
  if (isTable(owner)) {
    const known = PROPERTIES[name];
    return known ? known(owner, scope) : Reflect.get(owner, toCamel(name));
  }
  if (isDatabase(owner)) return owner[name as "t"];
  return Reflect.get(owner as object, name === "__class__" ? "constructor" : name);
}

const PROPERTIES: Record<string, (table: AnyTable, scope: Scope) => unknown> = {
  name: (table) => table.table,
  count: (table) => table.count(),
  rows: (table) => table(),
  cls: (table) => table.Row,
  c: (table) => table.columns.map(({ name }) => name),
  columns_dict: (table) =>
    Object.fromEntries(table.columns.map(({ name, kind }) => [name, typeOfKind(kind)])),
  schema: (table, scope) =>
    databaseOf(scope).q("select sql from sqlite_schema where name = ?", [table.table])[0]?.sql,
  result: (table, scope) => scope.get(`${table.table}.result`),
};
