/** What the files of the admin share: its options, and how tables are given to it. */
import type { Child, RequestContext, RowClass } from "../../mod.ts";
import type { AnyRow, ColumnName, Maybe, OrderTerm, TextName } from "../../types.ts";
import type { NavItem } from "../ui.ts";

/** A table, as {@linkcode admin} takes it: any that a database has made or opened. */
export interface AdminTable<Row extends object = object> {
  /** The table's name in its database. */
  readonly table: string;
  /** The class of its rows. */
  readonly Row: RowClass<Row>;
}

/** Tables by name: `tables` of `fastApp()`, `db.t`, or an object of your own. */
export interface AdminTables {
  /** A table by its name. */
  readonly [name: string]: AdminTable;
}

/** The rows of a table. */
export type AdminRow<Table> = Table extends { readonly Row: RowClass<infer Row extends object> }
  ? Row
  : AnyRow;

/** What a user may do with a table: see its rows, add one, change or delete one. */
export type AdminAct = "see" | "add" | "change" | "delete";

/** How a column is shown, and its field in the form. */
export interface AdminField<Row = AnyRow, Name extends keyof Row = keyof Row> {
  /** What it is called. Default: the name, as people write it. */
  label?: string;
  /** A sentence below the field. */
  hint?: Child;
  /** The kind of its field, where its values say less. */
  as?: "text" | "textarea" | "email" | "url" | "tel" | "color";
  /** What may be chosen, by value. Default: what the type of the column names. */
  choices?: Readonly<Record<string, string>>;
  /** What a list shows of it. */
  show?: (value: Row[Name], row: Row) => Child;
}

/** How a table is shown, and what may be done with it. */
export interface AdminTableOptions<Row extends object = AnyRow> {
  /** What it is called. Default: its name, as people write it. */
  title?: string;
  /** The icon beside it. Default: a table. */
  icon?: NavItem["icon"];
  /** The columns of the list, the first of which names the row. Default: the first six. */
  list?: readonly ColumnName<Row>[];
  /** The columns that a search looks into. Default: those of texts that the list shows. */
  search?: readonly TextName<Row>[];
  /**
   * The columns that the list may be narrowed by: yes or no, few values, references, dates.
   * Default: those of yes or no, of few values, and references.
   */
  filters?: readonly ColumnName<Row>[];
  /** The order of the list: a column, or several. Default: the key. */
  order?: OrderTerm<ColumnName<Row>> | readonly OrderTerm<ColumnName<Row>>[];
  /** How many rows are on a page of the list. Default: 50. */
  pageSize?: number;
  /**
   * Columns by name: `false` hides one, `true` shows one that is hidden for its name, a text is what
   * it is called, and more says how it is shown.
   */
  fields?: {
    readonly [Name in ColumnName<Row> & keyof Row]?: boolean | string | AdminField<Row, Name>;
  };
  /** The columns that are shown and never written; `true` for all. Default: none. */
  readonly?: readonly ColumnName<Row>[] | boolean;
  /** What a row is called where others refer to it. Default: its name, title or key. */
  label?: (row: Row) => string;
  /** What may be done with the rows that are chosen in the list, by the text of its button. */
  actions?: Readonly<Record<string, (rows: Row[]) => unknown>>;
  /**
   * Whether the user may do something: with the row, where there is one. What is not `true` is no.
   * Default: all that `allow` lets in may do all.
   */
  can?: (act: AdminAct, row: Row | undefined, context: RequestContext) => Maybe<boolean>;
}

/** Options of {@linkcode admin}. */
export interface AdminOptions<Tables extends AdminTables = AdminTables> {
  /**
   * Whether the user may be here. What is not `true` is no, and such a user finds nothing: 404. There
   * is no default.
   */
  allow: (context: RequestContext) => Maybe<boolean>;
  /** The tables that are shown: no others are. */
  tables: {
    readonly [Name in keyof Tables & string]?: AdminTableOptions<AdminRow<Tables[Name]>>;
  };
  /** Where the pages are. Default: `/admin`. */
  prefix?: string;
  /** What the pages are called. Default: `Admin`. */
  title?: string;
  /** What is at the end of the sidebar: the user, a theme toggle. */
  end?: Child;
  /** Whether each change is kept in the table `admin_log` of its database. Default: false. */
  log?: boolean;
  /** What the history calls a user. Default: `auth` of the request. */
  who?: (context: RequestContext) => string;
}
