/** The list of a table: search, filters, order, pages, and what is done with chosen rows. */
import {
  A,
  type Child,
  Div,
  Form,
  type FT,
  Hidden,
  Input,
  P,
  Span,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
} from "../../mod.ts";
import type { AnyRow, TableColumn } from "../../types.ts";
import {
  Button,
  Card,
  Field,
  FieldForm,
  LinkButton,
  Pagination,
  Row,
  Stack,
  Table,
} from "../ui.ts";
import { type Labelled, type Links, toCell } from "./cells.ts";
import { type Choices, toLabels, toSearch } from "./choices.ts";
import { word } from "./messages.ts";
import { isSortable, type ListState, toParams, toQuery } from "./state.ts";
import type { ManagedTable, View } from "./tables.ts";

/** What a list shows. */
export interface ListView {
  readonly table: ManagedTable;
  readonly view: View;
  readonly state: ListState;
  readonly links: Links;
  readonly rows: readonly AnyRow[];
  readonly count: number;
  readonly pages: number;
  /** What rows of other tables are called, by the column that refers to them. */
  readonly labels: ReadonlyMap<string, Labelled>;
  /** The rows that a filter of a reference may choose. */
  readonly choices: ReadonlyMap<string, Choices>;
  /** What may be done with chosen rows: the texts of buttons. */
  readonly actions: readonly string[];
  readonly mayDelete: boolean;
  /** Whether all rows of the page are chosen at first. */
  readonly isAll: boolean;
}

/** The id of what a search changes. */
export const ROWS_ID = "admin-rows";

/** The search and the filters of a list. */
export function Filters({ table, view, state, links, choices }: ListView): Child {
  if (view.search.length === 0 && view.filters.length === 0) return undefined;
  const url = links.list(table);
  const live = {
    hx_get: url,
    hx_target: `#${ROWS_ID}`,
    hx_swap: "outerHTML",
    hx_trigger: "input delay:300ms, submit",
  } as const;
  const filters = view.filters.flatMap((column, i) =>
    toFilterFields(
      { table, column, state, links, choices: choices.get(column.name) },
      `filter-${i}`,
    )
  );
  const { sort } = state;
  return Card(FieldForm(
    { method: "get", action: url, role: "search", enctype: null, ...live },
    Div(
      { cls: "ui-row" },
      view.search.length > 0 && Field({
        name: "q",
        id: "admin-q",
        type: "search",
        label: word("search"),
        value: state.q,
        maxlength: 200,
        icon: "search",
        data_ui_key: "k",
      }),
      filters,
    ),
    sort && Hidden(`${sort.descending ? "-" : ""}${sort.name}`, { name: "sort", id: null }),
    Row(
      Button(word("search"), { variant: "primary", size: "sm" }),
      LinkButton(word("clear"), { href: url, size: "sm", variant: "ghost" }),
    ),
  ));
}

function toFilterFields(
  { table, column, state, links, choices }: {
    table: ManagedTable;
    column: TableColumn;
    state: ListState;
    links: Links;
    choices: Choices | undefined;
  },
  id: string,
): FT[] {
  const label = table.labelOf(column);
  const params = toParams(column);
  if (params.length > 1) {
    return params.map((name, i) =>
      Field({
        name,
        id: `${id}-${i}`,
        type: "date",
        label: word(i === 0 ? "from" : "to", { column: label }),
        value: state.filters.get(name) ?? "",
      })
    );
  }
  const name = params[0]!;
  const value = state.filters.get(name) ?? "";
  const known = table.choicesOf(column) ??
    (column.kind === "boolean" ? { true: word("yes"), false: word("no") } : undefined) ??
    (choices && !choices.isMore ? toLabels(choices) : undefined);
  if (known) {
    return [Field({ name, id, type: "select", label, value, empty: word("any"), choices: known })];
  }
  return [
    Field({
      name,
      id,
      label,
      value,
      ...choices && toSearch(links, { table, column, id, choices }),
    }),
  ];
}

