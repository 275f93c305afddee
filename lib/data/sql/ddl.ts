/** SQL that creates tables and indexes. */
import { quote, quoteColumns } from "./store.ts";
import type { TableColumn, TableShape } from "../types.ts";

/** What differs between SQL backends when a table is created. */
export interface Dialect {
  /** The type of a column. `alone` says that it is the whole key. */
  type(column: TableColumn, alone: boolean): string;
  /** A value as SQL text, for DEFAULT, which takes no placeholders. */
  literal(column: TableColumn): string;
}

/**
 * The statement that creates a table.
 *
 * @example
 * ```ts
 * import { type Dialect, Shape, toCreateTable } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * const dialect: Dialect = { type: ({ kind }) => kind.toUpperCase(), literal: () => "''" };
 * const id = { name: "id", kind: "integer", notNull: true } as const;
 * const title = { name: "title", kind: "text", notNull: true } as const;
 * strictEqual(
 *   toCreateTable(new Shape("book", [id, title], [id]), dialect),
 *   'CREATE TABLE "book" (\n  "id" INTEGER PRIMARY KEY,\n  "title" TEXT NOT NULL\n)',
 * );
 * ```
 */
export function toCreateTable(shape: TableShape, dialect: Dialect, suffix = ""): string {
  const alone = shape.key.length === 1;
  const lines = shape.columns.map((column) => {
    const sole = alone && shape.key[0] === column;
    return toColumnSql(column, dialect, sole);
  });
  if (!alone) lines.push(`PRIMARY KEY (${quoteColumns(shape.key)})`);
  for (const { name, references } of shape.columns) {
    if (!references) continue;
    const target = `${quote(references.table)} (${quote(references.column)})`;
    const actions = references.actions ?? "ON UPDATE CASCADE ON DELETE CASCADE";
    lines.push(`FOREIGN KEY (${quote(name)}) REFERENCES ${target} ${actions}`);
  }
  return `CREATE TABLE ${quote(shape.table)} (\n  ${lines.join(",\n  ")}\n)${suffix}`;
}

/**
 * The statements that create a table's indexes.
 *
 * @example
 * ```ts
 * import { toCreateIndexes } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(
 *   toCreateIndexes({ table: "book", indexes: [{ columns: ["title"], unique: true }] }),
 *   ['CREATE UNIQUE INDEX IF NOT EXISTS "unique_book_title" ON "book" ("title")'],
 * );
 * ```
 */
export function toCreateIndexes(
  { table, indexes }: Pick<TableShape, "table" | "indexes">,
): string[] {
  return indexes.map(({ columns, unique }) => {
    // Not the same name, or IF NOT EXISTS would take one for the other.
    const name = quote([unique ? "unique" : "idx", table, ...columns].join("_"));
    const list = columns.map(quote).join(", ");
    return `CREATE ${unique ? "UNIQUE " : ""}INDEX IF NOT EXISTS ${name} ON ${
      quote(table)
    } (${list})`;
  });
}

/**
 * A column's line in CREATE TABLE.
 *
 * @example
 * ```ts
 * import { toColumnSql } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * const dialect = { type: () => "TEXT", literal: () => "'new'" };
 * const column = { name: "state", kind: "text", notNull: true, fallback: "new" } as const;
 * strictEqual(toColumnSql(column, dialect, false), `"state" TEXT NOT NULL DEFAULT 'new'`);
 * ```
 */
export function toColumnSql(column: TableColumn, dialect: Dialect, sole: boolean): string {
  const { name, notNull, fallback } = column;
  return `${quote(name)} ${dialect.type(column, sole)}` +
    (sole ? " PRIMARY KEY" : "") +
    (notNull && !(sole && column.kind === "integer") ? " NOT NULL" : "") +
    (fallback === undefined ? "" : ` DEFAULT ${dialect.literal(column)}`);
}
