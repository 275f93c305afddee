/** Shapes and values in SQLite: column types, DEFAULTs, and how each kind is stored. */
import {
  type ColumnKind,
  type Dialect,
  type ForeignKey,
  Shape,
  SqlExpression,
  type Stored,
  type TableColumn,
  type TableIndex,
  Unfit,
} from "../backend.ts";
import { CODECS } from "./codecs.ts";

const TYPES: Record<ColumnKind, string> = {
  text: "TEXT",
  integer: "INTEGER",
  float: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "DATETIME",
  bytes: "BLOB",
  // TEXT is in the name because the affinity of JSON alone would turn the text "5" into a number.
  json: "JSON TEXT",
  bigint: "BIGINT",
  any: "",
};

// The only type names that a STRICT table allows.
const STRICT_TYPES: Record<ColumnKind, string> = {
  ...TYPES,
  boolean: "INTEGER",
  bigint: "INTEGER",
  date: "TEXT",
  datetime: "TEXT",
  json: "TEXT",
  any: "ANY",
};

/** The SQL dialect of SQLite. */
export function toDialect(strict: boolean): Dialect {
  const types = strict ? STRICT_TYPES : TYPES;
  return {
    type: ({ kind }, alone) => alone && kind === "bigint" ? "INTEGER" : types[kind],
    literal,
  };
}

function literal({ kind, fallback }: TableColumn): string {
  if (fallback instanceof SqlExpression) return `(${fallback.sql})`;
  const stored = CODECS[kind].write?.(fallback) ?? fallback;
  if (typeof stored === "string") return `'${stored.replaceAll("'", "''")}'`;
  return stored instanceof Uint8Array ? `x'${stored.toHex()}'` : String(stored);
}

type All = (sql: string, values: Stored[]) => Stored[][];

/**
 * Reads the shape of a table or a view from the database. A table without a key gets the number by
 * which SQLite knows each row, as its first column and key.
 */
export function describe(all: All, table: string): Shape | undefined {
  const shape = describeDeclared(all, table);
  if (!shape || shape.key.length > 0) return shape;
  const isNumbered = all(
    "SELECT 1 FROM pragma_table_list(?) WHERE schema = 'main' AND type = 'table' AND NOT wr",
    [table],
  ).length > 0;
  const name = isNumbered && findRowid(shape.columns);
  if (!name) return shape;
  const rowid: TableColumn = { name, kind: "integer", notNull: true };
  return new Shape(table, [rowid, ...shape.columns], [rowid], shape.indexes);
}

/** The name of the rows' own number in a table: one that no column has. */
export function findRowid(columns: readonly TableColumn[]): string | undefined {
  const names = columns.map(({ name }) => name.toLowerCase());
  return ROWIDS.find((name) => !names.includes(name));
}

const ROWIDS = ["rowid", "_rowid_", "oid"];

/** Reads the shape as it is declared. */
export function describeDeclared(all: All, table: string): Shape | undefined {
  const info = all(
    `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)
    WHERE hidden <> 1`,
    [table],
  );
  if (info.length === 0) return undefined;
  const references = readReferences(all, table);
  const columns = info.map(([name, type, notNull, fallback, pk, hidden]): TableColumn => ({
    name: String(name),
    kind: kindOf(String(type)),
    notNull: Boolean(notNull) || Number(pk) > 0,
    ...(fallback !== null && { fallback: readLiteral(kindOf(String(type)), String(fallback)) }),
    ...(references.has(name) && { references: references.get(name) }),
    ...(Number(hidden) > 1 && { generated: true }),
  }));
  const key = info.map(([, , , , place], i) => ({ place: Number(place), column: columns[i] }))
    .filter(({ place }) => place > 0)
    .sort((a, b) => a.place - b.place);
  return new Shape(table, columns, key.map(({ column }) => column), readIndexes(all, table));
}

/** Foreign keys of one column. The other table's column may be left out: then it is its key. */
function readReferences(all: All, table: string): Map<unknown, ForeignKey> {
  const found = all(
    `SELECT "from", "table", coalesce("to",
      (SELECT name FROM pragma_table_info(k."table") WHERE pk = 1)), on_update, on_delete
    FROM pragma_foreign_key_list(?) AS k GROUP BY id HAVING count(*) = 1`,
    [table],
  );
  return new Map(found.map(([from, target, column, onUpdate, onDelete]) => [from, {
    table: String(target),
    column: String(column ?? "id"),
    ...((onUpdate !== "CASCADE" || onDelete !== "CASCADE") &&
      { actions: `ON UPDATE ${onUpdate} ON DELETE ${onDelete}` }),
  }]));
}

/** Indexes of whole columns: not those of expressions, or of some rows. */
function readIndexes(all: All, table: string): TableIndex[] {
  const found = all(
    `SELECT name, "unique" FROM pragma_index_list(?)
    WHERE origin = 'c' AND NOT partial ORDER BY name`,
    [table],
  );
  return found.map(([name, unique]) => ({
    columns: all("SELECT name FROM pragma_index_info(?) ORDER BY seqno", [name])
      .map(([column]) => column as string),
    unique: Boolean(unique),
  })).filter(({ columns }) => !columns.includes(null as never));
}

/** The value of a DEFAULT, or the expression itself if it is not a plain value. */
function readLiteral(kind: ColumnKind, sql: string): unknown {
  const stored = /^'(?:[^']|'')*'$/.test(sql)
    ? sql.slice(1, -1).replaceAll("''", "'")
    : /^[-+]?\d+(?:\.\d+)?$/.test(sql)
    ? Number(sql)
    : undefined;
  if (stored === undefined) return new SqlExpression(sql);
  const value = CODECS[kind].read?.(stored);
  return value instanceof Unfit ? new SqlExpression(sql) : value;
}

// Types that other programs declared. SQLite's own rules for affinity come last.
const PATTERNS: [RegExp, ColumnKind][] = [
  [/JSON/, "json"],
  [/BOOL/, "boolean"],
  [/^TIME$/, "any"],
  [/TIME/, "datetime"],
  [/^DATE/, "date"],
  [/^BIGINT$/, "bigint"],
  [/INT/, "integer"],
  [/CHAR|CLOB|TEXT/, "text"],
  [/BLOB/, "bytes"],
  [/REAL|FLOA|DOUB|NUM|DEC/, "float"],
];

function kindOf(type: string): ColumnKind {
  return PATTERNS.find(([pattern]) => pattern.test(type.toUpperCase()))?.[1] ?? "any";
}
