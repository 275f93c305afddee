/** A request to the admin: who asks, what is read of it, and the page around its content. */
import { type Child, type Database, Redirect, type RequestContext } from "../../mod.ts";
import type { AnyRow, TableColumn } from "../../types.ts";
import { AppShell, Stack } from "../ui.ts";
import { type Labelled, type Links, NO_STORE, Note } from "./cells.ts";
import type { Change } from "./changes.ts";
import type { Choices } from "./choices.ts";
import type { Given } from "./fields.ts";
import { toFieldName } from "./form_view.ts";
import type { History } from "./history.ts";
import { word } from "./messages.ts";
import { findChoices, findLabels, MOST_CHOICES, References } from "./references.ts";
import type { ManagedTable, View } from "./tables.ts";

/** What the admin is made of. */
export interface DeskParts {
  readonly all: readonly ManagedTable[];
  readonly histories: ReadonlyMap<Database<boolean>, History>;
  readonly links: Links;
  /** Undefined for the word of the language. */
  readonly title: string | undefined;
  readonly end: Child;
  readonly who: string;
}

/** What all pages of a request share. */
export class AdminRequest {
  protected readonly parts: DeskParts;
  protected readonly context: RequestContext;
  protected readonly references: References;

  /** Takes the parts and the request. */
  constructor(parts: DeskParts, context: RequestContext) {
    this.parts = parts;
    this.context = context;
    this.references = new References(parts.all, context);
  }

  /** Whether the user may see a table. */
  protected maySee(table: ManagedTable): Promise<boolean> {
    return table.may("see", undefined, this.context);
  }

  /** What the URL says. */
  protected get query(): URLSearchParams {
    return this.context.url.searchParams;
  }

  /** A page, with the tables beside it. */
  protected async page(
    table: ManagedTable | undefined,
    { title, actions }: { title: string; actions?: Child },
    ...content: Child[]
  ): Promise<unknown[]> {
    const { all, links, title: brand = word("admin"), end } = this.parts;
    const shown: ManagedTable[] = [];
    for (const one of all) if (await this.maySee(one)) shown.push(one);
    const shell = AppShell({
      title,
      brand,
      home: links.index(),
      nav: shown.map((one) => ({
        label: one.title,
        href: links.list(one),
        icon: one.options.icon ?? "table",
        current: one === table,
      })),
      actions,
      end,
    }, Stack(Note(this.query), content));
    return [NO_STORE, shell];
  }

  /** What the rows are called that these refer to, by column. */
  protected async labels(
    table: ManagedTable,
    columns: readonly TableColumn[],
    rows: readonly AnyRow[],
  ): Promise<Map<string, Labelled>> {
    const all = new Map<string, Labelled>();
    for (const column of columns) {
      const target = await this.references.find(table, column);
      if (!target) continue;
      const labels = await findLabels(target, rows.map((row) => row[column.name]));
      all.set(column.name, { table: target.table, labels });
    }
    return all;
  }

  /** What references may be, by column. */
  protected async choicesOf(
    table: ManagedTable,
    columns: readonly TableColumn[],
  ): Promise<Map<string, Choices>> {
    const choices = new Map<string, Choices>();
    for (const column of columns) {
      const target = await this.references.find(table, column);
      if (!target) continue;
      const found = await findChoices(target);
      const isMore = found.length > MOST_CHOICES;
      choices.set(column.name, { all: found.slice(0, MOST_CHOICES), isMore });
    }
    return choices;
  }

  /** Rows of other tables that refer to a row. */
  protected async related(
    table: ManagedTable,
    row: AnyRow,
  ): Promise<{ label: string; href: string }[]> {
    const all: { label: string; href: string }[] = [];
    for (const { table: other, view, column } of await this.references.findReferrers(table)) {
      const value = row[column.references!.column];
      if (value === null || value === undefined || !view.filters.includes(column)) continue;
      const count = await other.rows.count({ [column.name]: value });
      const query = `?${new URLSearchParams({ [`is.${column.name}`]: String(value) })}`;
      const label = word("related", { table: other.title, n: count });
      all.push({ label, href: this.parts.links.list(other, query) });
    }
    return all;
  }

  /** What changes of a table are made with. */
  protected change(table: ManagedTable, view: View): Change {
    const { all, histories, who } = this.parts;
    const byTable = new Map(
      all.filter(({ db }) => db === table.db).map((one) => [one.rows.table, one]),
    );
    const history = histories.get(table.db);
    const references = this.references;
    return { table, view, context: this.context, references, byTable, history, who };
  }

  /** Leads back to the list, which says what was done. */
  protected done(table: ManagedTable, note: string): unknown {
    return Redirect(this.parts.links.list(table, `?note=${note}`));
  }

  /** The texts of a field, which a form may have several times. */
  protected async texts(name: string): Promise<string[]> {
    const data = await this.context.data();
    return [data[name]].flat().filter((value) => typeof value === "string");
  }

  /** What a form says of a row. */
  protected async given(): Promise<Given> {
    const data = await this.context.data();
    return {
      textOf: (name) => {
        // Of a box, the last: one that is not checked sends what is hidden before it alone.
        const value = [data[toFieldName(name)]].flat().at(-1);
        return typeof value === "string" ? value : undefined;
      },
    };
  }
}
