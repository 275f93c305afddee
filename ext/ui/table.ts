/** Tables in a region that scrolls, so that a wide one does not widen the page of a phone. */
import {
  Caption,
  type Child,
  Div,
  type FT,
  Table as TableTag,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
} from "../../mod.ts";
import type { GlobalAttrs } from "../../types.ts";
import { isShown, withClass } from "./attrs.ts";
import { word } from "./messages.ts";

/** A column of {@linkcode Table}: its heading, or more. */
export type TableColumnView<Row, Name extends keyof Row> = string | {
  /** The heading. */
  label: Child;
  /** At which side of the column its values are: numbers at the end. */
  align?: "start" | "end";
  /** Makes the content of a cell. Default: the value. */
  show?: (value: Row[Name], row: Row) => Child;
};

/** The columns of {@linkcode Table}, by the name of what they show. */
export type TableColumns<Row> = { readonly [Name in keyof Row]?: TableColumnView<Row, Name> };

/** The attributes of {@linkcode Table}. */
export interface UiTableAttrs<Row> extends GlobalAttrs {
  /** What it is a table of, for screen readers. */
  label: string;
  /** The rows. */
  rows?: Iterable<Row>;
  /** The columns. The first one names the row. */
  columns?: TableColumns<Row>;
  /** A sentence below it. */
  caption?: Child;
  /** Attributes of a row, such as its id. */
  rowAttrs?: (row: Row) => GlobalAttrs;
  /** What is shown where there are no rows. */
  empty?: Child;
}

/**
 * Makes a table of rows and columns, or of children that are parts of one. Numbers are at the end of
 * their column.
 *
 * @example
 * ```ts
 * import { Table } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const table = Table({
 *   label: "Guests",
 *   rows: [{ name: "Ann", age: 41 }],
 *   columns: { name: "Name", age: { label: "Age", show: (age) => `${age} years` } },
 * });
 * match(`${table}`, /<th scope="row">Ann<\/th><td class="ui-num">41 years<\/td>/);
 * ```
 */
export function Table<Row extends object>(
  attrs: UiTableAttrs<Row>,
  ...children: Child[]
): FT {
  const { label, rows, columns = {}, caption, rowAttrs, empty, ...rest } = attrs;
  const views = Object.entries(columns) as [keyof Row & string, TableColumnView<Row, keyof Row>][];
  const all = rows && [...rows];
  const toCell = (row: Row, at: number): FT => {
    const [name, view] = views[at]!;
    const value = row[name];
    const { show = undefined, align = undefined } = typeof view === "string" ? {} : view;
    const isNumber = typeof value === "number" || typeof value === "bigint";
    const cls = (align ? align === "end" : isNumber) && "ui-num";
    const content = show ? show(value, row) : value as Child;
    return at === 0 ? Th({ scope: "row", cls }, content) : Td({ cls }, content);
  };
  const isEnd = (at: number) => {
    const [name, view] = views[at]!;
    if (typeof view !== "string" && view.align) return view.align === "end";
    return ["number", "bigint"].includes(typeof all?.[0]?.[name]);
  };
  return Div(
    { cls: "ui-scroll", tabindex: "0", role: "region", aria_label: label },
    TableTag(
      withClass(rest, "ui-table"),
      isShown(caption) && Caption(caption),
      views.length > 0 && Thead(
        Tr(views.map(([_, view], at) =>
          Th(
            { scope: "col", cls: isEnd(at) && "ui-num" },
            typeof view === "string" ? view : view.label,
          )
        )),
      ),
      all && Tbody(
        all.map((row) => Tr(rowAttrs?.(row) ?? {}, views.map((_, at) => toCell(row, at)))),
        all.length === 0 &&
          Tr(Td({ colspan: views.length, cls: "ui-muted" }, empty ?? word("nothingYet"))),
      ),
      children,
    ),
  );
}
