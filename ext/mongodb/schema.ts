/** Shapes of tables, stored in a collection. */
import { Binary, type Collection, type Db, type Document, ObjectId } from "mongodb";
import {
  type ColumnKind,
  Shape,
  type TableColumn,
  type TableShape,
} from "../../lib/data/backend.ts";

interface Described extends Document {
  _id: string;
  columns: TableColumn[];
  key: string[];
}

/** The collection of shapes, since MongoDB itself has none. */
function shapes(db: Db): Collection<Described> {
  return db.collection("_tables");
}

/** Stores a shape. */
export async function saveShape(db: Db, { table, columns, key }: TableShape): Promise<void> {
  const described = { columns: [...columns], key: key.map(({ name }) => name) };
  await shapes(db).replaceOne({ _id: table }, described, { upsert: true });
}

/** Deletes a shape. */
export async function deleteShape(db: Db, table: string): Promise<void> {
  await shapes(db).deleteOne({ _id: table });
}

/** Returns the stored shape, or one inferred from the first documents of a collection. */
export async function describe(db: Db, table: string): Promise<TableShape | undefined> {
  const found = await shapes(db).findOne({ _id: table });
  if (found) return toShape(table, found.columns, found.key);
  const documents = await db.collection(table).find({}, { limit: 100 }).toArray();
  if (documents.length === 0) return undefined;
  const kinds = new Map<string, ColumnKind>();
  for (const { _id, ...fields } of documents) {
    kinds.set("id", _id instanceof ObjectId ? "text" : kindOf(_id));
    for (const [name, value] of Object.entries(fields)) {
      if (value !== null) kinds.set(name, kindOf(value));
    }
  }
  const columns = [...kinds].map(([name, kind]) => ({ name, kind, notNull: name === "id" }));
  return toShape(table, columns, ["id"]);
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
      if (value instanceof Date) return "datetime";
      return value instanceof Binary || value instanceof Uint8Array ? "bytes" : "json";
    default:
      return "text";
  }
}
