/** What columns refer to: rows of other tables of the admin, by what they are called. */
import { contains, NotFoundError, or, type RequestContext } from "../../mod.ts";
import type { AnyFilter, AnyRow, TableColumn } from "../../types.ts";
import { toOrderBy } from "./state.ts";
import type { ManagedTable, View } from "./tables.ts";
import { fromText, toText } from "./values.ts";

/** The table that a column refers to, and its column there. */
export interface Target {
  readonly table: ManagedTable;
  readonly view: View;
  readonly column: TableColumn;
}

/** A row that may be chosen: the text of its value, and what it is called. */
export interface Choice {
  readonly text: string;
  readonly label: string;
}

/** More rows than these are searched, and not listed. */
export const MOST_CHOICES = 50;

/** The tables that columns of one refer to, of those that the user may see. */
export class References {
  readonly #tables: readonly ManagedTable[];
  readonly #context: RequestContext;

  /** Takes all tables of the admin, and the request. */
  constructor(tables: readonly ManagedTable[], context: RequestContext) {
    this.#tables = tables;
    this.#context = context;
  }

  /** What a column refers to; undefined where that is not shown to the user. */
  async find(from: ManagedTable, { references }: TableColumn): Promise<Target | undefined> {
    if (!references) return undefined;
    const table = this.#tables.find((one) =>
      one.db === from.db && one.rows.table === references.table
    );
    if (!table || !await table.may("see", undefined, this.#context)) return undefined;
    const view = await table.open();
    const column = view.columns.find(({ name }) => name === references.column);
    return column && { table, view, column };
  }

  /** The columns of other tables that refer to one, of those that the user may see. */
  async findReferrers(to: ManagedTable): Promise<Target[]> {
    const all: Target[] = [];
    for (const table of this.#tables) {
      if (table.db !== to.db || !await table.may("see", undefined, this.#context)) continue;
      const view = await table.open();
      for (const column of view.columns) {
        if (column.references?.table === to.rows.table) all.push({ table, view, column });
      }
    }
    return all;
  }
}

/** The rows that may be chosen: all, or those with a text in them. One more than are shown. */
export async function findChoices(
  { table, view, column }: Target,
  q = "",
): Promise<Choice[]> {
  const limit = MOST_CHOICES + 1;
  const orderBy = toOrderBy(view, {});
  const where = toWhere({ table, view, column }, q);
  if (!where) return [];
  const rows = await table.rows(where, { limit, orderBy, select: view.read });
  return rows.map((row) => ({
    text: toText(column, row[column.name]),
    label: table.toLabel(view, row),
  }));
}

/** What the rows of values are called, by the texts of the values. */
export async function findLabels(
  { table, view, column }: Target,
  values: readonly unknown[],
): Promise<Map<string, { label: string; key: string | undefined }>> {
  const all = [...new Set(values)].filter((value) => value !== null && value !== undefined);
  if (all.length === 0) return new Map();
  const rows = await table.rows({ [column.name]: all }, { select: view.read });
  return new Map(rows.map((row) => [toText(column, row[column.name]), {
    label: table.toLabel(view, row),
    key: table.toKeyText(view, row),
  }]));
}

/** Whether there is a row of a value. */
export async function hasRow({ table, column }: Target, value: unknown): Promise<boolean> {
  try {
    return await table.rows.count({ [column.name]: value }) > 0;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}

function toWhere({ view, column }: Target, q: string): AnyFilter<AnyRow> | undefined {
  const text = q.replaceAll("\0", "").trim().slice(0, 200).toWellFormed();
  if (text === "") return {};
  const found = contains(text, { ignoreCase: true });
  const parts: AnyFilter<AnyRow>[] = view.search.map(({ name }) => ({ [name]: found }));
  const exact = fromText({ kind: column.kind }, text);
  if ("value" in exact && exact.value !== null) parts.push({ [column.name]: exact.value });
  return parts.length > 0 ? or<AnyRow>(...parts) as object as AnyFilter<AnyRow> : undefined;
}
