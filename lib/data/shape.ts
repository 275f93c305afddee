/** The shape of a table, from a class or from a schema. */
import { findNearest } from "../nearest.ts";
import { Integer } from "../value_types.ts";
import { DataError, show, UnknownColumnError } from "./errors.ts";
import {
  choicesOf,
  type ColumnKind,
  defaultOf,
  kindOfType,
  kindOfValue,
  ofOptional,
  typeOfKind,
} from "./kinds.ts";
import type {
  CreateOptions,
  ForeignKey,
  RowClass,
  TableColumn,
  TableIndex,
  TableSchema,
  TableShape,
} from "./types.ts";

/**
 * A column's DEFAULT that is an expression and not a plain value: `CURRENT_TIMESTAMP`.
 *
 * @example
 * ```ts
 * import { SqlExpression } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(new SqlExpression("CURRENT_TIMESTAMP").sql, "CURRENT_TIMESTAMP");
 * ```
 */
export class SqlExpression {
  /** The expression. */
  readonly sql: string;

  /** Takes the expression, such as `CURRENT_TIMESTAMP`. */
  constructor(sql: string) {
    this.sql = sql;
  }
}

/**
 * A table's columns, key and indexes, with the columns by name.
 *
 * @example
 * ```ts
 * import { Shape } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual, throws } from "node:assert";
 *
 * const id = { name: "id", kind: "integer", notNull: true } as const;
 * const title = { name: "title", kind: "text", notNull: true } as const;
 * const books = new Shape("book", [id, title], [id]);
 * strictEqual(books.column("title"), title);
 * throws(() => books.column("titel"), /did you mean "title"\?/);
 * ```
 */
export class Shape implements TableShape {
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly key: readonly TableColumn[];
  readonly indexes: readonly TableIndex[];
  readonly #byName: Map<string, TableColumn>;

  /** Creates the shape from the parts of a table. */
  constructor(
    table: string,
    columns: readonly TableColumn[],
    key: readonly TableColumn[],
    indexes: readonly TableIndex[] = [],
  ) {
    this.table = table;
    this.columns = columns;
    this.key = key;
    this.indexes = indexes;
    this.#byName = new Map(columns.map((column) => [column.name, column]));
  }

