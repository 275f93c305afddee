/** A table of a database that a user searches, filters, sorts and pages through. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { type Child, Div, type FT, P } from "../../mod.ts";
import type { AnyFilter, AnyRow, ColumnName, Maybe, OrderTerm } from "../../types.ts";
import { then } from "../maybe.ts";
import { LinkButton } from "./button.ts";
import {
  type AnyOptions,
  fail,
  type RowSource,
  searchColumns,
  toFilters,
  toOrder,
  toSorting,
  toWhere,
} from "./data_table_query.ts";
import { PageQuery } from "./data_table_state.ts";
import { toBar, toHidden } from "./data_table_bar.ts";
import { toBulk } from "./data_table_bulk.ts";
import { type TablePlan, toSteps } from "./data_table_plan.ts";
import { toTable } from "./data_table_rows.ts";
import type { AnyTable, DataTableOptions, TableWords } from "./data_table_types.ts";
import { EmptyState } from "./layout.ts";
import { write } from "./messages.ts";
import { Pagination } from "./nav.ts";

const checkOptions = makeOptionCheck<AnyOptions>("make a data table", {
  state: true,
  at: true,
  columns: true,
  label: true,
  search: true,
  filters: true,
  order: true,
  pageSize: true,
  pageSizes: true,
  where: true,
  bulkActions: true,
  rowActions: true,
  rowAttrs: true,
  actions: true,
  empty: true,
  caption: true,
  name: true,
  words: true,
});

/**
 * Makes a table that a user searches, filters, sorts by its headings and pages through. What it
 * shows is in the URL of the page, so a link leads to it, and so does the way back. With htmx each
 * step swaps the rows alone; without scripts the same links and forms load the page.
 *
 * Of an asynchronous database the element has its content as a promise, which the page waits for.
 *
 * @example
 * ```ts
 * import { database, fastApp } from "@fasthtml/fasthtml";
 * import { DataTable, tableState, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * class Customer { id = 0; name = ""; spent = 0.5; }
 * const customers = database(":memory:").create(Customer);
 * customers.insertAll([{ name: "Ann", spent: 9 }, { name: "Bob", spent: 20 }]);
 *
 * const { app, rt } = fastApp(ui());
 * const index = rt.get("/", tableState, (state) =>
 *   DataTable(customers, {
 *     state,
 *     at: index,
 *     search: ["name"],
 *     columns: { name: true, spent: { label: "Spent", show: (euros) => `€ ${euros}` } },
 *   }));
 *
 * const page = await (await app.request(index.to({ q: "ann" }))).text();
 * match(page, /<th scope="row">Ann<\/th><td class="ui-num">€ 9<\/td>/);
 * match(page, /1 row/);
 * ```
 */
export function DataTable<
  Row extends object,
  Key,
  Async extends boolean,
  Required extends keyof Row = never,
>(table: AnyTable<Row, Key, Async, Required>, options: DataTableOptions<Row>): FT {
  checkOptions(options);
  const source = table as unknown as RowSource, given = options as unknown as AnyOptions;
  const words = { ...toWords(), ...given.words };
  const id = `${given.name ?? source.table}-table`.replace(/[^\w-]+/g, "-");
  const query = toPageQuery(given);
  const plan: TablePlan = { source, options: given, query, words, id };
  const content = then(source.ready(), () => toContent(plan));
  // Where the handler throws before the page waits for it, its error has no other reader.
  if (content instanceof Promise) content.catch(() => {});
  return Div({ id, cls: "ui-card ui-data" }, content);
}

/**
 * Returns the rows that a {@linkcode DataTable} with these options shows on all of its pages: for a
 * file, or for what is to happen to all of them.
 *
 * @example
 * ```ts
 * import { database } from "@fasthtml/fasthtml";
 * import { tableQuery } from "@fasthtml/fasthtml/ext/ui";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Customer { id = 0; name = ""; }
 * const customers = database(":memory:").create(Customer);
 * customers.insertAll([{ name: "Ann" }, { name: "Bob" }, { name: "Hanna" }]);
 *
 * const url = new URL("http://localhost/?q=ann&sort=-name");
 * const { where, orderBy } = tableQuery(customers, {
 *   state: { url },
 *   at: "/",
 *   columns: { name: true },
 *   search: ["name"],
 * });
 * deepStrictEqual(customers(where, { orderBy }).map(({ name }) => name), ["Hanna", "Ann"]);
 * ```
 */
export function tableQuery<
  Row extends object,
  Key,
  Async extends boolean,
  Required extends keyof Row = never,
