/** Rows as documents, and conditions as filters. */
import { Binary, type Document, ObjectId } from "mongodb";
import {
  type Codec,
  type ColumnKind,
  type Comparison,
  type Condition,
  DataError,
  type Grouping,
  type Stored,
  type TableColumn,
  type TableShape,
  toCasePattern,
} from "../../lib/data/backend.ts";

/** How each kind is written to MongoDB and read back. A kind without a codec is stored as it is. */
export const CODECS: Partial<Record<ColumnKind, Codec>> = {
  integer: { read: toInteger },
  float: { read: Number },
  bytes: {
    read: (stored) =>
      new Uint8Array(stored instanceof Binary ? stored.buffer : stored as Uint8Array),
  },
  json: { write: toJson, read: fromJson },
  bigint: { read: (stored) => BigInt(stored as number) },
};

/** The field that holds a column. The key is `_id`, or a part of it if it has several columns. */
export function fieldOf({ key }: TableShape, column: TableColumn): string {
  if (!key.includes(column)) return column.name;
  return key.length === 1 ? "_id" : `_id.${column.name}`;
}

/** Makes a filter of conditions. Each value follows an operator, so no value can be an operator. */
export function toFilter(shape: TableShape, conditions: readonly Condition[]): Document {
  const parts = shape.key.map((column) => conditions.find((one) => isValueOf(column, one)));
  const ids = shape.key.length > 1 && shape.key.length <= 4 && parts.every((one) => one)
    ? toIds(parts as Comparison[])
    : undefined;
  const others = ids ? conditions.filter((one) => !parts.some((part) => part === one)) : conditions;
  return {
    $and: [ids ? { _id: { $in: ids } } : {}, ...others.map((one) => toTest(shape, one))],
  };
}

/** Makes an aggregation of a grouping: of each group, `g0` and so on in `_id`, and `a0` and so on. */
export function toPipeline(
  shape: TableShape,
  { by, aggregates, conditions }: Grouping,
): Document[] {
  const groups = by.map((column, i) => [`g${i}`, `$${fieldOf(shape, column)}`]);
  const values = aggregates.map(({ of, column }, i) => [
    `a${i}`,
    column ? { [`$${of}`]: `$${fieldOf(shape, column)}` } : { $sum: 1 },
  ]);
  const _id = by.length > 0 ? Object.fromEntries(groups) : null;
  const $sort = Object.fromEntries(groups.map(([name]) => [`_id.${name}`, 1]));
  return [
    { $match: toFilter(shape, conditions) },
    { $group: { _id, ...Object.fromEntries(values) } },
    ...by.length > 0 ? [{ $sort }] : [],
  ];
}

/** The conditions under which a row has the same values as a document. */
export function toConditions(
  shape: TableShape,
  columns: readonly TableColumn[],
  document: Document,
): Condition[] {
  const values = toValues(shape, columns, document);
  return columns.map((column, i) => ({ column, operator: "equals", values: [values[i]] }));
}

function isValueOf(column: TableColumn, condition: Condition): condition is Comparison {
  return "column" in condition && condition.column === column &&
    condition.operator === "equals" && condition.values.length === 1;
}

/**
 * The key of several columns as whole values of `_id`, as only these are found by its index. Older
 * versions wrote the fields in the order of the class, so every order is searched.
 */
function toIds(parts: readonly Comparison[]): Document[] {
  const fields = parts.map(({ column, values }): [string, unknown] => [
    column.name,
    values[0],
  ]);
  return toOrders(fields).map((order) => Object.fromEntries(order));
}

function toOrders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => toOrders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

