/** Changes of an existing Postgres table to another shape. */
import { isDeepStrictEqual } from "node:util";
import {
  type ColumnKind,
  quote,
  quoteColumns,
  type TableChange,
  type TableColumn,
  type TableShape,
  toColumnSql,
  toCreateIndexes,
  transformValue,
  Unfit,
} from "../../lib/data/backend.ts";
import { CODECS, DIALECT, toLiteral } from "./schema.ts";

type All = (sql: string, values: string[]) => Promise<readonly unknown[][]>;

/** Brings a table to a shape, inside the caller's transaction. */
export async function transform(all: All, now: TableShape, change: TableChange): Promise<void> {
  const { shape, from, fill } = change;
  const run = (sql: string) => all(`ALTER TABLE ${quote(now.table)} ${sql}`, []);
  for (const [to, old] of from) await run(`RENAME COLUMN ${quote(old)} TO ${quote(to)}`);
  const before = new Map(now.columns.map((column) => {
    const renamed = [...from].find(([, old]) => old === column.name)?.[0];
    return [renamed ?? column.name, column];
  }));
  for (const column of shape.columns) {
    const old = before.get(column.name);
    if (!old) await add(all, shape, column, fill.get(column.name));
    else await alter(all, shape, old, column, fill.get(column.name));
  }
  const keyNow = now.key.map(({ name }) => [...from].find(([, old]) => old === name)?.[0] ?? name);
  const rekeyed = keyNow.join() !== shape.key.map(({ name }) => name).join();
  if (rekeyed) await changeKey(all, shape, now);
  for (const name of before.keys()) {
    if (!shape.columns.some((column) => column.name === name)) {
      await run(`DROP COLUMN ${quote(name)}`);
    }
  }
  const names = new Map([...from].map(([to, old]) => [old, to]));
  const kept = now.indexes.map(({ columns, unique }) => ({
    columns: columns.map((name) => names.get(name) ?? name),
    unique,
  }));
  const indexes = shape.indexes.filter((one) =>
    !kept.some((index) => isDeepStrictEqual(index, { columns: one.columns, unique: one.unique }))
  );
  for (const sql of toCreateIndexes({ ...shape, indexes })) await all(sql, []);
}

async function add(
  all: All,
  shape: TableShape,
  column: TableColumn,
  value: unknown,
): Promise<void> {
  const table = quote(shape.table);
  const nullable = { ...column, notNull: false };
  await all(`ALTER TABLE ${table} ADD COLUMN ${toColumnSql(nullable, DIALECT, false)}`, []);
  await fillNulls(all, shape, column, value);
  if (column.notNull) await setNotNull(all, shape, column);
  await addReference(all, shape, column);
}

async function alter(
  all: All,
  shape: TableShape,
  old: TableColumn,
  column: TableColumn,
  value: unknown,
): Promise<void> {
  const alter = (sql: string) =>
    all(`ALTER TABLE ${quote(shape.table)} ALTER COLUMN ${quote(column.name)} ${sql}`, []);
  const sole = shape.key.length === 1 && shape.key[0].name === column.name;
  if (DIALECT.type(old, sole) !== DIALECT.type(column, sole)) {
    await checkValues(all, shape, column);
    await alter("DROP DEFAULT");
    await alter(`TYPE ${DIALECT.type(column, false)} USING ${cast(old.kind, column)}`);
  }
  if (column.fallback !== undefined) await alter(`SET DEFAULT ${DIALECT.literal(column)}`);
  if (column.notNull && !old.notNull) {
    await fillNulls(all, shape, column, value);
    await setNotNull(all, shape, column);
  }
  if (!old.references) await addReference(all, shape, column);
}

/** Converts as on SQLite: throws for a value that would lose something, and names it. */
async function checkValues(all: All, { table }: TableShape, column: TableColumn): Promise<void> {
  const values = await all(`SELECT DISTINCT ${quote(column.name)} FROM ${quote(table)}`, []);
  for (const [value] of values) {
    transformValue(table, column, value instanceof Unfit ? value.value : value);
  }
}

function cast(from: ColumnKind, { name, kind }: TableColumn): string {
  const column = quote(name);
  const type = DIALECT.type({ name, kind, notNull: false }, false);
  if (kind === "json" && from !== "text") return `to_jsonb(${column})`;
  if (kind === "boolean" && from !== "text") return `${column}::int::boolean`;
  if (from === "boolean" && kind !== "text") return `${column}::int::${type}`;
  if (kind === "integer" || kind === "bigint") return `${column}::text::numeric::${type}`;
  if (from === "datetime" && kind === "text") {
    return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }
  return `${column}::text::${type}`;
}

async function changeKey(all: All, shape: TableShape, now: TableShape): Promise<void> {
  const table = quote(shape.table);
  const [found] = await all(
    "SELECT conname FROM pg_constraint WHERE contype = 'p' AND conrelid = $1::regclass",
    [table],
  );
  if (found) await all(`ALTER TABLE ${table} DROP CONSTRAINT ${quote(String(found[0]))}`, []);
  for (const { name } of now.key) {
    if (!shape.columns.some((column) => column.name === name)) continue;
    await all(`ALTER TABLE ${table} ALTER COLUMN ${quote(name)} DROP IDENTITY IF EXISTS`, []);
  }
  await all(`ALTER TABLE ${table} ADD PRIMARY KEY (${quoteColumns(shape.key)})`, []);
  const [key, second] = shape.key;
  if (second || (key.kind !== "integer" && key.kind !== "bigint")) return;
  await all(
    `ALTER TABLE ${table} ALTER COLUMN ${quote(key.name)} ADD GENERATED BY DEFAULT AS IDENTITY`,
    [],
  );
  await all(
    `SELECT setval(pg_get_serial_sequence($1, $2), max(${quote(key.name)})) FROM ${table}`,
    [table, key.name],
  );
}

async function fillNulls(
  all: All,
  shape: TableShape,
  { name, kind }: TableColumn,
  value: unknown,
): Promise<void> {
  if (value == null) return;
  const { write } = CODECS[kind];
  const text = String(write ? write(value) : value);
  await all(
    `UPDATE ${quote(shape.table)} SET ${quote(name)} = ${toLiteral(text)} WHERE ${
      quote(name)
    } IS NULL`,
    [],
  );
}

async function setNotNull(all: All, { table }: TableShape, { name }: TableColumn): Promise<void> {
  await all(`ALTER TABLE ${quote(table)} ALTER COLUMN ${quote(name)} SET NOT NULL`, []);
}

async function addReference(
  all: All,
  { table }: TableShape,
  { name, references }: TableColumn,
): Promise<void> {
  if (!references) return;
  const { table: target, column, actions = "ON UPDATE CASCADE ON DELETE CASCADE" } = references;
  await all(
    `ALTER TABLE ${quote(table)} ADD FOREIGN KEY (${quote(name)}) ` +
      `REFERENCES ${quote(target)} (${quote(column)}) ${actions}`,
    [],
  );
}
