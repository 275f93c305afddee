/** The smaller pages of the admin: all tables, what a deletion takes, files, the history. */
import { A, type Child, Code, Li, P, Span, Time, Ul } from "../../mod.ts";
import {
  Alert,
  Badge,
  Button,
  Card,
  DropZone,
  FieldForm,
  Grid,
  LinkButton,
  Row,
  Stat,
  Table,
} from "../ui.ts";
import type { Links } from "./cells.ts";
import type { Deletion, LineProblem } from "./changes.ts";
import { type LogEntry, toChanges } from "./history.ts";
import { KeysForm } from "./form_view.ts";
import type { ManagedTable, View } from "./tables.ts";

/** All tables, with how many rows they have. */
export function Tables(
  tables: readonly { readonly table: ManagedTable; readonly count: number }[],
  links: Links,
): Child {
  if (tables.length === 0) {
    return Card(P("There is nothing that you may see.", { cls: "ui-muted" }));
  }
  return Grid(
    { columns: 3 },
    tables.map(({ table, count }) =>
      Stat({
        label: A(table.title, { href: links.list(table) }),
        value: count.toLocaleString("en"),
        hint: count === 1 ? "row" : "rows",
        icon: table.options.icon ?? "table",
      })
    ),
  );
}

const MOST_SHOWN = 20;

/** What would be deleted, and a button that does it. */
export function DeletePage(
  { table, view, links, deletion, nameOf, problem }: {
    table: ManagedTable;
    view: View;
    links: Links;
    deletion: Deletion;
    /** What a table is called; undefined for one that is not shown. */
    nameOf: (table: string) => string | undefined;
    problem?: string;
  },
): Child[] {
  const { rows, falls, isAllowed } = deletion;
  const lines = falls.map(({ table, act, count, isMore }) => {
    const name = nameOf(table);
    const many = `${isMore ? "More than " : ""}${count.toLocaleString("en")}`;
    const what = `${many} ${count === 1 && !isMore ? "row" : "rows"} of ${name ?? "other tables"}`;
    return Li(`${what} ${EFFECTS[act]}.`);
  });
  return [
    problem !== undefined && Alert({ tone: "danger", title: "Nothing is deleted" }, problem),
    Card(
      { title: rows.length === 1 ? "This row" : `These ${rows.length} rows` },
      Ul(rows.slice(0, MOST_SHOWN).map(({ row }) => Li(table.toLabel(view, row) || "(empty)"))),
      rows.length > MOST_SHOWN && P(`And ${rows.length - MOST_SHOWN} more.`),
    ),
    lines.length > 0
      ? Alert({ tone: "warning", title: "What goes with it" }, Ul(lines))
      : P("No other rows go with it."),
    !isAllowed && Alert({ tone: "danger" }, "You may not delete this."),
    KeysForm(
      links.page(table, "delete"),
      rows.map(({ key }) => key),
      Row(
        isAllowed && Button("Delete", { variant: "primary", tone: "danger", icon: "trash-2" }),
        LinkButton("Cancel", { href: links.list(table), variant: "ghost" }),
      ),
    ),
  ];
}

const EFFECTS = {
  delete: "will be deleted, too",
  clear: "will no longer refer to it",
  block: "refer to it, and have to go first",
} as const;

/** The page that takes a file. */
export function ImportPage(
  { table, view, links, problems = [] }: {
    table: ManagedTable;
    view: View;
    links: Links;
    problems?: readonly LineProblem[];
  },
): Child[] {
  return [
    problems.length > 0 && Alert(
      { tone: "danger", title: "No row is added" },
      Ul(problems.map(({ line, problem }) => Li(`Line ${line}: ${problem}`))),
    ),
    Card(
      P(
        "A CSV file whose first line names the columns, of these: ",
        view.written.map(({ name }, i) => [i > 0 && ", ", Code(name)]),
        ". All of its rows are added, or none.",
      ),
      FieldForm(
        { method: "post", action: links.page(table, "import"), enctype: "multipart/form-data" },
        DropZone({ name: "file", label: "CSV file", accept: ".csv,text/csv", required: true }),
        Row(
          Button("Add all rows", { variant: "primary" }),
          LinkButton("Cancel", { href: links.list(table), variant: "ghost" }),
        ),
      ),
    ),
  ];
}

const TONES = { added: "success", changed: "info", deleted: "danger" } as const;

/** What was changed, when, and by whom. */
export function HistoryPage(
  { table, view, links, entries, key, page, hasMore }: {
    table: ManagedTable;
    view: View;
    links: Links;
    entries: readonly LogEntry[];
    key: string | undefined;
    page: number;
    hasMore: boolean;
  },
): Child[] {
  if (entries.length === 0) {
    return [Card(P("Nothing was changed yet.", { cls: "ui-muted" }))];
  }
  const to = (page: number) =>
    links.page(table, "history", { ...key !== undefined && { key }, page: `${page}` });
  const rows = entries.map((entry) => {
    const time = entry.at.toISOString();
    return {
      at: Time(time.slice(0, 19).replace("T", " "), { datetime: time, title: "UTC" }),
      who: entry.who,
      act: Badge(entry.act, { tone: TONES[entry.act] ?? "neutral" }),
      key: A(entry.key, { href: links.page(table, "history", { key: entry.key }) }),
      changes: Ul(
        toChanges(view, entry).map(({ name, before, after }) =>
          Li(`${table.labelOf({ name })}: `, toShort(before), " → ", toShort(after))
        ),
      ),
    };
  });
  return [
    Card(Table({
      label: "History",
      rows,
      columns: {
        at: "When (UTC)",
        who: "Who",
        act: "What",
        ...key === undefined && { key: "Row" },
        changes: "Changes",
      },
    })),
    (page > 1 || hasMore) && Row(
      page > 1 && LinkButton("Newer", { href: to(page - 1), size: "sm", rel: "prev" }),
      hasMore && LinkButton("Older", { href: to(page + 1), size: "sm", rel: "next" }),
    ),
  ];
}

function toShort(text: string | null): Child {
  if (text === null) return Span("–", { cls: "ui-muted" });
  return (text.length > 200 ? `${text.slice(0, 199)}…` : text).toWellFormed();
}
