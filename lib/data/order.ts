/** The order of rows: `orderBy` as a list of columns. */
import { DataError, shown } from "./errors.ts";
import type { TableColumn, TableShape } from "./types.ts";

/** One column to sort by. */
export interface Order {
  readonly column: TableColumn;
  readonly descending: boolean;
}

/** Reads `"priority desc, -id"`. Each name must be a column, so no SQL can be injected here. */
export function toOrder(
  shape: TableShape,
  orderBy: string | readonly string[] | undefined,
): Order[] {
  if (orderBy === undefined) return [];
  const terms = typeof orderBy === "string" ? orderBy.split(",") : orderBy;
  return terms.map((term) => {
    const text = term.trim();
    const isMinus = text.startsWith("-");
    const [ending, direction] = /\s(asc|desc)$/i.exec(text) ?? [""];
    const name = text.slice(isMinus ? 1 : 0, text.length - ending.length).trim();
    if (!name) throw new DataError(`Cannot sort by ${shown(term)}: expected a column`);
    const isDescending = direction?.toLowerCase() === "desc";
    return { column: shape.column(name), descending: isDescending !== isMinus };
  });
}
