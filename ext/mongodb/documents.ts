/** Rows as documents, and conditions as filters. */
import { Binary, type Document, ObjectId } from "mongodb";
import {
  type Codec,
  type ColumnKind,
  type Condition,
  DataError,
  type Stored,
  type TableColumn,
  type TableShape,
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
  return { $and: [{}, ...conditions.map((condition) => toTest(shape, condition))] };
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
        : { [field]: { $in: values } };
    case "startsWith":
    case "contains": {
      const escaped = String(condition.values[0]).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      return { [field]: { $regex: operator === "startsWith" ? `^${escaped}` : escaped } };
    }
    default: {
      const range = { [field]: { [`$${operator}`]: values[0] } };
      // A range is of one type, and texts sort before the ObjectIds among text keys.
      const beyond = isTextKey(shape, column) && OTHER_TYPES[`${operator} ${typeof values[0]}`];
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

/** Converts a value to that of its field: a text key in the form of an ObjectId is one. */
export function toField(shape: TableShape, column: TableColumn, value: Stored): unknown {
  return isTextKey(shape, column) && /^[0-9a-f]{24}$/.test(String(value))
    ? new ObjectId(String(value))
    : value;
}

function isTextKey({ key }: TableShape, column: TableColumn): boolean {
  return key.length === 1 && key[0] === column && column.kind === "text";
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
