/** The form of a row, and both versions of one that two users have changed. */
import { A, type Child, Form, type FT, Hidden, Li, P, Ul } from "../../mod.ts";
import type { AnyRow, TableColumn } from "../../types.ts";
import {
  Alert,
  Button,
  Card,
  DescriptionList,
  Field,
  type FieldAttrs,
  FieldForm,
  Grid,
  LinkButton,
  Row,
  Stack,
  Table,
} from "../ui.ts";
import { type Labelled, type Links, toCell } from "./cells.ts";
import { type Choices, toLabels, toSearch } from "./choices.ts";
import { type Given, isFilled, isRequired, type Problems } from "./fields.ts";
import { word } from "./messages.ts";
import type { ManagedTable, View } from "./tables.ts";
import { isSameText, toControlText } from "./values.ts";

/** What a form shows. */
export interface FormView {
  readonly table: ManagedTable;
  readonly view: View;
  readonly links: Links;
  /** The row as it is stored; undefined for a new one. */
  readonly row: AnyRow | undefined;
  /** Its key as URLs have it, and its digest. */
  readonly key?: string;
  readonly digest?: string;
  /** What was typed, where the form is shown again. */
  readonly given?: Given;
  readonly problems: Problems;
  /** What columns may refer to. */
  readonly choices: ReadonlyMap<string, Choices>;
  /** What rows are called that the row refers to. */
  readonly labels: ReadonlyMap<string, Labelled>;
  /** Rows of other tables that refer to this one: a link for each column. */
  readonly related: readonly { readonly label: string; readonly href: string }[];
  readonly mayChange: boolean;
  readonly mayDelete: boolean;
  readonly hasHistory: boolean;
}

/** The parameter of a column's field: no name of a column is a name of the form. */
export function toFieldName(name: string): string {
  return `v.${name}`;
}

/** The form of a row. */
export function RowForm(form: FormView): Child[] {
  const { table, view, links, row, key, digest, problems, mayChange, related } = form;
  const written = row
    ? view.written.filter((column) => !view.key.includes(column))
    : view.written.filter((column) => !isCounted(view, column));
  const fixed = row && view.columns.filter((column) => !mayChange || !written.includes(column));
  const whole = problems.get("");
  const keyQuery: Record<string, string> = key === undefined ? {} : { key };
  const wrong = [...problems].filter(([name]) => name !== "");
  const main = Card(FieldForm(
    {
      method: "post",
      action: links.page(table, row ? "edit" : "new"),
      novalidate: true,
      data_ui_dirty: true,
      enctype: null,
    },
    key !== undefined && Hidden(key, { name: "key", id: null }),
    digest !== undefined && Hidden(digest, { name: "digest", id: null }),
    written.map((column) => ColumnField(form, column)),
    written.length === 0 && P(word("noColumns"), { cls: "ui-muted" }),
    Row(
      (written.length > 0 || !row) && Button(word(row ? "save" : "add"), { variant: "primary" }),
      LinkButton(word("cancel"), { href: links.list(table), variant: "ghost" }),
    ),
  ));
  const aside = [
    fixed && fixed.length > 0 && Card(DescriptionList({
      items: Object.fromEntries(fixed.map((column) => [
        table.labelOf(column),
        toCell(column, row![column.name], { links, labelled: form.labels.get(column.name) }),
      ])),
    })),
    Row(
      related.map(({ label, href }) => LinkButton(label, { href, size: "sm", icon: "list" })),
      form.hasHistory &&
        LinkButton(word("history"), {
          href: links.page(table, "history", keyQuery),
          size: "sm",
          icon: "history",
        }),
      form.mayDelete &&
        LinkButton(word("delete"), {
          href: links.page(table, "delete", keyQuery),
          size: "sm",
          tone: "danger",
          icon: "trash-2",
        }),
    ),
  ];
  return [
    problems.size > 0 && Alert(
      {
        tone: "danger",
        title: word(row ? "notSaved" : "notAdded"),
      },
      whole,
      wrong.length > 0 &&
        Ul(
          wrong.map(([name, problem]) =>
            Li(A(table.labelOf({ name }), { href: `#${idOf(view, name)}` }), `: ${problem}`)
          ),
        ),
    ),
    row ? Grid({ columns: "main" }, mayChange && main, Stack(aside)) : main,
  ];
}

/** Both versions of a row that someone else has changed since the form was made. */
export function Conflict(form: FormView & { row: AnyRow; given: Given }): Child[] {
  const { table, view, row, given } = form;
  const lines = view.written.filter((column) => !view.key.includes(column)).map((column) => ({
    name: table.labelOf(column),
    stored: toControlText(column, row[column.name]),
    yours: given.textOf(column.name),
  })).filter(({ stored, yours }) => yours !== undefined && !isSameText(stored, yours));
  return [
    Alert(
      { tone: "danger", title: word("conflict") },
      lines.length > 0 ? word("conflictCompare") : word("conflictSame"),
    ),
    lines.length > 0 && Card(Table({
      label: word("versions"),
      rows: lines,
      columns: { name: word("column"), stored: word("stored"), yours: word("yours") },
    })),
    RowForm(form),
  ];
}

