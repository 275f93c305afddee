/** The types of a data table: what a program says of its columns, filters and actions. */
import type { Child } from "../../mod.ts";
import type {
  AnyFilter,
  ColumnName,
  GlobalAttrs,
  InputType,
  Linkable,
  NumberName,
  OrderBy,
  TableVerbs,
  TextName,
} from "../../types.ts";
import type { IconValue } from "./attrs.ts";
import type { Choices } from "./field.ts";
import type { Tone } from "./roles.ts";

/** A column of a data table: its heading, or more. `true` takes the heading from its name. */
export type DataColumn<Row, Name extends keyof Row> = boolean | string | undefined | {
  /** The heading. Default: from the name, so that `firstName` is "First name". */
  label?: Child;
  /** At which side of the column its values are. Default: numbers at the end. */
  align?: "start" | "end";
  /** Makes the content of a cell. Default: the value. */
  show?: (value: Row[Name], row: Row) => Child;
  /** Whether the user may sort by it. Default: yes, unless it holds JSON or bytes. */
  sort?: boolean;
};

/** The columns of a data table, by the name of what they show. The first one names the row. */
export type DataColumns<Row> = {
  readonly [Name in ColumnName<Row> & keyof Row]?: DataColumn<Row, Name>;
};

/** A filter of a data table: `true` for a boolean, or a column that names its choices. */
export type DataFilter<Row> = true | {
  /** What it is by. Default: the heading of its column, or from its name. */
  label?: string;
  /** What may be chosen. Default: yes and no, or the choices of the column. */
  choices?: Choices;
  /** The first entry, which is for no choice. Default: `All`. */
  all?: string;
  /** The kind of its field, where there are no choices. Default: `text`. */
  type?: Extract<InputType, "text" | "search" | "number" | "date" | "month" | "datetime-local">;
  /**
   * Makes the condition of what the user has chosen or typed, or undefined for none. Default: the
   * column has that value.
   */
  where?: (value: string) => AnyFilter<Row> | undefined;
};

/** What the user does with the rows that they have chosen: a route that takes a POST, or more. */
export type BulkAction = string | Linkable | {
  /** The route. It gets `keys`, and in its query what the table shows. */
  to: string | Linkable;
  /** An icon before its name. */
  icon?: IconValue;
  /** What pressing it means. Default: `neutral`. */
  tone?: Tone;
  /** What the user is asked first. */
  question?: Child;
};

/** Words of a data table, where they are other than in `messages`. */
export interface TableWords {
  /** The label of the search. Default: `Search`. */
  search: string;
  /** The button that searches, for browsers without scripts. Default: `Show`. */
  go: string;
  /** The first entry of filters. Default: `All`. */
  all: string;
  /** What is said where the search has found nothing. Default: `Nothing found`. */
  nothing: string;
  /** What is said where there are no rows. Default: `Nothing here yet`. */
  empty: string;
  /** The link to all rows. Default: `Show all`. */
  clear: string;
  /** The label of the choice of a page's size. Default: `Rows`. */
  rows: string;
  /** The box that chooses all rows of the page. Default: `Choose all on this page`. */
  chooseAll: string;
  /** What follows the number of rows that are chosen. Default: `chosen`. */
  chosen: string;
  /** The heading of what can be done with a row. Default: `Actions`. */
  actions: string;
  /** The button of a question that does nothing. Default: `Cancel`. */
  cancel: string;
  /** What a boolean is. Default: `Yes`. */
  yes: string;
  /** What a boolean is not. Default: `No`. */
  no: string;
  /** Says which rows are shown. Default: `57 rows`, or `21–40 of 57`. */
  count: (first: number, last: number, total: number) => string;
}

/** Options of {@linkcode DataTable}. */
export interface DataTableOptions<Row> {
  /** The context of the handler. What the table shows is read from the query of its URL. */
  state: { readonly url: URL };
  /** The page that it is on: a URL, or a route. */
  at: string | Linkable;
  /** The columns. The first one names the row. */
  columns: DataColumns<Row>;
  /** What it is a table of, for screen readers. Default: from the name of the table. */
  label?: string;
  /** The columns that the search looks into, which are columns shown. Default: no search. */
  search?: readonly (TextName<Row> | NumberName<Row>)[];
  /** What a user may filter by: columns, or conditions of the program. */
  filters?: Readonly<Record<string, DataFilter<Row>>>;
  /** The order until the user chooses one. Default: by key. */
  order?: OrderBy<Row>;
  /** How many rows a page has. Default: 20. */
  pageSize?: number;
  /** Sizes of a page that the user may choose. Default: `pageSize` alone. */
  pageSizes?: readonly number[];
  /** What the rows of the table are, whatever the user chooses. Default: all. */
  where?: AnyFilter<Row>;
  /** What the user may do with chosen rows, by what the button says. Default: nothing. */
  bulkActions?: Readonly<Record<string, BulkAction>>;
  /** Makes what can be done with a row, at its end. */
  rowActions?: (row: Row) => Child;
  /** Attributes of a row, such as its id. */
  rowAttrs?: (row: Row) => GlobalAttrs;
  /** What is beside the search, such as the button for a new row. */
  actions?: Child;
  /** What is shown where there are no rows at all. */
  empty?: Child;
  /** A sentence below the table. */
  caption?: Child;
  /** What its parameters and ids begin with, where a page has several tables. Default: nothing. */
  name?: string;
  /** Words in place of the English ones. */
  words?: Partial<TableWords>;
}

/** A table of any database. */
export type AnyTable<
  Row extends object,
  Key,
  Async extends boolean,
  Required extends keyof Row,
> = TableVerbs<Row, Key, Async, Required>;
