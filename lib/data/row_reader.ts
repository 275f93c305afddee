/** Rows of the program's own SQL as instances of a class. */
import { DataError } from "./errors.ts";
import { type ColumnKind, Unfit } from "./kinds.ts";
import { shapeOfClass } from "./shape.ts";
import type { AnyRow, RowClass, Store } from "./types.ts";

/**
 * Returns a function that makes rows instances of a class: its fields are read as its types say,
 * other columns are left out. A field that the rows lack is an error, as it would keep its initial
 * value.
 */
export function toRowReader(
  store: Store,
  Row: RowClass<AnyRow>,
): (rows: readonly AnyRow[]) => AnyRow[] {
  const fields = shapeOfClass(Row, { pk: [] }).columns.map(({ name, kind }) => ({
    name,
    kind,
    read: store.codec(kind).read,
  }));
  return (rows) => {
    const missing = rows[0] && fields.find(({ name }) => !Object.hasOwn(rows[0], name));
    if (missing) {
      throw new DataError(
        `Cannot read rows as ${Row.name}: found the columns ${Object.keys(rows[0]).join(", ")}, ` +
          `expected ${missing.name} among them`,
      );
    }
    return rows.map((stored) => {
      const row = new Row();
      for (const { name, kind, read } of fields) {
        const value = stored[name];
        row[name] = value === null ? null : toValue(kind, read ? read(value) : value);
      }
      return row;
    });
  };
}

function toValue(kind: ColumnKind, read: unknown): unknown {
  const value = read instanceof Unfit ? read.value : read;
  // Postgres computes fractions in more digits than a number has.
  const isText = (kind === "float" || kind === "integer") && typeof value === "string";
  return isText && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
