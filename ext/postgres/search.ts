/** Full-text search in Postgres: an index of what the words of some columns are. */
import {
  DataError,
  quote,
  type SearchIndex,
  type SqlText,
  type TableShape,
} from "../../lib/data/backend.ts";
import { TABLE, toLiteral } from "./schema.ts";

type All = (sql: string, values: string[]) => Promise<readonly unknown[][]>;

/** What a table is searched by. */
export interface Search {
  /** The index. */
  readonly name: string;
  /** The words of a row, as SQL. */
  readonly words: string;
  /** The configuration of text search, as SQL. */
  readonly configuration: string;
  readonly index: SearchIndex;
}

/** Reads what a table is searched by. The server keeps it when columns get other names. */
export async function readSearch(all: All, table: string): Promise<Search | undefined> {
  const [found] = await all(INDEX, [table]);
  if (!found) return undefined;
  const [name, words, columns] = found as [string, string, string[]];
  const [, configuration, language] = /^to_tsvector\(('([^']+)'::regconfig)/.exec(words)!;
  return { name, words, configuration, index: { columns, language } };
}

const INDEX = `
  SELECT c.relname, pg_get_expr(i.indexprs, i.indrelid), (
    SELECT jsonb_agg(DISTINCT a.attname) FROM pg_depend d
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = i.indrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = ${TABLE} AND left(c.relname, 8) = '_search_'`;

/** Makes columns searchable, unless they are, or ends that. */
export async function enableSearch(
  all: All,
  { table }: Pick<TableShape, "table">,
  index: SearchIndex | undefined,
): Promise<void> {
  const now = await readSearch(all, table);
  const isSame = now?.index.language === index?.language &&
    now?.index.columns.join() === index?.columns.toSorted().join();
  if (isSame) return;
  if (now) await all(`DROP INDEX ${quote(now.name)}`, []);
  if (!index) return;
  const text = index.columns.map((name) => `coalesce(${quote(name)}::text, '')`).join(
    " || ' ' || ",
  );
  const words = `to_tsvector(${toLiteral(index.language)}::regconfig, ` +
    `left(translate(${text}, ${toLiteral(SIGNS)}, '${" ".repeat(SIGNS.length)}'), ${MAX_TEXT}))`;
  await all(
    `CREATE INDEX ${quote(`_search_${table}`)} ON ${quote(table)} USING gin ((${words}))`,
    [],
  );
}

/** Signs that the server would take for a part of a word: of a URL, a number, a tag. */
const SIGNS = "@./\\-_:+<>&;#=?%~";

/** More words could be more than its limit of 1 MB, and such a row could not be stored. */
const MAX_TEXT = 200_000;

/** The condition that a row has all words, and the order, the best first. */
export function toSearchSql(
  search: Search | undefined,
  { table, key }: TableShape,
  words: readonly string[],
): { text: SqlText; orderText: SqlText } {
  if (!search) {
    throw new DataError(
      `Cannot search "${table}": it has no search index, expected enableSearch()`,
    );
  }
  const values = [words.join(" ")];
  const begin = `plainto_tsquery(${search.configuration}, `;
  const keys = key.map(({ name }) => `, ${quote(name)}`).join("");
  return {
    text: { pieces: [`${search.words} @@ ${begin}`, ")"], values },
    orderText: { pieces: [`ts_rank(${search.words}, ${begin}`, `)) DESC${keys}`], values },
  };
}
