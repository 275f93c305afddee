/** What a list shows of its table: search, filters, order and page, all of them in the URL. */
import { and, contains, gte, lt, lte, or } from "../../mod.ts";
import type { AnyFilter, AnyRow, TableColumn } from "../../types.ts";
import type { View } from "./tables.ts";
import { fromText, toText } from "./values.ts";

/** The state of a list. What a URL says beside this is left out. */
export interface ListState {
  /** The words to search for. */
  readonly q: string;
  /** The column to sort by; undefined for the order of the table. */
  readonly sort: { readonly name: string; readonly descending: boolean } | undefined;
  /** The page, from 1. */
  readonly page: number;
  /** The texts of filters, by their parameter: `is.paid`, `from.at`, `to.at`. */
  readonly filters: ReadonlyMap<string, string>;
}

const LONGEST = 200;
const MOST_WORDS = 8;
const LAST_PAGE = 1_000_000;

/** Reads the state from a URL. Columns that are hidden, and what does not fit, are left out. */
export function readState(view: View, query: URLSearchParams): ListState {
  const q = clean(query.get("q") ?? "").slice(0, LONGEST).toWellFormed();
  const by = query.get("sort") ?? "";
  const terms = [{ name: by, descending: false }];
  if (by.startsWith("-")) terms.unshift({ name: by.slice(1), descending: true });
  const sort = terms.find(({ name }) =>
    view.list.some((column) => column.name === name && isSortable(column))
  );
  const asked = Number(query.get("page") ?? 1);
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), LAST_PAGE) : 1;
  const filters = new Map<string, string>();
  for (const column of view.filters) {
    for (const param of toParams(column)) {
      const text = query.get(param) ?? "";
      const parsed = text === "" ? undefined : readFilter(column, text);
      if (parsed !== undefined) filters.set(param, text);
    }
  }
  return { q, sort, page, filters };
}

/** The query of a URL that has this state. */
export function toQuery({ q, sort, page, filters }: ListState): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  for (const [param, text] of filters) query.set(param, text);
  if (sort) query.set("sort", `${sort.descending ? "-" : ""}${sort.name}`);
  if (page > 1) query.set("page", `${page}`);
  const text = query.toString();
  return text && `?${text}`;
}

/** The parameters of a filter: one, or the first and the last of dates and times. */
export function toParams({ name, kind }: TableColumn): string[] {
  return isTime(kind) ? [`from.${name}`, `to.${name}`] : [`is.${name}`];
}

/** Whether rows can be sorted by a column. */
export function isSortable({ name, kind }: TableColumn): boolean {
  return kind !== "json" && kind !== "any" && name.trim() === name;
}

/** The condition of a state. */
export function toWhere(view: View, { q, filters }: ListState): AnyFilter<AnyRow> {
  const parts: AnyFilter<AnyRow>[] = [];
  if (view.search.length > 0) {
    for (const word of q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)) {
      const found = contains(word, { ignoreCase: true });
      parts.push(toFilter(or<AnyRow>(...view.search.map(({ name }) => ({ [name]: found })))));
    }
  }
  for (const column of view.filters) {
    for (const param of toParams(column)) {
      const text = filters.get(param);
      const condition = text === undefined ? undefined : readFilter(column, text);
      if (condition === undefined) continue;
      parts.push({ [column.name]: toCondition(column, param, condition) });
    }
  }
  return toFilter(and<AnyRow>(...parts));
}

/** The columns to sort by, the key last. */
export function toOrderBy(view: View, { sort }: Partial<Pick<ListState, "sort">>): string[] {
  const terms = sort ? [sort, ...view.order.filter(({ name }) => name !== sort.name)] : view.order;
  // Both signs, as a column may be called "-x", or "x desc".
  return terms.filter(({ name }) => name.trim() === name)
    .map(({ name, descending }) => `-${name} ${descending ? "asc" : "desc"}`);
}

const DAY = 24 * 60 * 60 * 1000;

function toCondition({ kind }: TableColumn, param: string, value: unknown): unknown {
  if (!isTime(kind)) return value;
  if (param.startsWith("from.")) return gte(value);
  return kind === "date" ? lte(value) : lt(new Date((value as Date).getTime() + DAY));
}

/** The value of a filter; undefined for a text that is none. A time is filtered by its day. */
function readFilter(column: TableColumn, text: string): unknown {
  const { kind, items } = column;
  if (kind === "json" || kind === "bytes" || text.length > LONGEST) return undefined;
  const parsed = fromText({ kind: isTime(kind) ? "date" : kind, items }, text);
  if ("error" in parsed || parsed.value === null) return undefined;
  // What is written as the value, and no other text for it, so that a URL has one state.
  return toText({ kind: isTime(kind) ? "date" : kind }, parsed.value) === text.trim()
    ? parsed.value
    : undefined;
}

// To the compiler, a row of any columns could have those of what joins conditions.
function toFilter(combined: object): AnyFilter<AnyRow> {
  return combined as AnyFilter<AnyRow>;
}

function isTime(kind: TableColumn["kind"]): boolean {
  return kind === "date" || kind === "datetime";
}

function clean(text: string): string {
  return text.replaceAll("\0", "").trim();
}
