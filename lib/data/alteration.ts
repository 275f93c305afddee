/** What a program changes in a table, and the shape that it then has. */
import { isSame } from "../same_value.ts";
import { transformValue } from "./convert.ts";
import { DataError } from "./errors.ts";
import { choicesOf, type ColumnType } from "./kinds.ts";
import { checkOptions } from "./query.ts";
import { kindOfColumn, Shape, SqlExpression, toReference, toRowClass } from "./shape.ts";
import type {
  AddColumnOptions,
  TableChange,
  TableColumn,
  TableIndex,
  TableShape,
  TransformOptions,
} from "./types.ts";

/** What changes in a table. */
export interface Alteration extends TransformOptions {
  /** A new column. */
  readonly added?: TableColumn;
  /** A new index. */
  readonly index?: TableIndex;
}

/** A new column of a table, with the value of rows that do not give it. */
export function toAdded(
  { table, columns }: TableShape,
  name: string,
  { type, options }: { type: ColumnType; options: AddColumnOptions },
): TableColumn {
  if (columns.some((column) => column.name === name)) {
    throw new DataError(`Cannot transform table "${table}": it has ${name}, expected a new column`);
  }
  const references = toReference(options.foreignKey);
  const kind = kindOfColumn(`${table}.${name}`, type);
  const choices = choicesOf(type);
  const column: TableColumn = {
    name,
    kind: kind === "float" && references ? "integer" : kind,
    notNull: options.notNull ?? false,
    ...(references && { references }),
    ...(choices && { choices }),
  };
  const Row = toRowClass(new Shape(table, [column], []), { [name]: type });
  const initial = references ? undefined : (new Row() as Record<string, unknown>)[name];
  const fallback = options.default ?? initial ?? undefined;
  return fallback === undefined ? column : { ...column, fallback };
}

/** The change of a table. Columns that it does not have are left out. */
export function alter(now: TableShape, alteration: Alteration): TableChange {
  const { types = {}, rename = {}, drop = [], notNull = [], defaults = {}, added, index } =
    alteration;
  const toName = (name: string) => Object.hasOwn(rename, name) ? rename[name] : name;
  const key = alteration.pk === undefined
    ? now.key.map(({ name }) => name)
    : [alteration.pk].flat();
  const columns = now.columns.filter(({ name }) => !drop.includes(name)).map((column) => {
    const { name } = column;
    const isRetyped = Object.hasOwn(types, name);
    const retyped = isRetyped ? toRetyped(now.table, column, types[name]) : column;
    return {
      ...retyped,
      name: toName(name),
      notNull: column.notNull || key.includes(name) || notNull.includes(name),
      ...(Object.hasOwn(defaults, name) && { fallback: defaults[name] }),
    };
  });
  if (added) columns.push(added);
  const indexes: TableIndex[] = now.indexes.filter((one) =>
    !one.columns.some((name) => drop.includes(name))
  )
    .map((one) => ({ ...one, columns: one.columns.map(toName) }));
  if (index && !indexes.some((one) => isSame(one, index))) indexes.push(index);
  const bare = new Shape(now.table, columns, []);
  const shape = new Shape(
    now.table,
    columns,
    key.map((name) => bare.column(toName(name))),
    indexes,
  );
  return {
    shape,
    from: new Map(Object.entries(rename).map(([from, to]) => [to, from])),
    fill: new Map(
      columns.filter(({ fallback }) => !(fallback instanceof SqlExpression))
        .map(({ name, fallback }) => [name, fallback]),
    ),
  };
}

/** Throws where a table does not have what is to change in it. */
export function checkTransform(shape: TableShape, options: TransformOptions): void {
  checkOptions(shape, options, TRANSFORM);
  const { types = {}, rename = {}, drop = [], pk = [], notNull = [], defaults = {} } = options;
  const named = Object.keys({ ...types, ...rename, ...defaults });
  for (const name of [named, drop, pk, notNull].flat()) shape.column(name);
}

const TRANSFORM = {
  known: ["types", "rename", "drop", "pk", "notNull", "defaults"],
  verb: "transform",
};

function toRetyped(table: string, column: TableColumn, type: ColumnType): TableColumn {
  const { choices: _, ...kept } = column;
  const kind = kindOfColumn(`${table}.${column.name}`, type);
  const choices = choicesOf(type);
  const retyped = { ...kept, kind, ...(choices && { choices }) };
  const { fallback } = column;
  return fallback === undefined || fallback instanceof SqlExpression
    ? retyped
    : { ...retyped, fallback: transformValue(table, retyped, fallback) };
}
