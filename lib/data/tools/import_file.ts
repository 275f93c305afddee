/** Import of CSV and JSON files into tables. */
import { extname } from "node:path";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { convert } from "../convert.ts";
import { parseCsv } from "./csv.ts";
import type { Database, ImportOptions } from "../database_types.ts";
import { DataError, show } from "../errors.ts";
import { type ColumnKind, kindOfValue, typeOfKind } from "../kinds.ts";
import type { DataTable } from "../table_types.ts";
import type { AnyRow, TableColumn, TableSchema } from "../types.ts";

/** Imports a CSV or JSON file into a table. A missing table is created. */
export async function importFile(
  db: Database<boolean>,
  name: string,
  file: string | URL | Blob,
  options: ImportOptions = {},
): Promise<DataTable<AnyRow, unknown, boolean>> {
  const path = toName(file);
  const format = options.format ?? extname(path).slice(1).toLowerCase();
  const text = file instanceof Blob ? await file.text() : await readFile(path, "utf8");
  const rows = toRows(text, format, path);
  const table = (await db.tables()).includes(name)
    ? await db.table(name)
    : db.create(name, toSchema(rows, options.pk));
  await table.insertAll(rows.map((row) => toRecord(row, table.columns, path)));
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
  const isRow = (row: unknown) => kindOfValue(row) === "json";
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

function toSchema(rows: AnyRow[], pk: string | readonly string[] = "id"): TableSchema {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const kinds = names.map((
    name,
  ): [string, ColumnKind] => [name, kindOfColumn(rows.map((r) => r[name]))]);
  const schema = Object.fromEntries(kinds.map(([name, kind]) => [name, typeOfKind(kind)]));
  return pk === "id" && !names.includes("id")
    ? { id: typeOfKind("integer"), ...schema, pk }
    : { ...schema, pk };
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

function toRecord(row: AnyRow, columns: readonly TableColumn[], path: string): AnyRow {
  const kinds = new Map(columns.map(({ name, kind }) => [name, kind]));
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