  column(name: string): TableColumn {
    const column = this.#byName.get(name);
    if (column) return column;
    const near = findNearest(name, this.#byName.keys());
    throw new UnknownColumnError(
      `Cannot use ${JSON.stringify(name)} on table "${this.table}": it has no such column, ` +
        (near
          ? `did you mean "${near}"?`
          : `expected one of ${[...this.#byName.keys()].join(", ")}`),
    );
  }
}

/** Options of `create()` for a row of any type. */
export type AnyCreateOptions = CreateOptions<Record<string, unknown>>;

/** Reads a class's columns from its initial values and its `static types`. */
export function shapeOfClass(Class: RowClass, options: AnyCreateOptions): Shape {
  const blank = new Class() as Record<string, unknown>;
  const types = Class.types ?? {};
  const names = Object.keys(blank).filter((name) => typeof blank[name] !== "function");
  const kinds = [...new Set([...names, ...Object.keys(types)])].map(
    (name): [string, ColumnKind] => {
      const kind = name in types ? kindOfType(types[name]) : kindOfValue(blank[name]);
      if (kind) return [name, kind];
      throw new DataError(
        `Cannot create column ${Class.name}.${name}: it starts as ${show(blank[name])}, ` +
          `expected a text, number, boolean, date, list or object, ` +
          `or "static types = { ${name}: Date }" (or String, Integer, …)`,
      );
    },
  );
  const { name = toSnakeCase(Class.name), notNull = Class.notNull } = options;
  return toShape(name, kinds, { ...options, notNull, types });
}

/** Reads the columns of a schema such as `{ username: String, pk: "username" }`. */
export function shapeOfSchema(
  table: string,
  schema: TableSchema,
  options: AnyCreateOptions,
): Shape {
  const { pk, ...columns } = schema;
  const isNumbered = (options.pk ?? pk ?? "id") === "id" && !Object.hasOwn(columns, "id");
  const types = isNumbered ? { id: Integer, ...columns } : columns;
  const kinds = Object.entries(types).map(([name, type]): [string, ColumnKind] => [
    name,
    kindOfColumn(`${table}.${name}`, type),
  ]);
  return toShape(options.name ?? table, kinds, { pk, ...options, types });
}

/** The kind of a column, by the type that a schema gives it. */
export function kindOfColumn(name: string, type: unknown): ColumnKind {
  const kind = kindOfType(type);
  if (kind) return kind;
  throw new DataError(
    `Cannot create column "${name}": ${String(type)} is not a column type, ` +
      `expected String, Number, Integer, Boolean, Date, Uint8Array, BigInt, Object or a list`,
  );
}

function toShape(
  table: string,
  kinds: [string, ColumnKind][],
  options: AnyCreateOptions & { types: Readonly<Record<string, unknown>> },
): Shape {
  const pk = [options.pk ?? "id"].flat() as string[];
  const { notNull = [], defaults = {}, foreignKeys = {}, types } = options;
  const columns = kinds.map(([name, kind]): TableColumn => {
    if (name === "__proto__") {
      throw new DataError(
        `Cannot create table "${table}": found a column __proto__, expected another name`,
      );
    }
    // A column may be named as what every object inherits: "constructor".
    const references = Object.hasOwn(foreignKeys, name)
      ? toReference(foreignKeys[name])
      : undefined;
    const choices = Object.hasOwn(types, name) ? choicesOf(types[name]) : undefined;
    return {
      name,
      // A Number that identifies a row, of this table or of another, is an integer.
      kind: kind === "float" && (pk.includes(name) || references) ? "integer" : kind,
      notNull: pk.includes(name) || notNull.includes(name),
      ...(Object.hasOwn(defaults, name) && { fallback: defaults[name] }),
      ...(references && { references }),
      ...(choices && { choices }),
    };
  });
  const bare = new Shape(table, columns, []);
  for (const name of [...notNull, ...Object.keys({ ...defaults, ...foreignKeys })]) {
    bare.column(name);
  }
  if (!options.pk && !kinds.some(([name]) => name === "id")) {
    throw new DataError(
      `Cannot create table "${table}": it has no column id, expected one or the option pk`,
    );
  }
  const indexes = (options.indexes ?? []).map((index): TableIndex => {
    const { columns, unique = false } = typeof index === "string"
      ? { columns: [index] }
      : "columns" in index
      ? index
      : { columns: index };
    return { columns: columns.map((name) => bare.column(name).name), unique };
  });
  return new Shape(table, columns, pk.map((name) => bare.column(name)), indexes);
}

/** Reads a foreign key: `user`, or `user.name`. */
export function toReference(target: string | undefined): ForeignKey | undefined {
  if (target === undefined) return undefined;
  const [table, column = "id"] = target.split(".");
  return { table, column };
}

/**
 * Creates a row class for a table that has none. A column of a schema starts with the initial value
 * of its type, a column of an existing table with null where it allows null.
 */
export function toRowClass(shape: TableShape, schema?: TableSchema): RowClass {
  const types = Object.fromEntries(
    shape.columns.map(({ name, kind }) => [name, schema?.[name] ?? typeOfKind(kind)]),
  );
  const initial = ({ name, kind, notNull, fallback, choices }: TableColumn) => {
    if (Array.isArray(types[name])) return [];
    if (ofOptional(types[name])) return null;
    if (fallback instanceof SqlExpression) return undefined;
    if (choices && schema) return fallback ?? defaultOf(types[name]) ?? choices[0];
    if (schema || shape.key.some((key) => key.name === name)) return fallback ?? INITIAL[kind];
    // A required column without a value stays undefined, so that the database reports it.
    return fallback ?? (notNull ? undefined : null);
  };
  const name = shape.table.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
  return {
    [name]: class {
      static types = types;
      constructor() {
        for (const column of shape.columns) {
          (this as Record<string, unknown>)[column.name] = initial(column);
        }
      }
    },
  }[name];
}

// As TypeScript sees the row: a text is never null, but a date without a value is.
const INITIAL: Record<ColumnKind, unknown> = {
  text: "",
  integer: 0,
  float: 0,
  boolean: false,
  date: null,
  datetime: null,
  bytes: null,
  json: null,
  bigint: 0n,
  any: null,
};

/** The name that FastHTML gives the table of a class: `CamelCaseName` is `camel_case_name`. */
function toSnakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
