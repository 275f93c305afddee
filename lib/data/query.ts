/** What a program asks of a table, as queries of its store: where, options, order, primary keys. */
import { toConditions, toError, toSelection, type Where } from "./conditions.ts";
import { findNearest } from "../nearest.ts";
import { DataError, show } from "./errors.ts";
import type { Records } from "./records.ts";
import { Sql } from "./sql/text.ts";
import type { FindOptions } from "./verb_options.ts";
import type {
  AnyRow,
  Condition,
  Query,
  SqlText,
  Stored,
  TableColumn,
  TableShape,
} from "./types.ts";

/** The arguments of a search. */
export interface Search {
  readonly where: Where;
  readonly args?: unknown;
  readonly options: Options;
}

/** Options of a search in a table of any rows. */
export type Options = Omit<FindOptions<AnyRow>, "select"> & { select?: readonly string[] | Sql };

/**
 * Reads the arguments of a search: options alone, or a where text, its values and options, or a
 * where object and options.
 */
export function toSearch(
  shape: TableShape,
  [where, args, options]: readonly [where?: Where, args?: unknown, options?: Options],
): Search {
  if (typeof where !== "object") return { where, args, options: toOptions(shape, options) };
  if (!isOptions(shape, where)) {
    // An object holds its own values, so the next argument is the options.
    const own = args === undefined;
    return { where, args: own ? args : options, options: toOptions(shape, own ? options : args) };
  }
  const { where: columns } = where;
  if (args !== undefined || options !== undefined) {
    throw toError(shape, "options are the first argument of several", "them as the last");
  }
  return { where: toWhere(shape, columns), args: undefined, options: where };
}

/** The where of options. A string may be a form field: `search({ ...await data() })`. */
export function toWhere(shape: TableShape, where: unknown): Where {
  if (where === undefined || Object(where) === where) return where as Where;
  throw toError(
    shape,
    `where is ${show(where)}`,
    'an object of columns, or SQL text as the first argument: ("…", [values], { options })',
  );
}

const OPTIONS = ["orderBy", "limit", "offset", "select", "withPk"];
const OPTIONS_ALONE: ReadonlySet<string> = new Set(["where", ...OPTIONS]);

/**
 * Whether a where is options: `todos({ limit: 2 })` is, `todos({ done: true })` is not, and what has
 * names of both throws: fields of a client, as in `todos({ ...await data(), user })`, could
 * otherwise drop the program's own conditions. A column that has the name of an option is a column.
 * A client's data without a prototype is never options.
 */
function isOptions(shape: TableShape, where: object): where is Options & AnyRow {
  if (where === null || Object.getPrototypeOf(where) !== Object.prototype) return false;
  const isColumn = (name: string) => shape.columns.some((column) => column.name === name);
  let option: string | undefined, other: string | undefined;
  for (const name of Object.keys(where)) {
    if (OPTIONS_ALONE.has(name) && !isColumn(name)) option ??= name;
    else other ??= name;
  }
  if (option === undefined) return false;
  if (other === undefined) return true;
  if (!isColumn(other)) throw toUnknown(shape, other, OPTIONS_ALONE);
  throw toError(
    shape,
    `the column ${show(other)} is beside the option ${show(option)}`,
    "({ columns }, { options })",
  );
}

/** The options after a condition. */
function toOptions(shape: TableShape, options: unknown = {}): Options {
  if (Object(options) !== options || Array.isArray(options)) {
    throw toError(shape, `options are ${show(options)}`, "an object");
  }
  for (const name in options as object) {
    if (!OPTIONS.includes(name)) throw toUnknown(shape, name, OPTIONS);
  }
  return options as Options;
}

/** Throws where a method is given an option that it does not have. */
export function checkOptions(
  shape: TableShape,
  options: object,
  { known, verb }: { known: readonly string[]; verb: string },
): void {
  for (const name in options) {
    if (!known.includes(name)) throw toUnknown(shape, name, known, verb);
  }
}

/** An error for an option that does not exist. */
export function toUnknown(
  { table }: TableShape,
  name: string,
  known: Iterable<string>,
  verb = "search",
): DataError {
  const near = findNearest(name, known);
  return new DataError(
    `Cannot ${verb} "${table}": ${show(name)} is no option here, ` +
      (near ? `did you mean "${near}"?` : `expected one of ${[...known].join(", ")}`),
  );
}

/** The query of a search. With `withPk`, the key's columns are read, too. */
export function toQuery(records: Records, { where, args, options }: Search): Query {
  const { orderBy, limit, offset, select, withPk } = options;
  const { shape } = records;
  const isSql = orderBy instanceof Sql;
  const query = {
    ...toSelection(records, where, args),
    columns: select && !(select instanceof Sql) ? toColumns(shape, select, withPk) : shape.columns,
    order: isSql ? [] : toOrder(shape, orderBy as string | undefined),
    limit: toCount("limit", limit),
    offset: toCount("offset", offset),
  };
  const ordered = isSql ? { ...query, orderText: toPart(records, "orderBy", orderBy) } : query;
  if (!(select instanceof Sql)) return ordered;
  if (withPk) throw toError(shape, "withPk is beside SQL to compute", "columns");
  return { ...ordered, selectText: toPart(records, "select", select) };
}

