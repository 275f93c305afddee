/** Indexes of a collection. */
import { type Collection, type Document, MongoServerError } from "mongodb";
import type { ColumnKind, TableColumn, TableIndex, TableShape } from "../../lib/data/backend.ts";
import { fieldOf } from "./documents.ts";

/** Creates the indexes of a table, unless they are there. */
export async function createIndexes(collection: Collection, shape: TableShape): Promise<void> {
  for (const index of shape.indexes) await createIndex(collection, shape, index);
}

/**
 * Creates an index unless it is there. A unique one leaves out rows with null, of which SQL allows
 * many; older versions made one that does not, and which is replaced.
 */
async function createIndex(
  collection: Collection,
  shape: TableShape,
  { columns, unique }: TableIndex,
): Promise<void> {
  const found = columns.map((name) => shape.column(name));
  const fields = Object.fromEntries(found.map((column) => [fieldOf(shape, column), 1 as const]));
  if (!unique) {
    await collection.createIndex(fields);
    return;
  }
  const nullable = found.filter(({ notNull }) => !notNull);
  const options = {
    unique,
    ...(nullable.length > 0 && {
      partialFilterExpression: Object.fromEntries(
        nullable.map((column) => [fieldOf(shape, column), toAnyValue(column)]),
      ),
    }),
  };
  try {
    await collection.createIndex(fields, options);
  } catch (error) {
    if (!(error instanceof MongoServerError) || !OTHER_OPTIONS.has(Number(error.code))) throw error;
    await collection.dropIndex(Object.keys(fields).map((name) => `${name}_1`).join("_"));
    await collection.createIndex(fields, options);
  }
}

/** The codes of the server for an index of these fields, or of this name, with other options. */
const OTHER_OPTIONS = new Set([85, 86]);

/**
 * What every value of a kind is, and null is not. A comparison, as MongoDB takes an index of some
 * documents only for searches that are known to be within its filter.
 */
function toAnyValue({ kind, references }: TableColumn): Document {
  // Texts or ObjectIds: of two types.
  if (kind === "text" && references) return { $type: ["string", "objectId"] };
  const least = LEAST[kind];
  return least === undefined ? { $type: ["object", "array"] } : { $gte: least };
}

const LEAST: Partial<Record<ColumnKind, unknown>> = {
  text: "",
  integer: -Infinity,
  float: -Infinity,
  bigint: -Infinity,
  boolean: false,
  date: new Date(-8.64e15),
  datetime: new Date(-8.64e15),
  bytes: new Uint8Array(),
};