function toTest(shape: TableShape, condition: Condition): Document {
  if ("not" in condition) return { $nor: [toTest(shape, condition.not)] };
  if ("any" in condition) {
    // $or must have a part.
    return condition.any.length > 0
      ? { $or: condition.any.map((all) => toFilter(shape, all)) }
      : { $nor: [{}] };
  }
  const { column, operator } = condition;
  const field = fieldOf(shape, column);
  const values = condition.values.map((value) => toField(shape, column, value));
  switch (operator) {
    case "equals":
      // $in would take an object such as { $gt: 1 } for an operator, and finds values in lists.
      return column.kind === "json"
        ? { $expr: { $in: [{ $ifNull: [`$${field}`, null] }, { $literal: values }] } }
        : {
          [field]: { $in: isObjectId(shape, column) ? [...condition.values, ...values] : values },
        };
    case "startsWith":
    case "contains": {
      if (condition.ignoreCase) {
        const pattern = toCasePattern(String(condition.values[0]), operator === "startsWith");
        return { [field]: { $regex: pattern } };
      }
      const escaped = String(condition.values[0]).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      return { [field]: { $regex: operator === "startsWith" ? `^${escaped}` : escaped } };
    }
    default: {
      const range = { [field]: { [`$${operator}`]: values[0] } };
      // A range is of one type, and texts sort before the ObjectIds among text keys.
      const beyond = isObjectId(shape, column) && OTHER_TYPES[`${operator} ${typeof values[0]}`];
      return beyond ? { $or: [range, { [field]: { $type: beyond } }] } : range;
    }
  }
}

const OTHER_TYPES: Readonly<Record<string, string>> = {
  "gt string": "objectId",
  "gte string": "objectId",
  "lt object": "string",
  "lte object": "string",
};

/** Makes a document of columns and their values. */
export function toDocument(
  shape: TableShape,
  columns: readonly TableColumn[],
  values: readonly Stored[],
): Document {
  const document: Document = {};
  columns.forEach((column, i) => {
    const value = toField(shape, column, values[i]);
    if (!shape.key.includes(column)) document[column.name] = value;
    else if (shape.key.length === 1) document._id = value;
    else (document._id ??= {})[column.name] = value;
  });
  return document;
}

/** Returns the values of columns of a document. A missing one is null. */
export function toValues(
  shape: TableShape,
  columns: readonly TableColumn[],
  document: Document,
): Stored[] {
  return columns.map((column) => {
    const inKey = shape.key.includes(column);
    const value = !inKey
      ? document[column.name]
      : shape.key.length === 1
      ? document._id
      : document._id?.[column.name];
    return toStored(value);
  });
}

/** A field's value as tables have it. */
export function toStored(value: unknown): Stored {
  return value instanceof ObjectId ? value.toHexString() : value ?? null;
}

/** Converts a value to that of its field: a key in the form of an ObjectId is one. */
export function toField(shape: TableShape, column: TableColumn, value: Stored): unknown {
  return isObjectId(shape, column) && /^[0-9a-f]{24}$/.test(String(value))
    ? new ObjectId(String(value))
    : value;
}

/** Whether texts of the column may be ObjectIds: keys, and references, which `$lookup` compares. */
function isObjectId({ key }: TableShape, column: TableColumn): boolean {
  if (column.kind !== "text") return false;
  return key.includes(column) ? key.length === 1 : column.references !== undefined;
}

/**
 * Converts JSON as the other backends store it. An object that looks like a BSON type would become
 * one.
 */
function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, item) => {
    if (name !== "_bsontype") return item;
    throw new DataError("Cannot store JSON: it has a field _bsontype, expected any other");
  });
}

function toInteger(stored: Stored): unknown {
  return typeof stored === "bigint" && Number.isSafeInteger(Number(stored))
    ? Number(stored)
    : stored;
}

/** Reads JSON as the other backends do: without prototypes, so that none becomes attributes. */
function fromJson(stored: Stored): unknown {
  if (Array.isArray(stored)) return stored.map(fromJson);
  if (typeof stored !== "object" || stored === null) return toInteger(stored);
  const made = Object.create(null);
  for (const [name, value] of Object.entries(stored)) made[name] = fromJson(value);
  return made;
}