>(
  table: AnyTable<Row, Key, Async, Required>,
  options: DataTableOptions<Row>,
): { where: AnyFilter<Row>; orderBy: OrderTerm<ColumnName<Row>>[] } {
  checkOptions(options);
  const source = table as unknown as RowSource, given = options as unknown as AnyOptions;
  const query = toPageQuery(given);
  return {
    where: toWhere(source, given, query) as AnyFilter<Row>,
    orderBy: toOrder(source, given, query) as OrderTerm<ColumnName<Row>>[],
  };
}

/** The words of a table, in the language of the request that it is made in. */
function toWords(): TableWords {
  return {
    search: write("search"),
    go: write("show"),
    all: write("all"),
    nothing: write("nothingFound"),
    empty: write("nothingYet"),
    clear: write("showAll"),
    rows: write("rows"),
    chooseAll: write("chooseAll"),
    chosen: write("chosen"),
    actions: write("actions"),
    cancel: write("cancel"),
    yes: write("yes"),
    no: write("no"),
    count: (first, last, total) => {
      if (total === 0) return write("noRows");
      if (first > 1 || last < total) return write("rowsOf", { first, last, n: total });
      return total === 1 ? write("oneRow") : write("rowsInAll", { n: total });
    },
  };
}

const PAGE_SIZE = 20;

function toPageQuery({ state, at, name, filters = {}, ...options }: AnyOptions): PageQuery {
  if (name !== undefined && !/^[A-Za-z]\w*$/.test(name)) {
    fail(`the name is ${JSON.stringify(name)}`, "a letter, then letters, digits and _");
  }
  const { pageSize = PAGE_SIZE } = options;
  return new PageQuery(state.url, { at, name, filters: Object.keys(filters), pageSize });
}

function toContent(plan: TablePlan): Maybe<Child> {
  const { source, options, query } = plan;
  const filters = toFilters(source, options);
  searchColumns(source, options);
  const size = toSize(options, query);
  const where = toWhere(source, options, query);
  return then(source.count(where), (total) => {
    const pages = Math.max(1, Math.ceil(total / size));
    const page = Math.min(toPage(query.read("page")), pages);
    const offset = (page - 1) * size;
    const orderBy = toOrder(source, options, query);
    const found = total > 0 ? source(where, { orderBy, limit: size, offset }) : [];
    return then(
      found,
      (rows) => [toBar(plan, filters, size), toRows(plan, { rows, total, page, pages, offset })],
    );
  });
}

/** The size of a page: one that the program offers. */
function toSize(
  { pageSize = PAGE_SIZE, pageSizes = [] }: AnyOptions,
  query: PageQuery,
): number {
  for (const size of [pageSize, ...pageSizes]) {
    if (!Number.isSafeInteger(size) || size < 1) fail(`the size of a page is ${size}`, "1 or more");
  }
  return pageSizes.find((size) => `${size}` === query.read("size")) ?? pageSize;
}

/** The number of a page, which is the first where it is none. */
function toPage(text: string): number {
  return /^\d{1,15}$/.test(text) ? Math.max(1, Number(text)) : 1;
}

interface FoundRows {
  readonly rows: readonly AnyRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly offset: number;
}

function toRows(plan: TablePlan, { rows, total, page, pages, offset }: FoundRows): Child {
  const { source, options, query, words, id } = plan;
  const steps = toSteps(plan);
  const href = (page: number) => query.to({ page });
  return [
    Div(
      { id: `${id}-rows`, cls: "ui-data-rows" },
      toHidden(plan),
      rows.length > 0
        ? [toTable(plan, rows, toSorting(source, options, query)), toBulk(plan)]
        : toEmpty(plan),
      pages > 1 && Pagination({
        ...steps,
        id: `${id}-pages`,
        cls: "ui-data-pages",
        page,
        pages,
        href,
        link: (page) => ({ hx_get: href(page) }),
      }),
    ),
    // Not among what is swapped: screen readers read what changes in an element that stays.
    P(
      { id: `${id}-count`, cls: "ui-data-count", role: "status" },
      words.count(total && offset + 1, offset + rows.length, total),
    ),
  ];
}

/** What is said where there are no rows. The focus of the link to all of them goes to the table. */
function toEmpty(plan: TablePlan): Child {
  const { options, query, words, id } = plan;
  if (!query.isNarrowed()) return options.empty ?? EmptyState({ title: words.empty });
  const href = query.all();
  return EmptyState({
    title: words.nothing,
    icon: "search-x",
    actions: LinkButton(words.clear, {
      id: `${id}-view`,
      name: null,
      href,
      hx_get: href,
      hx_target: `#${id}`,
      hx_select: `#${id}`,
      hx_swap: "outerHTML",
      hx_push_url: "true",
    }),
  });
}
