/** What a program asks of rows, as conditions of a store. */
import { DataError, show, ValueError } from "./errors.ts";
import type { ColumnKind } from "./kinds.ts";
import { type Records, toAllowed } from "./records.ts";
import type {
  AnyRow,
  Comparator,
  Comparison,
  Condition,
  RowSelection,
  TableColumn,
  TableShape,
} from "./types.ts";
import { Combined, Matching } from "./where.ts";

/** SQL text, an object of columns, or several of these. */
export type Where = string | AnyRow | Combined<AnyRow> | undefined;

/** The rows of a where, or all rows, of those that `xtra` allows. */
export function toSelection(records: Records, where?: Where, args?: unknown): RowSelection {
  const { narrowed } = records;
  const conditions = narrowed ? toConditions(records, narrowed) : [];
  if (where === undefined) return { conditions };
  if (typeof where === "string") return { conditions, text: records.toText(where, args) };
  // A number has no columns, so it would find every row.
  if (Object(where) !== where || Array.isArray(where)) {
    throw toError(records.shape, `where is ${show(where)}`, "SQL text or an object of columns");
  }
  if (args !== undefined) {
    throw toError(records.shape, "values are beside an object of columns", "SQL text for them");
  }
  return { conditions: [...toConditions(records, where), ...conditions] };
}

/** Whether a where says nothing, so that it finds every row. */
export function isEmpty(where: Where): boolean {
  if (where instanceof Combined) return where.parts.every((part) => isEmpty(part as Where));
  if (typeof where === "string") return where.trim() === "";
  return Object(where) === where && !Array.isArray(where) && Object.keys(where!).length === 0;
}

/** The conditions of an object of columns and the values that they may have, or of several. */
export function toConditions(
  records: Records,
  where: AnyRow | Combined<AnyRow>,
): readonly Condition[] {
  if (where instanceof Combined) return toCombined(records, where);
  const { shape } = records;
  return Object.entries(where).map(([name, value]) => {
    const column = shape.column(name);
    checkDefined(shape.table, name, value);
    return toCondition(records, column, value);
  });
}

function toCombined(records: Records, { any, parts }: Combined<AnyRow>): readonly Condition[] {
  const lists = parts.map((part) => toConditions(records, part as AnyRow));
  if (!any) return lists.flat();
  // Without a condition it is every row, whatever the others say.
  if (lists.every((list) => list.length > 0)) return [{ any: lists }];
  throw toError(records.shape, "a part of or() is empty", "a condition in each");
}

function toCondition(records: Records, column: TableColumn, value: unknown): Condition {
  if (value instanceof Matching) return toMatching(records, column, value);
  // The fast path: one value.
  if (!Array.isArray(value)) {
    return { column, operator: "equals", values: records.toForms(column, value) };
  }
  const allowed = toAllowed(column, value);
  if (!allowed.some((one) => one instanceof Matching)) {
    const values = allowed.flatMap((one) => records.toForms(column, one));
    return { column, operator: "equals", values };
  }
  return { any: allowed.map((one) => [toCondition(records, column, one)]) };
}

function toMatching(
  records: Records,
  column: TableColumn,
  { operator, values, ignoreCase }: Matching<unknown>,
): Condition {
  if (operator === "not") {
    checkDefined(records.shape.table, column.name, values[0]);
    return { not: toCondition(records, column, values[0]) };
  }
  if (operator === "between") {
    const [first, last] = values;
    return {
      any: [[compare(records, column, "gte", first), compare(records, column, "lte", last)]],
    };
  }
  const compared = compare(records, column, operator, values[0], ignoreCase);
  return ignoreCase ? { ...compared, ignoreCase } : compared;
}

function compare(
  records: Records,
  column: TableColumn,
  operator: Comparator,
  value: unknown,
  ignoreCase = false,
): Comparison {
  const { shape } = records;
  const isText = operator === "startsWith" || operator === "contains";
  if (!(isText ? column.kind === "text" : ORDERED.has(column.kind))) {
    const expected = isText ? "a text" : "a number, a date or a text";
    throw toError(shape, `${column.name} is ${column.kind} for ${operator}()`, expected);
  }
  checkDefined(shape.table, column.name, value);
  if (value === null) {
    throw new ValueError(
      `Cannot search "${shape.table}": ${column.name} is null for ${operator}(), expected a value`,
    );
  }
  const stored = records.toStored(column, value, "search");
  // SQLite and MongoDB have limits on patterns, which a client could exceed.
  const most = ignoreCase ? MAX_PATTERN / 4 : MAX_PATTERN;
  if (isText && String(value).length > most) {
    throw new ValueError(
      `Cannot search "${shape.table}": ${column.name} has ${String(value).length} characters for ` +
        `${operator}(), expected at most ${most}`,
    );
  }
  return { column, operator, values: [stored] };
}

/** Kinds whose order is the same in every database. */
export const ORDERED: ReadonlySet<ColumnKind> = new Set(
  ["text", "integer", "float", "bigint", "date", "datetime"],
);

/** A letter with its other case takes four characters of a pattern. */
const MAX_PATTERN = 4000;

/** What `xtra` narrows to is a value, or one of a list: new rows take it. */
export function checkFixed(table: string, name: string, value: unknown): void {
  checkDefined(table, name, value);
  if (![value].flat().some((one) => one instanceof Matching)) return;
  throw new ValueError(`Cannot narrow "${table}": ${name} is a condition, expected a value`);
}

/** Ignoring the condition would match every row: those of all users, when none has signed in. */
function checkDefined(table: string, name: string, value: unknown): void {
  if (value !== undefined) return;
  throw new ValueError(`Cannot search "${table}": ${name} is undefined, expected a value or null`);
}

/** An error of a search that names its table. */
export function toError({ table }: TableShape, found: string, expected: string): DataError {
  return new DataError(`Cannot search "${table}": ${found}, expected ${expected}`);
}
