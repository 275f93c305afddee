/** Full-text search in SQLite: a table of FTS5 beside a table, which triggers keep the same. */
import { isSame } from "../../same_value.ts";
import { DataError, quote, type SearchIndex, show, type TableShape } from "../backend.ts";
import { describeDeclared, findRowid } from "./schema.ts";
import type { SqliteSession } from "./session.ts";

/** What a table is searched by. */
export interface Search {
  /** The table of FTS5. */
  readonly name: string;
  /** The name by which the table knows a row's own number. */
  readonly rowid: string;
  readonly index: SearchIndex;
}

/** Reads what a table is searched by from its trigger, which SQLite keeps when names change. */
export function readSearch(session: SqliteSession, table: string): Search | undefined {
  const [found] = session.all(
    `SELECT fts.name, fts.sql, t.sql FROM sqlite_schema AS t
    JOIN sqlite_schema AS fts ON fts.name || '_insert' = t.name
    WHERE t.type = 'trigger' AND t.tbl_name = ? AND fts.name GLOB '_search_*'`,
    [table],
  ) as string[][];
  if (!found) return undefined;
  const [name, definition, trigger] = found;
  const { 1: rowid, index } = /VALUES \(new\.(\w+),/.exec(trigger)!;
  const columns = Array.from(
    trigger.slice(index).matchAll(/new\."((?:[^"]|"")*)"/g),
    ([, column]) => column.replaceAll('""', '"'),
  );
  const language = /porter/.test(definition) ? "english" : "simple";
  return { name, rowid, index: { columns, language } };
}

/** Makes columns searchable, unless they are, or ends that. */
export function enableSearch(
  session: SqliteSession,
  { table }: TableShape,
  index: SearchIndex | undefined,
): void {
  session.transaction(() => {
    const now = readSearch(session, table);
    if (isSame(now?.index, index)) return;
    if (now) dropSearch(session, now);
    if (index) createSearch(session, table, index);
  });
}

/** Deletes the table of FTS5, and the triggers that write to it. */
export function dropSearch(session: SqliteSession, { name }: Search): void {
  for (const verb of VERBS) session.run(`DROP TRIGGER IF EXISTS ${quote(`${name}_${verb}`)}`);
  session.run(`DROP TABLE ${quote(name)}`);
}

const VERBS = ["insert", "update", "delete"];

/**
 * Creates the table of FTS5 with the words of all rows. It has a copy of the texts: without one, it
 * would need the old text of a row that goes, and a REPLACE of another program runs no trigger for
 * that row.
 */
export function createSearch(
  session: SqliteSession,
  table: string,
  { columns, language }: SearchIndex,
): void {
  const toFailure = (found: string, expected: string) =>
    new DataError(`Cannot make "${table}" searchable: ${found}, expected ${expected}`);
  const tokenizer = TOKENIZERS.get(language);
  if (!tokenizer) throw toFailure(`language is ${show(language)}`, '"simple" or "english"');
  const [[type, isWithoutRowid]] = session.all(
    "SELECT type, wr FROM pragma_table_list(?) WHERE schema = 'main'",
    [table],
  );
  const rowid = findRowid(
    describeDeclared((sql, values) => session.all(sql, values), table)!.columns,
  );
  if (type !== "table" || isWithoutRowid || !rowid) {
    throw toFailure("its rows have no rowid", "a table with one");
  }
  const name = `_search_${table}`, fts = quote(name), owner = quote(table);
  const names = columns.map((_, i) => `c${i}`).join(", ");
  const of = (row: string) => columns.map((column) => `${row}.${quote(column)}`).join(", ");
  const trigger = (verb: string, when: string, steps: readonly string[]) =>
    session.run(
      `CREATE TRIGGER ${quote(`${name}_${verb}`)} AFTER ${verb} ON ${owner}${when} ` +
        `BEGIN ${steps.map((step) => `${step}; `).join("")}END`,
    );
  const remove = (row: string) => `DELETE FROM ${fts} WHERE rowid = ${row}.${rowid}`;
  const add = `INSERT INTO ${fts} (rowid, ${names}) VALUES (new.${rowid}, ${of("new")})`;
  const changed = columns.map(quote).map((column) => `OR old.${column} IS NOT new.${column}`);
  // Left by a table that was dropped with SQL.
  session.run(`DROP TABLE IF EXISTS ${fts}`);
  session.run(`CREATE VIRTUAL TABLE ${fts} USING fts5(${names}, tokenize = '${tokenizer}')`);
  session.run(
    `INSERT INTO ${fts} (rowid, ${names}) SELECT t.${rowid}, ${of("t")} FROM ${owner} AS t`,
  );
  trigger("insert", "", [remove("new"), add]);
  trigger("update", ` WHEN old.${rowid} <> new.${rowid} ${changed.join(" ")}`, [
    remove("old"),
    remove("new"),
    add,
  ]);
  trigger("delete", "", [remove("old")]);
}

const TOKENIZERS = new Map([
  ["simple", "unicode61 remove_diacritics 2"],
  ["english", "porter unicode61 remove_diacritics 2"],
]);
