import {
  type AnyRow,
  type Database,
  database,
  DateOnly,
  Float,
  Integer,
  type Table,
} from "../../lib/data/mod.ts";

/** A piece of Python as data, as `minidata.json` has it. */
export type Op = unknown;

/** The variables of a section. */
export type Scope = Map<string, unknown>;

/** Says that a step asks for something that is not offered here; the message is the reason. */
export class LeftOut extends Error {}

type Fields = Record<string, unknown>;
type AnyTable = Table<AnyRow>;
type Class = (new () => object) & { types: Fields };

/** Runs a piece of Python against this project's data API. */
export function evaluate(op: Op, scope: Scope): unknown {
  const run = (part: Op) => evaluate(part, scope);
  if (typeof op !== "object" || op === null) return op;
  if (Array.isArray(op)) return op.map(run);
  const node = op as Fields;
  if ("let" in node) return scope.set(String(node.let), run(node.value)).get(String(node.let));
  if ("var" in node) return lookUp(String(node.var), scope);
  if ("list" in node) return run(node.list);
  if ("tuple" in node) return run(node.tuple);
  if ("dict" in node) return runFields(node.dict as Fields, scope);
  if ("bytes" in node) return new TextEncoder().encode(String(node.bytes));
  if ("class" in node) return void scope.set(String(node.class), toClass(node));
  if ("index" in node) {
    const [owner, key] = run(node.index) as [unknown, unknown];
    return isTable(owner) ? owner.get(key) : (owner as Fields)[String(key)];
  }
  if ("in" in node) {
    const [key, owner] = run(node.in) as [unknown, unknown];
    if (!isTable(owner)) throw new LeftOut("a list of columns that is asked with in");
    return owner.has(key);
  }
  if ("setattr" in node) return setAttribute(node, scope);
  if ("attr" in node) {
    const [owner, name] = node.attr as [Op, string];
    return attribute(run(owner), name);
  }
  if ("call" in node) {
    const args = run(node.args) as unknown[];
    const kw = runFields(node.kw as Fields, scope);
    const called = node.call as Fields;
    const known = FUNCTIONS[String(called.var)];
    if (known) return known(...args as never[]);
    if (!("attr" in called)) return call(run(called), args, kw);
    const [owner, name] = called.attr as [Op, string];
    return callMethod(run(owner), name, args, kw);
  }
  return comprehension(String(node.py));
}

/** `[dict(name=c) for c in 'abc']`, the one piece of Python code that is understood. */
function comprehension(code: string): Fields[] {
  const [, name, letters] = /^.dict\((\w+)=c\) for c in '(\w+)'.?$/.exec(code) ?? [];
  if (!name) throw new LeftOut("Python code");
  return [...letters].map((letter) => ({ [name]: letter }));
}

function runFields(fields: Fields, scope: Scope): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [name, evaluate(part, scope)]),
  );
}

