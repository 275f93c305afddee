import type { Database } from "../../../lib/data/mod.ts";

/** Makes a sample database, with rows of every storage class and of every form of other programs. */
export function fill(db: Database, statements: readonly string[], rows = 6): void {
  for (const sql of statements) db.q(sql);
  const tables = db.q<{ name: string; type: string }>(
    `SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name NOT GLOB 'sqlite_*'
    AND type IN ('table', 'virtual') ORDER BY type, name`,
  );
  // Stores have a manager, who is of a store.
  db.q("PRAGMA foreign_keys = OFF");
  for (const { name } of tables) {
    for (let i = 1; i <= rows; i++) seed(db, name, i);
  }
  db.q("PRAGMA foreign_keys = ON");
}

interface Column {
  name: string;
  type: string;
  pk: number;
  notnull: number;
  hidden: number;
}

/** Inserts the row of a number. A key of it, and what points to that, are made of the number. */
function seed(db: Database, table: string, i: number): void {
  const columns = db.q<Column>("SELECT * FROM pragma_table_xinfo(?)", [table])
    .filter(({ hidden }) => hidden === 0);
  const foreign = new Set(
    db.q<{ from: string }>('SELECT "from" FROM pragma_foreign_key_list(?)', [table])
      .map(({ from }) => from),
  );
  const values = columns.map(({ name, type, pk, notnull }, at) => {
    if (pk > 0 || foreign.has(name)) return /CHAR|TEXT/i.test(type) ? `'k${i}'` : i;
    if (notnull === 0 && (i + at) % 5 === 0) return "NULL";
    return pick(type, i + at);
  });
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  db.q(
    `INSERT INTO "${table.replaceAll('"', '""')}" (${names.join(", ")}) ` +
      `VALUES (${values.join(", ")})`,
  );
}

/** Values of a type as other programs write them, as SQL. */
const VALUES: [type: RegExp, values: string[]][] = [
  [/JSON/i, [`'{"a": 1.50}'`, `'[ 1, "é" ]'`, "'{}'", `'"text"'`]],
  [/BOOL/i, ["1", "0", "1", "0"]],
  [/TIME/i, [
    "'1996-07-04 00:00:00.000'",
    "'2009-01-01 00:00:00'",
    "'2026-11-20 12:34:56.123456'",
    "1700000000123",
    "'2026-11-20T12:34:56+01:00'",
    "'1996-07-04'",
  ]],
  [/DATE/i, ["'1996-07-04'", "'1948-12-08 00:00:00'", "'2026-11-20T00:00:00.000Z'"]],
  [/INT/i, ["5", "9007199254740993", "0", "123456"]],
  [/SUB_TYPE/i, ["'A film of a cat'", "'x'", "x'00ff'", "'don''t'"]],
  [/CHAR|TEXT/i, ["'plain'", "'it''s \"so\"'", "''", "'日本 é 😀'", "'5.0'", "' 007 '"]],
  [/BLOB/i, ["x'89504e470d0a1a0a00ff'", "x''", "x'00'", "zeroblob(5000)"]],
  [/REAL/i, ["0.5", "1e300", "9e999", "3.0"]],
  [/NUM|DEC/i, ["0.99", "5", "9007199254740993", "1e20", "12.50"]],
  [/(?:)/, ["5", "5.0", "'5'", "x'05'", "-9223372036854775808", "1.5", "9e999"]],
];

function pick(type: string, i: number): string {
  const [, values] = VALUES.find(([pattern]) => pattern.test(type))!;
  return values[i % values.length];
}