/** The rows of a list, with what goes with them. */
export function Rows(list: ListView): FT {
  const { table, state, links, rows, count, pages, actions, mayDelete } = list;
  const isChosen = rows.length > 0 && (actions.length > 0 || mayDelete);
  const inTable = RowsTable(list, isChosen);
  return Div(
    { id: ROWS_ID },
    Stack(
      P(count === 1 ? word("oneRow") : word("manyRows", { n: count }), {
        role: "status",
        cls: "ui-muted",
      }),
      rows.length === 0 ? Card(P(word("noRows"), { cls: "ui-muted" })) : isChosen
        ? Form(
          { method: "post", action: links.page(table, "act"), enctype: null },
          Stack({ gap: "sm" }, Chosen(list), Card(inTable)),
        )
        : Card(inTable),
      pages > 1 && Pagination({
        page: state.page,
        pages,
        href: (page) => links.list(table, toQuery({ ...state, page })),
      }),
    ),
  );
}

function Chosen({ table, state, links, actions, mayDelete, isAll }: ListView): FT {
  const query = toQuery(state);
  const all = isAll ? query : `${query}${query === "" ? "?" : "&"}all=1`;
  return Row(
    { role: "group", aria_label: word("withChosen") },
    actions.map((name) => Button(name, { name: "action", value: name, size: "sm" })),
    mayDelete &&
      Button(word("delete"), {
        name: "delete",
        value: "1",
        size: "sm",
        tone: "danger",
        icon: "trash-2",
      }),
    A(word(isAll ? "chooseNone" : "chooseAll"), { href: links.list(table, all) }),
  );
}

function RowsTable(list: ListView, isChosen: boolean): FT {
  const { table, view, state, links, rows } = list;
  return Table(
    { label: table.title },
    Thead(Tr(
      isChosen && Th({ scope: "col" }, Span(word("choose"), { cls: "ui-hidden" })),
      view.list.map((column) => Heading({ table, view, state, links, column })),
    )),
    Tbody(rows.map((row) => RowOf(list, row, isChosen))),
  );
}

function Heading(
  { table, view, state, links, column }: {
    table: ManagedTable;
    view: View;
    state: ListState;
    links: Links;
    column: TableColumn;
  },
): FT {
  const { name } = column;
  const label = table.labelOf(column);
  const { sort } = state;
  const isSorted = sort?.name === name;
  const cls = isNumber(column) && column !== view.list[0] && "ui-num";
  if (!isSortable(column)) return Th({ scope: "col", cls }, label);
  const descending = isSorted && !sort.descending;
  const query = toQuery({ ...state, page: 1, sort: { name, descending } });
  return Th(
    {
      scope: "col",
      cls,
      aria_sort: isSorted ? sort.descending ? "descending" : "ascending" : null,
    },
    A(label, isSorted && Span(sort.descending ? " ↓" : " ↑", { aria_hidden: "true" }), {
      href: links.list(table, query),
    }),
  );
}

function RowOf(list: ListView, row: AnyRow, isChosen: boolean): FT {
  const { table, view, links, labels, isAll } = list;
  const key = table.toKeyText(view, row);
  const label = table.toLabel(view, row);
  const choose = key !== undefined && Input({
    type: "checkbox",
    name: "key",
    value: key,
    checked: isAll,
    id: null,
    cls: "ui-check",
    aria_label: word("chooseRow", { row: label }),
  });
  return Tr(
    isChosen && Td(choose),
    view.list.map((column, i) => {
      const value = row[column.name];
      const { show } = table.fieldOf(column.name);
      const known = table.choicesOf(column);
      const content = show
        ? show(value, row)
        : known && Object.hasOwn(known, `${value}`)
        ? known[`${value}`]
        : toCell(column, value, { links, labelled: i === 0 ? undefined : labels.get(column.name) });
      if (i > 0) return Td({ cls: isNumber(column) && "ui-num" }, content);
      const isNamed = key !== undefined && value !== null && value !== "";
      const name = key === undefined
        ? content
        : A(isNamed ? content : label === "" ? word("empty") : label, {
          href: links.page(table, "edit", { key }),
        });
      return Th({ scope: "row" }, name);
    }),
  );
}

function isNumber({ kind, references }: TableColumn): boolean {
  return !references && (kind === "integer" || kind === "float" || kind === "bigint");
}
