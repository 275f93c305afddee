/** Which rows a data table shows, and in which order: conditions that every database knows. */
import { and, contains, or, type RowClass } from "../../mod.ts";
import type { AnyFilter, AnyRow, Maybe, OrderBy, TableColumn } from "../../types.ts";
import { findNearest } from "../../lib/option_check.ts";
import type { PageQuery } from "./data_table_state.ts";
import type { DataFilter, DataTableOptions } from "./data_table_types.ts";
import type { Choices } from "./field.ts";
import { fieldView } from "./field_view.ts";
import { word } from "./messages.ts";

/** What a data table needs of a table. */
export interface RowSource {
  readonly table: string;
  readonly Row: RowClass;
  readonly columns: readonly TableColumn[];
  readonly pks: readonly string[];
  ready(): Maybe<void>;
  count(where: AnyFilter<AnyRow>): Maybe<number>;
  (
    where: AnyFilter<AnyRow>,
    options: { orderBy: readonly string[]; limit: number; offset: number },
  ): Maybe<AnyRow[]>;
}

/** The options of a table whose rows are not typed. */
export type AnyOptions = DataTableOptions<AnyRow>;

/** The column that a table is sorted by. */
export interface Sorting {
  readonly name: string;
  readonly descending: boolean;
}

/** A filter with the values that it takes; without them the user types one. */
export interface Filter {
  readonly name: string;
  readonly options: Exclude<DataFilter<AnyRow>, true>;
  /** What may be chosen, or undefined where the user types a value. */
  readonly choices: Choices | undefined;
  /** The values of the choices, as they are in the query. */
  readonly values: ReadonlySet<string>;
}

/** Throws for what the program has written. */
export function fail(found: string, expected: string): never {
  throw new TypeError(`Cannot make a data table: ${found}, expected ${expected}`);
}

/** The columns that are shown, by their names. */
export function shownColumns({ columns }: AnyOptions): string[] {
  const names = Object.keys(columns).filter((name) => columns[name]);
  if (names.length === 0) fail("columns are empty", "one that names the row");
  return names;
}

/** The column of a table, or undefined for what only its rows have, such as a getter. */
export function columnOf(source: RowSource, name: string): TableColumn | undefined {
  return source.columns.find((column) => column.name === name);
}

const SORTED = ["text", "integer", "float", "bigint", "boolean", "date", "datetime"];

/** Whether the user may sort by a column: it is shown, and its values have an order. */
export function isSortable(source: RowSource, { columns }: AnyOptions, name: string): boolean {
  const view = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (!view || typeof view === "object" && view.sort === false) return false;
  return SORTED.includes(columnOf(source, name)?.kind ?? "");
}

/** What a table is sorted by: what the user says, or the first column of the program's order. */
export function toSorting(
  source: RowSource,
  options: AnyOptions,
  query: PageQuery,
): Sorting | undefined {
  const text = query.read("sort");
  const name = text.replace(/^-/, "");
  if (name && isSortable(source, options, name)) return { name, descending: text[0] === "-" };
  const [first] = toTerms(options.order);
  if (!first) return undefined;
  const [column = "", direction] = first.replace("-", " ").trim().split(" ");
  const isMinus = first[0] === "-";
  return { name: column, descending: (direction?.toLowerCase() === "desc") !== isMinus };
}

/** The order of the rows. The key is its end, so that no row is on two pages. */
export function toOrder(
  source: RowSource,
  options: AnyOptions,
  query: PageQuery,
): string[] {
  const text = query.read("sort");
  const isChosen = isSortable(source, options, text.replace(/^-/, ""));
  return [...isChosen ? [text] : [], ...toTerms(options.order), ...source.pks];
}

function toTerms(order: OrderBy<AnyRow> | undefined): string[] {
  const terms = typeof order === "string" ? order.split(",") : order ?? [];
  return terms.map((term) => term.trim());
}

/** The condition of the rows: the program's own, the search, and the filters. */
export function toWhere(
  source: RowSource,
  options: AnyOptions,
  query: PageQuery,
): AnyFilter<AnyRow> {
  const parts: AnyFilter<AnyRow>[] = [];
  if (options.where !== undefined) parts.push(options.where);
  const columns = searchColumns(source, options);
  if (columns.length > 0) {
    for (const word of query.words()) parts.push(toMatch(columns, word));
  }
  for (const filter of toFilters(source, options)) {
    const condition = toCondition(source, filter, query.read(filter.name));
    if (condition) parts.push(condition);
  }
  return and(...parts) as AnyFilter<AnyRow>;
}

/** The columns that the search looks into. Each is shown: no one finds out what is not. */
export function searchColumns(source: RowSource, options: AnyOptions): TableColumn[] {
  const shown = shownColumns(options);
  return (options.search ?? []).map((name) => {
    const column = columnOf(source, name);
    if (!column || !shown.includes(name)) {
      const near = findNearest(name, shown);
      fail(`search names "${name}"`, near ? `"${near}"` : "columns that are shown");
    }
    if (["text", "integer", "bigint"].includes(column.kind)) return column;
    return fail(`search names "${name}", a ${column.kind}`, "texts and whole numbers");
  });
}

/** A text has the word in it; a number is the word. */
function toMatch(columns: readonly TableColumn[], word: string): AnyFilter<AnyRow> {
  const parts = columns.flatMap(({ name, kind }): AnyFilter<AnyRow>[] => {
    if (kind === "text") return [{ [name]: contains(word, { ignoreCase: true }) }];
    if (!/^-?\d{1,15}$/.test(word)) return [];
    return [{ [name]: kind === "bigint" ? BigInt(word) : Number(word) }];
  });
  // A word is no number: nothing is one of no values.
  return parts.length > 0 ? or(...parts) as AnyFilter<AnyRow> : { [columns[0]!.name]: [] };
}

/** The filters with their values. */
export function toFilters(source: RowSource, { filters = {}, words }: AnyOptions): Filter[] {
  return Object.entries(filters).map(([name, given]) => {
    if (["q", "sort", "size", "page", "keys"].includes(name)) {
      fail(`a filter is "${name}"`, "a name that the table does not use itself");
    }
    const options = given === true ? {} : given;
    const column = columnOf(source, name);
    if (!column && !options.where) {
      const near = findNearest(name, source.columns.map((one) => one.name));
      fail(`a filter is "${name}"`, near ? `"${near}"` : "a column, or the option where");
    }
    const choices: Choices | undefined = options.choices ??
      fieldView(source, name).choices as Choices | undefined ??
      column?.choices as readonly (string | number)[] | undefined ??
      (column?.kind === "boolean"
        ? {
          true: words?.yes ?? `${word("yes")}`,
          false: words?.no ?? `${word("no")}`,
        }
        : undefined);
    if (!choices && !options.where) {
      fail(`the filter "${name}" has no choices`, "choices, or the option where");
    }
    const values = Array.isArray(choices) ? choices.map(String) : Object.keys(choices ?? {});
    return { name, options, choices, values: new Set(values) };
  });
}

/** The condition of a filter, or undefined where the user has chosen nothing that it knows. */
function toCondition(
  source: RowSource,
  { name, options, choices, values }: Filter,
  value: string,
): AnyFilter<AnyRow> | undefined {
  if (value === "" || choices && !values.has(value)) return undefined;
  if (options.where) return options.where(value);
  switch (columnOf(source, name)?.kind) {
    case "boolean":
      return { [name]: value === "true" };
    case "integer":
    case "float":
      return { [name]: Number(value) };
    case "bigint":
      return { [name]: BigInt(value) };
    default:
      return { [name]: value };
  }
}