function toPart(records: Records, name: string, { text, values }: Sql): SqlText {
  const compiled = records.toText(text, values);
  // SQLite ignores what is behind it, such as the limit.
  if (!compiled.pieces.some((piece) => piece.includes(";"))) return compiled;
  throw toError(records.shape, `${name} is ${show(text)}`, "one without a semicolon");
}

/** Throws where a method reads rows, and the option `select` is SQL. */
export function checkRows({ shape }: Records, { selectText }: Query): void {
  if (!selectText) return;
  throw toError(shape, "select is SQL where rows are read", "columns, or a search by todos()");
}

/** What a search returns for its rows; the columns that it selects are the first of those read. */
export function toFound(
  records: Records,
  { select, withPk }: Options,
  { columns, rows }: { columns: readonly TableColumn[]; rows: Stored[][] },
): unknown[] {
  const selected = Array.isArray(select) && columns.slice(0, new Set(select).size);
  return rows.map((stored) => {
    const row = selected ? records.toPart(selected, stored) : records.toRow(stored);
    return withPk ? [records.keyOf(selected ? records.toPart(columns, stored) : row), row] : row;
  });
}

function toColumns(
  shape: TableShape,
  select: readonly string[],
  withPk: boolean | undefined,
): TableColumn[] {
  if (!Array.isArray(select)) {
    throw toError(shape, `select is ${show(select)}`, "a list of columns, or sql`…`");
  }
  const pks = withPk ? shape.key.map(({ name }) => name) : [];
  return [...new Set([...select, ...pks])].map((name) => shape.column(name));
}

/** Reads `"priority desc, -id"`. Each name must be a column, so no SQL can be injected here. */
function toOrder(
  shape: TableShape,
  orderBy: string | readonly string[] | undefined,
): Query["order"] {
  if (orderBy === undefined) return [];
  const terms = typeof orderBy === "string" ? orderBy.split(",") : [orderBy].flat();
  const order = terms.map((term) => {
    if (typeof term !== "string") {
      throw new DataError(`Cannot sort by ${show(term)}: found no text, expected names of columns`);
    }
    const text = term.trim();
    const isMinus = text.startsWith("-");
    const [ending, direction] = /\s(asc|desc)$/i.exec(text) ?? [""];
    const name = text.slice(isMinus ? 1 : 0, text.length - ending.length).trim();
    if (!name) {
      throw new DataError(`Cannot sort by ${show(term)}: it names no column, expected one`);
    }
    const isDescending = direction?.toLowerCase() === "desc";
    return { column: shape.column(name), descending: isDescending !== isMinus };
  });
  if (order.length === 1) return order;
  // Of a column that is there twice, MongoDB's driver would take the last.
  return order.filter(({ column }, i) => order.findIndex((one) => one.column === column) === i);
}

function toCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new DataError(`Cannot find rows: ${name} is ${show(value)}, expected 0 or more`);
}

/**
 * The query for the row of a primary key, if `xtra` allows it: `todos[1]`, `get(1)`,
 * `get(["a", 2])`. Undefined where no row can have such a key.
 */
export function toKeyQuery(records: Records, key: unknown): Query | undefined {
  const { shape, narrowed } = records;
  const values = toKeyValues(shape.key, key);
  if (!values) return undefined;
  const conditions: Condition[] = [];
  let byKey = !narrowed;
  for (let i = 0; i < values.length; i++) {
    const column = shape.key[i];
    const stored = records.toForms(column, values[i]);
    if (stored.length > 1) byKey = false;
    conditions.push({ column, operator: "equals", values: stored });
  }
  if (narrowed) conditions.push(...toConditions(records, narrowed));
  return { conditions, byKey, columns: shape.columns, order: [] };
}

/**
 * The values of a key's columns, or undefined where no row can have such a key: `todos["x"]` of a
 * table with a numeric key finds nothing, and never another row.
 */
export function toKeyValues(columns: readonly TableColumn[], key: unknown): unknown[] | undefined {
  if (columns.length === 1 && !Array.isArray(key)) {
    const value = toKeyValue(columns[0], key);
    return value === undefined ? undefined : [value];
  }
  const parts = Array.isArray(key) ? key : [key];
  if (parts.length !== columns.length) return undefined;
  const values = columns.map((column, i) => toKeyValue(column, parts[i]));
  return values.includes(undefined) ? undefined : values;
}

// Property names are strings: `todos[1]` asks for "1".
function toKeyValue({ kind }: TableColumn, value: unknown): unknown {
  switch (kind) {
    case "integer": {
      if (typeof value !== "number" && !isWhole(value)) return undefined;
      const number = Number(value);
      if (Number.isSafeInteger(number)) return number;
      // Past 2^53, another program's keys are bigints in rows.
      return typeof value === "number" ? undefined : toInt64(value);
    }
    case "bigint": {
      if (!Number.isSafeInteger(value) && !isWhole(value)) return undefined;
      return toInt64(value);
    }
    case "text":
      if (typeof value === "number") return String(value);
      return typeof value === "string" && !value.includes("\0") && value.isWellFormed()
        ? value
        : undefined;
    default:
      return value ?? undefined;
  }
}

function isWhole(value: unknown): boolean {
  return typeof value === "bigint" || typeof value === "string" && /^-?\d{1,19}$/.test(value);
}

function toInt64(value: unknown): bigint | undefined {
  const whole = BigInt(value as string);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}
