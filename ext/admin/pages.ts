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
import { word } from "./messages.ts";
import type { ManagedTable, View } from "./tables.ts";

/** All tables, with how many rows they have. */
export function Tables(
  tables: readonly { readonly table: ManagedTable; readonly count: number }[],
  links: Links,
): Child {
  if (tables.length === 0) {
    return Card(P(word("nothingToSee"), { cls: "ui-muted" }));
  }
  return Grid(
    { columns: 3 },
    tables.map(({ table, count }) =>
      Stat({
        label: A(table.title, { href: links.list(table) }),
        value: word("count", { n: count }),
        hint: word(count === 1 ? "row" : "rows"),
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
    const rows = isMore
      ? word("moreRows", { n: count })
      : count === 1
      ? word("oneRow")
      : word("manyRows", { n: count });
    return Li(word(EFFECTS[act], { rows, table: nameOf(table) ?? word("otherTables") }));
  });
  return [
    problem !== undefined && Alert({ tone: "danger", title: word("notDeleted") }, problem),
    Card(
      { title: rows.length === 1 ? word("thisRow") : word("theseRows", { n: rows.length }) },
      Ul(rows.slice(0, MOST_SHOWN).map(({ row }) => Li(table.toLabel(view, row) || word("empty")))),
      rows.length > MOST_SHOWN && P(word("andMore", { n: rows.length - MOST_SHOWN })),
    ),
    lines.length > 0
      ? Alert({ tone: "warning", title: word("goesWith") }, Ul(lines))
      : P(word("nothingGoes")),
    !isAllowed && Alert({ tone: "danger" }, word("mayNotDelete")),
    KeysForm(
      links.page(table, "delete"),
      rows.map(({ key }) => key),
      Row(
        isAllowed &&
          Button(word("delete"), { variant: "primary", tone: "danger", icon: "trash-2" }),
        LinkButton(word("cancel"), { href: links.list(table), variant: "ghost" }),
      ),
    ),
  ];
}

const EFFECTS = {
  delete: "fallsDelete",
  clear: "fallsClear",
  block: "fallsBlock",
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
      { tone: "danger", title: word("noneAdded") },
      Ul(problems.map(({ line, problem }) => Li(word("line", { n: `${line}`, problem })))),
    ),
    Card(
      P(
        word("csvColumns"),
        " ",
        view.written.map(({ name }, i) => [i > 0 && ", ", Code(name)]),
        ". ",
        word("csvAll"),
      ),
      FieldForm(
        { method: "post", action: links.page(table, "import"), enctype: "multipart/form-data" },
        DropZone({ name: "file", label: word("csvFile"), accept: ".csv,text/csv", required: true }),
        Row(
          Button(word("addAll"), { variant: "primary" }),
          LinkButton(word("cancel"), { href: links.list(table), variant: "ghost" }),
        ),
      ),
    ),
  ];
}

const ACTS = {
  added: { word: "actAdded", tone: "success" },
  changed: { word: "actChanged", tone: "info" },
  deleted: { word: "actDeleted", tone: "danger" },
} as const;

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
    return [Card(P(word("noHistory"), { cls: "ui-muted" }))];
  }
  const to = (page: number) =>
    links.page(table, "history", { ...key !== undefined && { key }, page: `${page}` });
  const rows = entries.map((entry) => {
    const time = entry.at.toISOString();
    return {
      at: Time(time.slice(0, 19).replace("T", " "), { datetime: time, title: "UTC" }),
      who: entry.who,
      act: Badge(word(ACTS[entry.act].word), { tone: ACTS[entry.act].tone }),
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
      label: word("history"),
      rows,
      columns: {
        at: word("when"),
        who: word("who"),
        act: word("what"),
        ...key === undefined && { key: word("rowKey") },
        changes: word("changes"),
      },
    })),
    (page > 1 || hasMore) && Row(
      page > 1 && LinkButton(word("newer"), { href: to(page - 1), size: "sm", rel: "prev" }),
      hasMore && LinkButton(word("older"), { href: to(page + 1), size: "sm", rel: "next" }),
    ),
  ];
}

function toShort(text: string | null): Child {
  if (text === null) return Span("–", { cls: "ui-muted" });
  return (text.length > 200 ? `${text.slice(0, 199)}…` : text).toWellFormed();
}
