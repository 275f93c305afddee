/** The rows of a data table: headings that sort, boxes that choose, cells. */
import {
  A,
  Caption,
  type Child,
  Div,
  type FT,
  Input,
  Label,
  say,
  Span,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Time,
  Tr,
} from "../../mod.ts";
import type { AnyRow } from "../../types.ts";
import { isShown, toIcon } from "./attrs.ts";
import { labelOf, type TablePlan, toJson, toLabel, toSteps } from "./data_table_plan.ts";
import { columnOf, isSortable, shownColumns, type Sorting } from "./data_table_query.ts";
import { choiceLabel, fieldView } from "./field_view.ts";

/** The table itself, in a region that scrolls. */
export function toTable(plan: TablePlan, rows: readonly AnyRow[], sorting?: Sorting): FT {
  const { id, options, words } = plan;
  const { bulkActions, rowActions, rowAttrs, caption } = options;
  const names = shownColumns(options);
  const columns = names.map((name) => ({
    show: makeShow(plan, name),
    cls: isAtEnd(plan, name) && "ui-num",
  }));
  const bulk = bulkActions && `${id}-bulk`;
  const all = bulk && Input({
    ...toBox(bulk),
    id: null,
    name: null,
    aria_label: words.chooseAll,
    data_ui_all: true,
  });
  const toRow = (row: AnyRow, at: number) => {
    const head = `${id}-row-${at + 1}`;
    const box = bulk && Input({
      ...toBox(bulk),
      id: null,
      name: KEYS,
      value: keyOf(plan, row),
      aria_labelledby: head,
    });
    return Tr(
      rowAttrs?.(row) ?? {},
      box && Td({ cls: "ui-data-choose" }, Label(box)),
      columns.map(({ show, cls }, index) => {
        const content = show(row);
        if (index > 0) return Td({ cls }, content);
        return Th(
          { scope: "row", cls, id: bulk ? head : undefined },
          isShown(content) ? content : "–",
        );
      }),
      rowActions && Td({ cls: "ui-data-actions" }, Div({ cls: "ui-row" }, rowActions(row))),
    );
  };
  return Div(
    {
      id: `${id}-view`,
      cls: "ui-scroll",
      tabindex: "0",
      role: "region",
      aria_label: toLabel(plan),
    },
    Table(
      { cls: "ui-table" },
      isShown(caption) && Caption(caption),
      Thead(
        Tr(
          toSteps(plan),
          all && Th({ scope: "col", cls: "ui-data-choose" }, Label(all)),
          names.map((name) => toHead(plan, name, sorting)),
          rowActions && Th({ scope: "col" }, Span(words.actions, { cls: "ui-hidden" })),
        ),
      ),
      Tbody(rows.map(toRow)),
    ),
  );
}

/** A heading: a link, where the table can be sorted by it. */
function toHead(plan: TablePlan, name: string, sorting: Sorting | undefined): FT {
  const { source, options, query, id } = plan;
  const label = labelOf(plan, name);
  const cls = isAtEnd(plan, name) && "ui-num";
  if (!isSortable(source, options, name)) return Th({ scope: "col", cls }, label);
  const isCurrent = sorting?.name === name;
  const isUp = isCurrent && !sorting.descending;
  const href = query.to({ sort: isUp ? `-${name}` : name });
  const icon = !isCurrent ? "chevrons-up-down" : isUp ? "arrow-up" : "arrow-down";
  return Th(
    {
      scope: "col",
      cls,
      aria_sort: isCurrent ? isUp ? "ascending" : "descending" : undefined,
    },
    A(
      { id: `${id}-by-${name}`, name: null, cls: "ui-sort", href, hx_get: href },
      label,
      toIcon(icon),
    ),
  );
}

/** The name of the boxes: what a handler of a bulk action declares. */
const KEYS = "keys";

function toBox(form: string) {
  return { type: "checkbox", cls: "ui-check", form, autocomplete: "off" } as const;
}

/** A key as text: of several columns, a list in JSON. */
function keyOf({ source }: TablePlan, row: AnyRow): string {
  const values = source.pks.map((name) => row[name]);
  if (values.length === 1 && !(values[0] instanceof Date)) return `${values[0]}`;
  return toJson(values.length === 1 ? values[0] : values);
}

function isAtEnd({ source, options }: TablePlan, name: string): boolean {
  const view = options.columns[name];
  if (typeof view === "object" && view.align) return view.align === "end";
  return ["integer", "float", "bigint"].includes(columnOf(source, name)?.kind ?? "");
}

/** Makes the content of a column's cells: as the program shows it, or the value in words. */
function makeShow({ source, options, words }: TablePlan, name: string): (row: AnyRow) => Child {
  const view = options.columns[name];
  if (typeof view === "object" && view.show) return (row) => view.show!(row[name], row);
  const { choices } = fieldView(source, name);
  const isDay = columnOf(source, name)?.kind === "date";
  return ({ [name]: value }) => {
    if (choices) return choiceLabel({ choices }, value);
    if (typeof value === "boolean") return value ? words.yes : words.no;
    if (value instanceof Date) return toTime(value, isDay);
    if (value instanceof Uint8Array) return say({ key: "bytes", values: { n: value.length } });
    if (typeof value === "object" && value !== null) return cut(toJson(value));
    return value as Child;
  };
}

/** A day, or a time of UTC to the minute. */
function toTime(value: Date, isDay: boolean): FT {
  const iso = value.toISOString();
  const day = iso.slice(0, 10);
  return isDay
    ? Time({ datetime: day }, day)
    : Time({ datetime: iso }, `${day} ${iso.slice(11, 16)}`);
}

const MAX_JSON = 80;

function cut(text: string): string {
  return text.length > MAX_JSON ? `${text.slice(0, MAX_JSON)}…` : text;
}
