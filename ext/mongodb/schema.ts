/** Shapes of tables, stored in a collection. */
import { Binary, type Collection, type Db, type Document, ObjectId } from "mongodb";
import {
  type ColumnKind,
  DataError,
  Shape,
  type TableColumn,
  type TableShape,
} from "../../lib/data/backend.ts";

interface Described extends Document {
  _id: string;
  columns: TableColumn[];
  key: string[];
  /** The order of the fields of an `_id`. Missing where version 0.1 wrote it: that of `columns`. */
  idFields?: string[];
}

/** Stores a shape, and the order of the fields of its `_id`. */
export async function saveShape(
  db: Db,
  { table, columns, key }: TableShape,
  idFields: readonly string[],
): Promise<void> {
  const described = {
    columns: [...columns],
    key: key.map(({ name }) => name),
    idFields: [...idFields],
  };
  await shapes(db).replaceOne({ _id: table }, described, { upsert: true });
}

/** Deletes a shape. */
export async function deleteShape(db: Db, table: string): Promise<void> {
  await shapes(db).deleteOne({ _id: table });
}

/** Returns the order in which documents of a table have the fields of their `_id`. */
export async function readIdFields(db: Db, { table, columns, key }: TableShape): Promise<string[]> {
  const found = await shapes(db).findOne({ _id: table });
  const inOrder = (found?.columns ?? columns).map(({ name }) => name);
  return found?.idFields ?? inOrder.filter((name) => key.some((column) => column.name === name));
}

/** Returns the stored shape, or one inferred from the first documents of a collection. */
export async function describe(db: Db, table: string): Promise<TableShape | undefined> {
  const found = await shapes(db).findOne({ _id: table });
  if (found) {
    const shape = toShape(table, found.columns, found.key);
    checkNames(shape);
    return shape;
  }
  const documents = await db.collection(table).find({}, { limit: 100 }).toArray();
  if (documents.length === 0) return undefined;
  const kinds = new Map<string, ColumnKind>();
  for (const { _id, ...fields } of documents) {
    kinds.set("id", _id instanceof ObjectId ? "text" : kindOf(_id));
    for (const [name, value] of Object.entries(fields)) {
      if (value !== null && name !== "id" && isField(name)) kinds.set(name, kindOf(value));
    }
  }
  const columns = [...kinds].map(([name, kind]) => ({ name, kind, notNull: name === "id" }));
  return toShape(table, columns, ["id"]);
}

/** Throws where MongoDB would take a name for a path or an operator, or is using it. */
export function checkNames({ table, columns, key }: TableShape): void {
  if (OWN_COLLECTIONS.includes(table)) {
    throw new DataError(
      `Cannot keep table "${table}" in MongoDB: found the name of its own collection, ` +
        "expected another",
    );
  }
  for (const column of columns) {
    if (isField(column.name) || column.name === "_id" && key.includes(column)) continue;
    throw new DataError(
      `Cannot keep table "${table}" in MongoDB: found a column ${JSON.stringify(column.name)}, ` +
        'expected a name that has no "." and does not begin with "$"',
    );
  }
}

const OWN_COLLECTIONS = ["_tables", "_counters"];

/** Whether a field has this name alone: `a.b` is a path, `$set` an operator, `_id` the key. */
function isField(name: string): boolean {
  return !/^$|^\$|^_id$|^__proto__$|[.\0]/.test(name);
}

/** The collection of shapes, since MongoDB itself has none. */
function shapes(db: Db): Collection<Described> {
  return db.collection("_tables");
}

function toShape(table: string, columns: TableColumn[], key: string[]): TableShape {
  return new Shape(
    table,
    columns,
    key.map((name) => columns.find((column) => column.name === name)!),
  );
}

function kindOf(value: unknown): ColumnKind {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? "integer" : "float";
    case "bigint":
    case "boolean":
      return typeof value as ColumnKind;
    case "object":
      if (value instanceof ObjectId) return "text";
      if (value instanceof Date) return "datetime";
      return value instanceof Binary || value instanceof Uint8Array ? "bytes" : "json";
    default:
      return "text";
  }
}
