/** What a form or a line of a file says of a row: its values, or what is wrong with them. */
import type { AnyRow, TableColumn } from "../../types.ts";
import { word } from "./messages.ts";
import { hasRow, type References } from "./references.ts";
import type { ManagedTable, View } from "./tables.ts";
import { fromText, isSameText, toControlText } from "./values.ts";

/** The texts that were sent. */
export interface Given {
  /** The text of a column; undefined where none was sent. */
  textOf(name: string): string | undefined;
  /** Whether an empty text is one, and not the lack of a value. Default: false. */
  readonly isExact?: boolean;
}

/** What is wrong with each column; of the empty name, with the whole row. */
export type Problems = ReadonlyMap<string, string>;

/** Reads what was sent: of a row that is there, only the values that are other than it has them. */
export async function readFields(
  { table, view, references }: { table: ManagedTable; view: View; references: References },
  given: Given,
  row: AnyRow | undefined,
): Promise<{ record: AnyRow; problems: Problems }> {
  const blank: AnyRow = { ...new table.rows.Row() };
  const values: [string, unknown][] = [];
  const problems = new Map<string, string>();
  for (const column of view.written) {
    const { name } = column;
    if (row && view.key.includes(column)) continue;
    const text = given.textOf(name);
    if (text === undefined || text === "" && !row && isFilled(view, column)) {
      if (!row && isRequired(column, blank) && !isFilled(view, column) && blank[name] == null) {
        problems.set(name, word("required"));
      }
      continue;
    }
    if (row && isSameText(text, toControlText(column, row[name]))) continue;
    const read = readOne(table, column, { text, blank, isExact: given.isExact ?? false });
    if ("error" in read) {
      problems.set(name, read.error);
      continue;
    }
    const target = read.value === null ? undefined : await references.find(table, column);
    if (target && !await hasRow(target, read.value)) problems.set(name, word("noSuchRow"));
    else values.push([name, read.value]);
  }
  return { record: Object.fromEntries(values), problems };
}

/** Whether a column has to have a value: it rejects null, or its class has no null for it. */
export function isRequired({ name, kind, notNull, fallback }: TableColumn, blank: AnyRow): boolean {
  const isTyped = blank[name] !== null && blank[name] !== undefined && fallback === undefined;
  return notNull || isTyped && kind !== "text" && kind !== "boolean";
}

/** Whether a new row gets a value of the database where none is given. */
export function isFilled({ key }: View, column: TableColumn): boolean {
  const { name, kind, fallback } = column;
  if (fallback !== undefined) return true;
  return key.length === 1 && key[0] === column &&
    (kind === "integer" || kind === "bigint" || kind === "text" && name === "id");
}

function readOne(
  table: ManagedTable,
  column: TableColumn,
  { text, blank, isExact }: { text: string; blank: AnyRow; isExact: boolean },
): { value: unknown } | { error: string } {
  const { kind, name, notNull } = column;
  const isEmpty = kind === "text" ? text === "" : text.trim() === "";
  if (isEmpty) {
    if (kind === "text" && isExact) return { value: "" };
    if (isRequired(column, blank)) return { error: word("required") };
    const isText = kind === "text" && typeof blank[name] === "string" && !column.references;
    return { value: isText && !notNull ? "" : null };
  }
  const { choices } = table.fieldOf(name);
  if (choices && !Object.hasOwn(choices, text)) return { error: word("chooseOne") };
  return fromText(column, text);
}
