/** What the pages of the admin share: links, texts of values, and what was done. */
import { A, type Child, HttpHeader, Span, Time } from "../../mod.ts";
import type { TableColumn } from "../../types.ts";
import { Alert, Badge } from "../ui.ts";
import { word } from "./messages.ts";
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
    return Badge(word(value ? "yes" : "no"), { tone: value ? "success" : "neutral" });
  }
  if (value instanceof Uint8Array) return word("bytes", { n: value.length });
  if (value instanceof Date && text !== "") {
    const shown = column.kind === "date" ? text : text.slice(0, 16).replace("T", " ");
    return Time(shown, { datetime: text, title: column.kind === "date" ? null : `${text} (UTC)` });
  }
  const line = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return line.toWellFormed();
}

/** What was done, by the word that a URL has for it: no text of a URL is ever shown. */
const NOTES = [
  ...[
    "added",
    "saved",
    "same",
    "deleted",
    "gone",
    "none",
    "imported",
    "forbidden",
    "done",
  ] as const,
];

const WRONG: ReadonlySet<string> = new Set(["gone", "none", "forbidden"]);

/** Says what was done before this page, if anything was. */
export function Note(query: URLSearchParams): Child {
  const note = NOTES.find((one) => one === query.get("note"));
  if (note === undefined) return undefined;
  return Alert(word(note), { tone: WRONG.has(note) ? "warning" : "success" });
}
