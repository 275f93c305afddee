/** Full-text search: the words of a text, and the rows that have them. */
import { type Maybe, then } from "../maybe.ts";
import { toError } from "./conditions.ts";
import { DataError, show, ValueError } from "./errors.ts";
import { checkRows, toFound, toQuery, toUnknown, toWhere } from "./query.ts";
import type { Records } from "./records.ts";
import type { AnyRow, SearchIndex, Store, TableChange, TableShape } from "./types.ts";
import type { TextSearchOptions } from "./verb_options.ts";

const OPTIONS = ["where", "limit", "offset", "select", "withPk"];

/** Finds the rows that have all words of a text. */
export function searchRows(
  records: Records,
  store: Store,
  { text, options }: { text: unknown; options: TextSearchOptions<AnyRow> },
): Maybe<unknown[]> {
  const { shape } = records;
  for (const name in options) if (!OPTIONS.includes(name)) throw toUnknown(shape, name, OPTIONS);
  const backend = requireSearch(store, shape);
  if (typeof text !== "string") {
    throw new ValueError(`Cannot search "${shape.table}": found ${show(text)}, expected a text`);
  }
  const { where, ...rest } = options;
  const query = toQuery(records, { where: toWhere(shape, where), options: rest });
  checkRows(records, query);
  const words = toWords(text);
  const found = words.length > 0 ? backend.search(shape, query, words) : [];
  return then(found, (rows) => toFound(records, rest, { columns: query.columns, rows }));
}

/**
 * The different words of a text. They have no sign that a database could take for an operator.
 * Measured on SQLite: 5,000 words that 20 rows have take 1.2 s, so a longer text has none.
 */
export function toWords(text: string): string[] {
  return text.length > MAX_LENGTH ? [] : [...new Set(text.match(WORD))];
}

const MAX_LENGTH = 10_000;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** A backend that has full-text search. */
export function requireSearch(store: Store, shape: TableShape): SearchingStore {
  if (store.search && store.enableSearch) return store as SearchingStore;
  throw toError(shape, `${store.name} has no search of words`, "a database that has");
}

type SearchingStore = Required<Pick<Store, "search" | "enableSearch">>;

/** The columns to search, which must be of texts. */
export function toSearchIndex(
  shape: TableShape,
  columns: string | readonly string[],
  language = "simple",
): SearchIndex {
  const found = [...new Set([columns].flat())].map((name) => shape.column(name));
  const other = found.find(({ kind }) => kind !== "text");
  if (!other && found.length > 0) return { columns: found.map(({ name }) => name), language };
  throw new DataError(
    `Cannot make "${shape.table}" searchable: ` +
      (other ? `${other.name} is ${other.kind}` : "found no column") +
      ", expected columns of texts",
  );
}

/**
 * What is left of the columns to search after a change of their table.
 *
 * @example
 * ```ts
 * import { Shape, toChangedIndex } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * const id = { name: "id", kind: "integer", notNull: true } as const;
 * const name = { name: "name", kind: "text", notNull: true } as const;
 * const shape = new Shape("book", [id, name], [id]);
 * const change = { shape, from: new Map([["name", "title"]]), fill: new Map() };
 * deepStrictEqual(
 *   toChangedIndex({ columns: ["title"], language: "simple" }, change),
 *   { columns: ["name"], language: "simple" },
 * );
 * ```
 */
export function toChangedIndex(
  { columns, language }: SearchIndex,
  { shape, from }: TableChange,
): SearchIndex | undefined {
  const texts = new Set(
    shape.columns.filter(({ kind }) => kind === "text").map(({ name }) => name),
  );
  const renamed = new Map([...from].map(([to, old]) => [old, to]));
  const left = columns.map((name) => renamed.get(name) ?? name).filter((name) => texts.has(name));
  return left.length > 0 ? { columns: left, language } : undefined;
}
