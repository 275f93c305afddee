/** What the pages of the admin share: links, texts of values, and what was done. */
import { A, type Child, HttpHeader, Span, Time } from "../../mod.ts";
import type { TableColumn } from "../../types.ts";
import { Alert, Badge } from "../ui.ts";
import type { ManagedTable } from "./tables.ts";
import { toText } from "./values.ts";

/** The URLs of the pages. */
export interface Links {
  index(): string;
  /** The list of a table, with its state as a query. */
  list(table: ManagedTable, query?: string): string;
  /** Another page of a table. */
  page(table: ManagedTable, act: string, query?: Readonly<Record<string, string>>): string;
}

/** What is called how, and where it leads: rows that a list refers to, by the text of the value. */
export interface Labelled {
  readonly table: ManagedTable;
  readonly labels: ReadonlyMap<
    string,
    { readonly label: string; readonly key: string | undefined }
  >;
}

/** The pages are of this moment, and for this user. */
export const NO_STORE = new HttpHeader("Cache-Control", "no-store");

const LONGEST = 100;

/** What a list or a page shows of a value. */
export function toCell(
  column: TableColumn,
  value: unknown,
  { links, labelled }: { links: Links; labelled?: Labelled | undefined },
): Child {
  if (value === null || value === undefined) return Span("–", { cls: "ui-muted" });
  const text = toText(column, value);
  const found = labelled?.labels.get(text);
  if (labelled && found) {
    const { label, key } = found;
    return key === undefined
      ? label
      : A(label, { href: links.page(labelled.table, "edit", { key }) });
  }
  if (typeof value === "boolean") {
    return Badge(value ? "Yes" : "No", { tone: value ? "success" : "neutral" });
  }
  if (value instanceof Date && text !== "") {
    const shown = column.kind === "date" ? text : text.slice(0, 16).replace("T", " ");
    return Time(shown, { datetime: text, title: column.kind === "date" ? null : `${text} (UTC)` });
  }
  const line = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return line.toWellFormed();
}

/** What was done, by the word that a URL has for it: no text of a URL is ever shown. */
const NOTES: Readonly<Record<string, string>> = {
  added: "It is added.",
  saved: "It is saved.",
  same: "Nothing was changed.",
  deleted: "It is deleted.",
  gone: "It was there no more.",
  none: "No row was chosen.",
  imported: "All rows of the file are added.",
  forbidden: "You may not do that with all of these rows.",
  done: "It is done.",
};

const WRONG: ReadonlySet<string> = new Set(["gone", "none", "forbidden"]);

/** Says what was done before this page, if anything was. */
export function Note(query: URLSearchParams): Child {
  const note = query.get("note") ?? "";
  if (!Object.hasOwn(NOTES, note)) return undefined;
  return Alert(NOTES[note], { tone: WRONG.has(note) ? "warning" : "success" });
}