const TYPES: Fields = {
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

const FUNCTIONS: Record<string, (...args: never[]) => unknown> = {
  database: (path: string) => database(path),
  date: (y: number, m: number, d: number) => new Date(Date.UTC(y, m - 1, d)),
  datetime: (y: number, mo: number, d: number, h = 0, mi = 0, s = 0) =>
    new Date(Date.UTC(y, mo - 1, d, h, mi, s)),
  len: (list: unknown[]) => list.length,
  list: (items: Iterable<unknown>) => [...items],
  asdict: (row: object) => ({ ...row }),
};

function lookUp(name: string, scope: Scope): unknown {
  const found = scope.get(name) ?? TYPES[name];
  if (found === undefined) throw new LeftOut(`Python's ${name}`);
  return found;
}

/** A Python class has no initial values: null stands for "not set". */
function toClass(node: Fields): Class {
  const fields = (node.fields ?? []) as [string, string, unknown?][];
  const types = Object.fromEntries(fields.map(([name, type]) => [name, toType(type)]));
  const initial = Object.fromEntries(fields.map(([name, , value]) => [name, value ?? null]));
  return {
    [String(node.class)]: class {
      static types = types;
      constructor() {
        Object.assign(this, initial);
      }
    },
  }[String(node.class)];
}

function toType(type: string): unknown {
  const bare = type.replace(/^Optional\[(.*)\]$/, "$1").replace(/\s*\|\s*None$/, "");
  if (bare in TYPES) return TYPES[bare];
  throw new LeftOut(`a column of the Python type ${type}`);
}

/** `User(name="x")`: a row of which only what was given is its own. */
function call(called: unknown, args: unknown[], kw: Fields): unknown {
  if (isTable(called)) return find(called, args, kw);
  if (typeof called !== "function") throw new LeftOut("a call of no function");
  if ("types" in called) {
    if (args.length > 0) throw new LeftOut("a row from positional values");
    return Object.assign(Object.create(new (called as Class)()), kw);
  }
  return called(...args);
}

function find(table: AnyTable, [where, args]: unknown[], kw: Fields): unknown {
  const {
    where: where2,
    where_args,
    order_by,
    limit,
    offset,
    select,
    with_pk,
    as_cls: _asCls,
    xtra,
    ...more
  } = kw;
  refuse(more);
  if (typeof select === "string" && /[^\w, ]/.test(select)) {
    throw new LeftOut("an expression to select: db.q does it");
  }
  if (xtra !== undefined) throw new LeftOut("xtra for one call: a where object does it");
  return table((where ?? where2) as string, args ?? where_args, {
    orderBy: order_by,
    limit,
    offset,
    withPk: with_pk,
    select: typeof select === "string" ? select.split(/,\s*/) : undefined,
  } as object);
}

function callMethod(owner: unknown, name: string, args: unknown[], kw: Fields): unknown {
  const method = isTable(owner) ? TABLE[name] : isDatabase(owner) ? DATABASE[name] : undefined;
  if (!isTable(owner) && !isDatabase(owner)) return call(attribute(owner, name), args, kw);
  if (!method) throw new LeftOut(`the method ${name}`);
  return method(owner as never, args, kw);
}

const DATABASE: Record<string, (db: Database, args: unknown[], kw: Fields) => unknown> = {
  create: (db, [Class], kw) => db.create(Class as Class, toOptions(kw)),
  q: (db, [sql]) => db.q(String(sql)),
  execute: (db, [sql]) => void db.q(String(sql)),
  create_table: (db, [name, fields], kw) =>
    db.create(String(name), { ...fields as object, ...kw } as never),
  table_names: (db) => db.tables(),
};

function toOptions(kw: Fields): object {
  const {
    pk,
    name,
    transform,
    not_null,
    defaults,
    foreign_keys,
    if_not_exists,
    ignore,
    replace,
    strict,
    ...more
  } = kw;
  refuse(more);
  if (pk === null) throw new LeftOut("a table without a key");
  const pairs = (foreign_keys ?? []) as [string, string][];
  return {
    ...(pk !== undefined && { pk }),
    ...(name !== undefined && { name }),
    transform,
    notNull: not_null,
    defaults,
    strict,
    replace: replace && ignore === false,
    foreignKeys: Object.fromEntries(pairs),
    ifNotExists: ignore !== false || if_not_exists === true || replace === true,
  };
}

/** A record from a dictionary or a row, with the keywords over it. */
function toRecord(record: unknown, kw: Fields): AnyRow {
  if (Array.isArray(record)) return record as never;
  return Object.getPrototypeOf(record ?? {}) === Object.prototype || !record
    ? { ...record as object, ...kw }
    : Object.assign(record as AnyRow, kw);
}

const TABLE: Record<string, (table: AnyTable, args: unknown[], kw: Fields) => unknown> = {
  insert: (table, [record], { replace, ignore, alter, ...kw }) => {
    refuse({ alter });
    const row = toRecord(record, kw);
    if (Object.keys(row).length === 0) throw new LeftOut("an empty record: here it is a row");
    return table.insert(row, { replace, ignore } as object);
  },
  insert_all: (table, [records], { replace, ignore, upsert, ...kw }) => {
    const { pk: _pk, ...more } = kw;
    refuse(more);
    const rows = records as AnyRow[];
    if (rows.some((row) => !row || Object.keys(row).length === 0)) {
      throw new LeftOut("an empty record: here it is a row");
    }
    if (upsert) rows.forEach((row) => table.upsert(row));
    else table.insertAll(rows, { replace, ignore } as object);
    return table;
  },
  upsert_all: (table, [records]) => {
    (records as AnyRow[]).forEach((row) => table.upsert(row));
    return table;
  },
  update: (table, [record, key], { pk_values, alter, ...kw }) => {
    refuse({ alter });
    return table.update(toRecord(record, kw), key ?? pk_values);
  },
  upsert: (table, [record], kw) => table.upsert(toRecord(record, kw)),
  delete: (table, [key]) => table.delete(key),
  delete_where: (table, [where, args]) => {
    table.deleteWhere(where as string, args);
    return table;
  },
  get: (table, [key], kw) => {
    const { default: fallback, as_cls: _, ...more } = kw;
    refuse(more);
    return "default" in kw ? table.get(key, fallback) : table.get(key);
  },
  selectone: (table, [where, args], { as_cls: _, ...more }) => {
    refuse(more);
    return table.selectOne(where as string, args);
  },
  count_where: (table, [where, args]) => table.count(where as string, args),
  xtra: (table, _args, kw) => void table.xtra(kw),
  dataclass: (table, _args, kw) => {
    refuse(kw);
    return table.Row;
  },
  exists: (table) => table.count() >= 0,
  pks_and_rows_where: (table, args, kw) => find(table, args, { ...kw, with_pk: true }),
  ids_and_rows_where: (table, args, kw) => find(table, args, { ...kw, with_pk: true }),
  rows_where: (table, args, kw) => find(table, args, kw),
};

function refuse(more: Fields): void {
  const [name] = Object.entries(more).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw new LeftOut(`the option ${name}`);
}

function attribute(owner: unknown, name: string): unknown {
  if (isTable(owner)) {
    if (name === "count") return owner.count();
    if (name === "name") return owner.table;
    if (name === "pks") return owner.pks;
    if (name === "rows") return owner();
    if (name === "cls") return owner.Row;
    throw new LeftOut(`the property ${name}`);
  }
  if (isDatabase(owner)) return owner[name as "t"];
  if (owner === undefined || owner === null) throw new LeftOut(`the property ${name}`);
  return Reflect.get(owner, name === "__class__" ? "constructor" : name);
}

function setAttribute({ setattr, value }: Fields, scope: Scope): void {
  const [owner, name] = setattr as [Op, string];
  const row = evaluate(owner, scope);
  if (isTable(row)) throw new LeftOut(`another ${name} for a table`);
  (row as Fields)[name] = evaluate(value, scope);
}

/** Whether a value is a table, which is called, and not a class or a function. */
export function isTable(value: unknown): value is AnyTable {
  return typeof value === "function" && Array.isArray(Reflect.get(value, "pks"));
}

/** Whether a value is a database. */
export function isDatabase(value: unknown): value is Database {
  return typeof value === "object" && value !== null && "diagram" in value;
}
