/** The types of columns' names, and of the options that verbs take. */
import type { Sql } from "./sql/text.ts";
import type { AnyRow } from "./types.ts";
import type { AnyFilter } from "./where.ts";

/** The names of a row's columns: methods are none. */
export type ColumnName<Row> = string extends keyof Row ? string
  :
    & { [Name in keyof Row]-?: Row[Name] extends (...args: never) => unknown ? never : Name }[
      keyof Row
    ]
    & string;

/** The columns that a program writes: a getter is none, nor is what a class declares readonly. */
export type WritableName<Row> = string extends keyof Row ? string
  : {
    // Only as functions are two types compared with readonly and all.
    [Name in keyof Row]-?: (<T>() => T extends { [N in Name]: Row[N] } ? 1 : 2) extends
      (<T>() => T extends { -readonly [N in Name]: Row[N] } ? 1 : 2) ? Name : never;
  }[ColumnName<Row> & keyof Row];

/** One column to sort by. */
export type OrderTerm<Name extends string> =
  | Name
  | `-${Name}`
  | `${Name} ${"asc" | "desc" | "ASC" | "DESC"}`;

/** An order: `"priority"`, `"-priority"`, `"priority desc, id"`, or a list of such. */
export type OrderBy<Row> =
  | OrderTerm<ColumnName<Row>>
  | `${OrderTerm<ColumnName<Row>>},${string}`
  | readonly OrderTerm<ColumnName<Row>>[];

/** How to return the rows found: in which order, how many, and which columns of them. */
export interface FindOptions<
  Row,
  Select extends ColumnName<Row> = ColumnName<Row>,
  WithPk extends boolean = boolean,
> {
  /** Columns to sort by, or ``sql`lower(title) desc` ``, except for `each`. */
  orderBy?: OrderBy<Row> | Sql;
  /** The largest number of rows. */
  limit?: number;
  /** The number of rows to skip. */
  offset?: number;
  /** The columns to read. The rows have no others. */
  select?: readonly Select[];
  /** Returns `[key, row]` for each row. */
  withPk?: WithPk;
}

/** What SQL computes of the rows found, in which order, and how much of it. */
export interface ComputeOptions<Row, Computed>
  extends Pick<FindOptions<Row>, "orderBy" | "limit" | "offset"> {
  /** The SQL: ``sql<{ n: number }>`count(*) as n` ``. */
  select: Sql<Computed>;
}

/**
 * Options as the only argument of a search. A column that has the name of an option is a column
 * here, so such a table takes this option after a condition: `prices({}, { limit: 10 })`.
 */
export type SearchOptions<
  Row,
  Select extends ColumnName<Row> = ColumnName<Row>,
  WithPk extends boolean = boolean,
> = Omit<
  FindOptions<Row, Select, WithPk> & {
    /** Columns and their values. SQL text is an argument of its own, and never an option. */
    where?: AnyFilter<Row>;
  },
  string extends keyof Row ? never : keyof Row
>;

/** Which page to read, and how. */
export interface PageOptions<
  Row,
  Select extends ColumnName<Row> = ColumnName<Row>,
  WithPk extends boolean = boolean,
> extends Pick<FindOptions<Row, Select, WithPk>, "select" | "withPk"> {
  /** Columns to sort by. */
  orderBy?: OrderBy<Row>;
  /** Columns and their values. */
  where?: AnyFilter<Row>;
  /** How many rows a page has. Default: 50. */
  size?: number;
  /** The cursor of this page: `next` of the page before it. Default: the first page. */
  after?: string | null;
}

/** The columns of numbers. */
export type NumberName<Row> = NameOf<Row, number | bigint>;

/** The columns of numbers, dates and texts. */
export type OrderedName<Row> = NameOf<Row, number | bigint | string | Date>;

/** The columns whose values are of a type, or null. */
export type NameOf<Row, T> = string extends keyof Row ? keyof Row & string
  : { [Name in keyof Row]-?: [NonNullable<Row[Name]>] extends [T] ? Name : never }[
    keyof Row & string
  ];

/** The columns of texts. */
export type TextName<Row> = NameOf<Row, string>;

/** Which of the rows with the words to return. */
export interface TextSearchOptions<
  Row,
  Select extends ColumnName<Row> = ColumnName<Row>,
  WithPk extends boolean = boolean,
> extends Omit<FindOptions<Row, Select, WithPk>, "orderBy"> {
  /** Columns and their values. */
  where?: AnyFilter<Row>;
}

/** Which rows to group, and of which columns to compute what. */
export interface GroupOptions<
  Row,
  Sum extends string = string,
  Avg extends string = string,
  Min extends string = string,
  Max extends string = string,
> {
  /** Columns and their values. */
  where?: AnyFilter<Row>;
  /** The column to add up. */
  sum?: Sum;
  /** The column to take the average of. */
  avg?: Avg;
  /** The column to take the least value of. */
  min?: Min;
  /** The column to take the greatest value of. */
  max?: Max;
}

/** What an insert does if its row exists already. Default: it throws `ConstraintError`. */
export interface InsertOptions<Row = AnyRow> {
  /** Replaces the row that has its key, or is the same by `on`, with the new one. */
  replace?: boolean;
  /** Keeps the old row and returns undefined. */
  ignore?: boolean;
  /** The columns of a unique index. Default: the key's, and for `ignore` those of any. */
  on?: ColumnName<Row> | readonly ColumnName<Row>[];
}

/** How a row is known to exist. */
export interface UpsertOptions<Row = AnyRow> {
  /** The columns of a unique index, in which the old row is the same. Default: the key's. */
  on?: ColumnName<Row> | readonly ColumnName<Row>[];
}

/** What an update may do. */
export interface UpdateOptions {
  /** Allows the record's key to replace the row's key. */
  rekey?: boolean;
}
