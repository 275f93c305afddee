/** Changes of a collection to another shape. */
import type { Collection, Document } from "mongodb";
import {
  DataError,
  type Stored,
  type TableChange,
  type TableShape,
  transformValue,
} from "../../lib/data/backend.ts";
import { CODECS, toField, toStored } from "./documents.ts";

/**
 * Brings a collection's documents to a shape. All values are converted before the first one is
 * written, so a value that can't be converted leaves everything unchanged.
 */
export async function change(
  collection: Collection,
  now: TableShape,
  { shape, from, fill }: TableChange,
): Promise<void> {
  const keyNow = now.key.map(({ name }) => name).join();
  // The names of several columns are in the _id.
  const key = shape.key.map(({ name }) => now.key.length > 1 ? name : from.get(name) ?? name)
    .join();
  if (keyNow !== key) {
    throw new DataError(
      `Cannot transform table "${now.table}": its key would become ${key}, expected ${keyNow}, ` +
        "as an _id can't change",
    );
  }
  const updates: { _id: unknown; fields: Document }[] = [];
  for await (const document of collection.find()) {
    updates.push({ _id: document._id, fields: toFields(document, now, { shape, from, fill }) });
  }
  const wanted = new Set(shape.columns.map(({ name }) => name));
  const gone = now.columns.filter((column) =>
    !now.key.includes(column) && !wanted.has(column.name)
  );
  const $unset = Object.fromEntries(gone.map(({ name }) => [name, ""]));
  if (updates.length === 0) return;
  await collection.bulkWrite(updates.map(({ _id, fields }) => ({
    updateOne: {
      filter: { _id: _id as Document["_id"] },
      update: { $set: fields, ...(gone.length > 0 && { $unset }) },
    },
  })));
}

function toFields(
  document: Document,
  now: TableShape,
  { shape, from, fill }: TableChange,
): Document {
  const fields: Document = {};
  for (const column of shape.columns) {
    if (shape.key.includes(column)) continue;
    const { name, kind } = column;
    const before = now.columns.find((old) => old.name === (from.get(name) ?? name));
    const found = before && document[before.name];
    const stored = found === undefined ? found : toStored(found);
    const read = before && CODECS[before.kind]?.read;
    const old = stored === undefined ? fill.get(name) ?? null : stored;
    const value = transformValue(now.table, column, read && stored != null ? read(old) : old);
    const write = CODECS[kind]?.write;
    fields[name] = write && value !== null ? write(value) : toField(shape, column, value as Stored);
  }
  return fields;
}
