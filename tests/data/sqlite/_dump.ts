import type { Database } from "../../../lib/data/mod.ts";

/** Every value of every table, as its storage class and bytes, and the schema's own words. */
export function dump(db: Database): Record<string, unknown> {
  const tables = db.q<{ name: string }>(
    "select name from pragma_table_list where type in ('table', 'virtual') and schema = 'main'",
  ).map(({ name }) => name).sort();
  return Object.fromEntries([
    ...tables.filter((name) => name !== "sqlite_schema").map((name) => [name, dumpTable(db, name)]),
    ["sqlite_schema", db.q("select type, name, sql from sqlite_schema order by type, name")],
  ]);
}

/** The values of the columns named, or of all. `quote()` keeps each digit of a REAL. */
export function dumpTable(db: Database, table: string, columns = columnsOf(db, table)): unknown[] {
  const values = columns.map((name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return `typeof(${quoted}) || ' ' || hex(${quoted}) || ' ' ||
      iif(typeof(${quoted}) = 'real', quote(${quoted}), '')`;
  });
  return db.q(`select ${values.map((value, i) => `${value} as c${i}`).join(", ")} from
    "${table.replaceAll('"', '""')}"`).map((row) => Object.values(row));
}

function columnsOf(db: Database, table: string): string[] {
  return db.q<{ name: string }>("select name from pragma_table_xinfo(?) where hidden <> 1", [
    table,
  ]).map(({ name }) => name);
}
