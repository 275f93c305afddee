/** Full-text search in MongoDB: a text index, of which a collection has one at most. */
import { type Collection, type Document, MongoServerError, type Sort } from "mongodb";
import { DataError, type SearchIndex, type TableShape } from "../../lib/data/backend.ts";
import { fieldOf } from "./documents.ts";

const NAME = "_search";
const NO_INDEX = 27;

/** Reads what a collection is searched by. */
export async function readSearch(
  collection: Collection,
  shape: TableShape,
): Promise<SearchIndex | undefined> {
  const found = (await collection.listIndexes().toArray()).find(({ name }) => name === NAME);
  if (!found) return undefined;
  const { weights, default_language: language } = found;
  const columns = shape.columns.filter((column) => fieldOf(shape, column) in weights);
  return {
    columns: columns.map(({ name }) => name),
    language: language === "none" ? "simple" : language,
  };
}

/** Makes columns searchable, unless they are, or ends that. */
export async function enableSearch(
  collection: Collection,
  shape: TableShape,
  index: SearchIndex | undefined,
): Promise<void> {
  const now = await readSearch(collection, shape);
  const isSame = now?.language === index?.language &&
    now?.columns.toSorted().join() === index?.columns.toSorted().join();
  if (isSame) return;
  if (now) await collection.dropIndex(NAME);
  if (!index) return;
  const fields = index.columns.map((name) => fieldOf(shape, shape.column(name)));
  await collection.createIndex(Object.fromEntries(fields.map((name) => [name, "text"])), {
    name: NAME,
    default_language: index.language === "simple" ? "none" : index.language,
    // Not "language", which may be a column, and then each document would say its own.
    language_override: "_search_language",
  });
}

/** Documents that have all words: each is a phrase, as single words are joined by "or". */
export function toTextFilter(words: readonly string[]): Document {
  return { $text: { $search: words.map((word) => `"${word}"`).join(" ") } };
}

/** The best documents first. */
export const BY_SCORE: Sort = { score: { $meta: "textScore" }, _id: 1 };

/** An error of a search of a collection without a text index, in this project's words. */
export function toSearchError({ table }: TableShape, cause: unknown): unknown {
  if (!(cause instanceof MongoServerError) || cause.code !== NO_INDEX) return cause;
  return new DataError(
    `Cannot search "${table}": it has no search index, expected enableSearch()`,
    { cause },
  );
}
