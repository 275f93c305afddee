/** Import of CSV and JSON files into tables. */
import { makeOptionCheck } from "../../option_check.ts";
import { extname } from "node:path";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { convert } from "../convert.ts";
import { parseCsv } from "./csv.ts";
import type { Database, ImportOptions } from "../database_types.ts";
import { DataError, show } from "../errors.ts";
import { type ColumnKind, kindOfValue, typeOfKind } from "../kinds.ts";
import type { DataTable } from "../table_types.ts";
import type { AnyRow, TableSchema } from "../types.ts";

const checkOptions = makeOptionCheck<ImportOptions>("import a file", { format: true, pk: true });

/** Imports a CSV or JSON file into a table. A missing table is created. */
export async function importFile(
  db: Database<boolean>,
  name: string,
  file: string | URL | Blob,
  options: ImportOptions = {},
): Promise<DataTable<AnyRow, unknown, boolean>> {
  checkOptions(options);
  const path = toName(file);
  const format = options.format ?? extname(path).slice(1).toLowerCase();
  const text = file instanceof Blob ? await file.text() : await readFile(path, "utf8");
  const rows = toRows(text, format, path);
  const table: DataTable<AnyRow, unknown, boolean> = (await db.tables()).includes(name)
    ? await db.table(name)
    : db.create(name, toSchema(toColumns(rows, path), options.pk));
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  await table.insertAll(rows.map((row) => toRecord(row, kinds, path)));
  return table;
}

function toName(file: string | URL | Blob): string {
  if (file instanceof URL) return fileURLToPath(file);
  if (typeof file === "string") return file;
  return file instanceof File ? file.name : "a file without a name";
}

function toRows(text: string, format: string, path: string): AnyRow[] {
  if (format === "csv") return parseCsv(text);
  if (format !== "json") {
    throw new DataError(
      `Cannot import ${path}: its format is ${show(format)}, expected csv or json`,
    );
  }
  const rows = toJson(text, path);
  const isRow = (row: unknown) => kindOfValue(row) === "json" && !Array.isArray(row);
  if (Array.isArray(rows) && rows.every(isRow)) return rows;
  const found = Array.isArray(rows) ? rows.find((row) => !isRow(row)) : rows;
  throw new DataError(`Cannot import ${path}: found ${show(found)}, expected a list of objects`);
}

function toJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(`Cannot import ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** The most columns of a new table: Postgres allows 1,600, SQLite 2,000. */
const MOST_COLUMNS = 1000;

/** The rows of a new table may be this large in all, however few of their values the file has. */
const FREE_VALUES = 100_000;

/** Larger ones have at most this many values for each in the file. */
const MOST_SPARSE = 10;

/**
 * The columns of a new table, with the values that the file has for them. An import costs what its
 * table has in values, so rows of a few bytes must not get a thousand values each.
 */
function toColumns(rows: readonly AnyRow[], path: string): Map<string, unknown[]> {
  const columns = new Map<string, unknown[]>();
  let given = 0;
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      const values = columns.get(name);
      if (values) values.push(value);
      else columns.set(name, [value]);
      given++;
    }
  }
  const { size } = columns, all = size * rows.length;
  if (size > MOST_COLUMNS) {
    throw new DataError(
      `Cannot import ${path}: found ${size} columns, expected at most ${MOST_COLUMNS}`,
    );
  }
  if (all > Math.max(FREE_VALUES, given * MOST_SPARSE)) {
    throw new DataError(
      `Cannot import ${path}: found ${given} values for ${rows.length} rows of ${size} columns, ` +
        `expected one in ${MOST_SPARSE}`,
    );
  }
  return columns;
}

function toSchema(
  columns: ReadonlyMap<string, unknown[]>,
  pk: string | readonly string[] = "id",
): TableSchema {
  const schema = Object.fromEntries(
    Array.from(columns, ([name, values]) => [name, typeOfKind(kindOfColumn(values))]),
  );
  return { ...schema, pk };
}

// From the narrowest kind; each is tried on every value of the column.
const CANDIDATES: ColumnKind[] = ["integer", "bigint", "float", "boolean", "date", "datetime"];

function kindOfColumn(values: unknown[]): ColumnKind {
  const given = values.filter((value) => !isEmpty(value));
  if (given.length === 0) return "text";
  const kinds = new Set(given.map(kindOfValue));
  if (!kinds.has("text")) {
    if (kinds.size === 1) return [...kinds][0]!;
    return kinds.size === 2 && kinds.has("integer") && kinds.has("float") ? "float" : "json";
  }
  return CANDIDATES.find((kind) => given.every((value) => isWritten(value, kind))) ?? "text";
}

/** Whether a text is exactly how a value of the kind is written: 007 and "1e5" stay texts. */
function isWritten(value: unknown, kind: ColumnKind): boolean {
  const found = convert(value, kind);
  if (found === undefined) return false;
  if (found instanceof Date) return /^\d{4}-\d\d-\d\d(?:$|[T ])/.test(String(value));
  if (kind === "boolean") return /^(?:true|false)$/i.test(String(value));
  return kind === "float"
    ? /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(String(value))
    : String(found) === value;
}

function toRecord(row: AnyRow, kinds: ReadonlyMap<string, ColumnKind>, path: string): AnyRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const kind = kinds.get(name) ?? "text";
      if (isEmpty(value)) return [name, kind === "text" ? value : null];
      const converted = convert(value, kind);
      if (converted !== undefined) return [name, converted];
      throw new DataError(`Cannot import ${path}: ${name} is ${show(value)}, expected ${kind}`);
    }),
  );
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined;
}