/** A key that the database counts is not asked for. */
function isCounted(view: View, column: TableColumn): boolean {
  return view.key.length === 1 && view.key[0] === column && isFilled(view, column) &&
    column.kind !== "text";
}

function idOf({ columns }: View, name: string): string {
  return `field-${columns.findIndex((column) => column.name === name)}`;
}

function ColumnField(form: FormView, column: TableColumn): Child {
  const { table, view, links, row, given, problems, choices } = form;
  const { name, kind } = column;
  const { hint, as } = table.fieldOf(name);
  const blank = { ...new table.rows.Row() } as AnyRow;
  const stored = row ? row[name] : blank[name];
  const value = given?.textOf(name) ??
    (isCounted(view, column) ? "" : toControlText(column, stored));
  const isNeeded = isRequired(column, blank) && !isFilled(view, column);
  const attrs = {
    name: toFieldName(name),
    id: idOf(view, name),
    label: table.labelOf(column),
    required: isNeeded,
    hint,
    error: problems.get(name),
  };
  const known = table.choicesOf(column);
  if (known) {
    return Field({ ...attrs, type: "select", ...toOptions(known, value, isNeeded), value });
  }
  const found = choices.get(name);
  if (found && !found.isMore) {
    const all = toLabels(found);
    return Field({ ...attrs, type: "select", ...toOptions(all, value, isNeeded), value });
  }
  if (found) {
    const label = form.labels.get(name)?.labels.get(value)?.label;
    const hints = [hint, label !== undefined && word("now", { row: label }), word("typeToSearch")];
    return Field({
      ...attrs,
      hint: hints.filter(Boolean).flatMap((one) => [one as Child, " "]),
      value,
      ...toSearch(links, { table, column, id: attrs.id, choices: found }),
    });
  }
  if (kind === "boolean") {
    if (stored === null || stored === undefined || typeof stored !== "boolean") {
      const all = { true: word("yes"), false: word("no") };
      return Field({ ...attrs, type: "select", ...toOptions(all, value, isNeeded), value });
    }
    return [
      Hidden("false", { name: attrs.name, id: null }),
      // A box is never required: that would ask for yes.
      Field({
        ...attrs,
        required: false,
        type: "checkbox",
        value: "true",
        checked: value === "true",
      }),
    ];
  }
  return Field({ ...attrs, ...toControl(column, { stored, value, as }) });
}

/** Choices of a select: with what is stored, also where it is none of them, and with none at all. */
function toOptions(
  choices: Readonly<Record<string, string>>,
  value: string,
  isNeeded: boolean,
): Pick<FieldAttrs, "choices" | "empty"> {
  const isOther = value !== "" && !Object.hasOwn(choices, value);
  return {
    choices: isOther ? { ...choices, [value]: value } : choices,
    ...(!isNeeded || value === "") && { empty: word(isNeeded ? "choose" : "noChoice") },
  };
}

/**
 * The control of a kind. One of a browser's own shows nothing for a value that does not fit it, and
 * would send that: such a value gets a field of text.
 */
function toControl(
  { kind }: TableColumn,
  { stored, value, as }: { stored: unknown; value: string; as: string | undefined },
): Partial<FieldAttrs> {
  const isOdd = stored !== null && stored !== undefined;
  switch (kind) {
    case "integer":
    case "float":
      if (isOdd && typeof stored !== "number" || value !== "" && Number.isNaN(Number(value))) break;
      return { type: "number", step: kind === "integer" ? "1" : "any", value };
    case "bigint":
      return { inputmode: "numeric", value };
    case "date":
    case "datetime":
      if (isOdd && !(stored instanceof Date) || !/^(?:\d{4}-[\d:T.-]+)?$/.test(value)) break;
      return kind === "date"
        ? { type: "date", value }
        : { type: "datetime-local", step: "any", value };
    case "json":
      return { type: "textarea", rows: Math.min(Math.max(value.split("\n").length, 3), 20), value };
    case "text":
      if (/[\r\n]/.test(value) || as === "textarea" || as === undefined && value.length > 100) {
        return { type: "textarea", rows: 6, value };
      }
      return { type: as as FieldAttrs["type"], value };
  }
  return { value };
}

/** A form that only asks: a button that posts keys. */
export function KeysForm(
  action: string,
  keys: readonly string[],
  ...content: Child[]
): FT {
  return Form(
    { method: "post", action, enctype: null },
    keys.map((key) => Hidden(key, { name: "key", id: null })),
    content,
  );
}
