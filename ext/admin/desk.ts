/** The admin for one request: what each path shows and does. */
import { isNarrowed } from "../../lib/data/backend.ts";
import { FtResponse, HtmxResponseHeaders, HTTPException, Option } from "../../mod.ts";
import type { AnyRow } from "../../types.ts";
import { LinkButton, Row } from "../ui.ts";
import { NO_STORE } from "./cells.ts";
import {
  addRow,
  addRows,
  changeRow,
  deleteRows,
  findDeletion,
  type LineProblem,
  type Outcome,
  runAction,
} from "./changes.ts";
import { CsvMistake } from "./csv.ts";
import type { Given } from "./fields.ts";
import { readLines, toCsvResponse } from "./files.ts";
import { Conflict, type FormView, RowForm, toFieldName } from "./form_view.ts";
import { Filters, Rows } from "./list_view.ts";
import { word } from "./messages.ts";
import { DeletePage, HistoryPage, ImportPage, Tables } from "./pages.ts";
import { findChoices, MOST_CHOICES } from "./references.ts";
import { AdminRequest } from "./request.ts";
import { readState, toOrderBy, toParams, toQuery, toWhere } from "./state.ts";
import { type ManagedTable, toDigest, type View } from "./tables.ts";

/** How many changes are on a page of the history. */
const HISTORY_PAGE = 50;

/** The pages for a user who may be here. */
export class Desk extends AdminRequest {
  /** Answers a path below the prefix. */
  async answer(path: string): Promise<unknown> {
    const isPost = this.context.req.method === "POST";
    const [name, act = "", ...rest] = path.split("/");
    if (path === "" && !isPost) return await this.#index();
    const table = this.parts.all.find((one) => one.name === name);
    const acts = isPost ? POSTS : GETS;
    if (!table || rest.length > 0 || !Object.hasOwn(acts, act) || !await this.maySee(table)) {
      throw new HTTPException(404);
    }
    const view = await table.open();
    return await acts[act]!(this, table, view);
  }

  async #index(): Promise<unknown> {
    const { all, links, title = word("admin") } = this.parts;
    const tables: { table: ManagedTable; count: number }[] = [];
    for (const table of all) {
      if (await this.maySee(table)) tables.push({ table, count: await table.rows.count() });
    }
    return await this.page(undefined, { title }, Tables(tables, links));
  }

  /** The list of a table. */
  async list(table: ManagedTable, view: View): Promise<unknown> {
    const { links, histories } = this.parts;
    const asked = readState(view, this.query);
    const where = toWhere(view, asked);
    const { pageSize = 50, actions = {} } = table.options;
    const count = await table.rows.count(where);
    const pages = Math.max(1, Math.ceil(count / pageSize));
    const state = { ...asked, page: Math.min(asked.page, pages) };
    const rows = await table.rows(where, {
      limit: pageSize,
      offset: (state.page - 1) * pageSize,
      orderBy: toOrderBy(view, state),
      select: view.read,
    });
    const mayAdd = await table.may("add", undefined, this.context);
    const mayChange = await table.may("change", undefined, this.context);
    const isHtmx = this.context.htmx.request;
    const list = {
      ...{ table, view, state, links, rows, count, pages },
      labels: await this.labels(table, view.list, rows),
      choices: isHtmx ? new Map() : await this.choicesOf(table, view.filters),
      actions: mayChange ? Object.keys(actions) : [],
      mayDelete: await table.may("delete", undefined, this.context),
      isAll: this.query.get("all") === "1",
    };
    if (isHtmx) {
      const replaceUrl = links.list(table, toQuery(state));
      return [NO_STORE, HtmxResponseHeaders({ replaceUrl }), Rows(list)];
    }
    const query = Object.fromEntries(new URLSearchParams(toQuery({ ...state, page: 1 })));
    const buttons = Row(
      mayAdd && view.written.length > 0 && [
        LinkButton(word("add"), {
          href: links.page(table, "new"),
          variant: "primary",
          icon: "plus",
          size: "sm",
        }),
        LinkButton(word("import"), {
          href: links.page(table, "import"),
          icon: "upload",
          size: "sm",
        }),
      ],
      LinkButton(word("csv"), {
        href: links.page(table, "csv", query),
        icon: "download",
        size: "sm",
      }),
      histories.has(table.db) && !isNarrowed() &&
        LinkButton(word("history"), {
          href: links.page(table, "history"),
          icon: "history",
          size: "sm",
        }),
    );
    return await this.page(
      table,
      { title: table.title, actions: buttons },
      Filters(list),
      Rows(list),
    );
  }

  /** What a reference may be, as proposals for a text. */
  async choices(table: ManagedTable, view: View): Promise<unknown> {
    const name = this.query.get("column") ?? "";
    const column = view.columns.find((one) => one.name === name);
    const target = column && await this.references.find(table, column);
    if (!target) throw new HTTPException(404);
    // The field is one of a form, or a filter.
    const q = this.query.get(toFieldName(name)) ?? this.query.get(toParams(column)[0]!) ?? "";
    const found = await findChoices(target, q);
    const all = found.slice(0, MOST_CHOICES);
    return [NO_STORE, all.map(({ text, label }) => Option(label, { value: text }))];
  }

  /** The form of a new row, or of one that is there; after a mistake with what was typed. */
  async form(
    table: ManagedTable,
    view: View,
    { key, row, outcome, given }: {
      key?: string;
      row?: AnyRow | undefined;
      outcome?: Outcome;
      given?: Given;
    } = {},
  ): Promise<unknown> {
    const { links, histories } = this.parts;
    const choices = await this.choicesOf(table, view.written);
    const form: FormView = {
      ...{ table, view, links, row, choices },
      ...key !== undefined && row && { key, digest: toDigest(view, row) },
      ...given && { given },
      problems: outcome?.kind === "wrong" ? outcome.problems : new Map(),
      labels: row ? await this.labels(table, view.columns, [row]) : new Map(),
      related: row ? await this.related(table, row) : [],
      mayChange: await table.may(row ? "change" : "add", row, this.context),
      mayDelete: row !== undefined && await table.may("delete", row, this.context),
      hasHistory: histories.has(table.db),
    };
    const name = row && table.toLabel(view, row);
    const title = row ? name || table.title : word("addTo", { table: table.title });
    const isConflict = outcome?.kind === "conflict" && row && given;
    const content = isConflict ? Conflict({ ...form, row, given }) : RowForm(form);
    const page = await this.page(table, { title }, content);
    const status = outcome === undefined ? 200 : outcome.kind === "conflict" ? 409 : 422;
    return status === 200 ? page : FtResponse(page, { status });
  }

  /** The form of a new row. */
  async add(table: ManagedTable, view: View): Promise<unknown> {
    if (!await table.may("add", undefined, this.context)) throw new HTTPException(403);
    return await this.form(table, view);
  }

  /** Adds a row. */
  async adds(table: ManagedTable, view: View): Promise<unknown> {
    const given = await this.given();
    const outcome = await addRow(this.change(table, view), given);
    if (outcome.kind === "forbidden") throw new HTTPException(403);
    if (outcome.kind !== "done") return await this.form(table, view, { outcome, given });
    return this.done(table, "added");
  }

  /** The form of a row. */
  async edit(table: ManagedTable, view: View): Promise<unknown> {
    const key = this.query.get("key") ?? "";
    const row = await table.find(view, key);
    if (!row) throw new HTTPException(404);
    return await this.form(table, view, { key, row });
  }

  /** Saves a row. */
  async saves(table: ManagedTable, view: View): Promise<unknown> {
    const [key = ""] = await this.texts("key");
    const [digest = ""] = await this.texts("digest");
    const given = await this.given();
    const outcome = await changeRow(this.change(table, view), { key, digest, given });
    switch (outcome.kind) {
      case "forbidden":
        throw new HTTPException(403);
      case "gone":
        throw new HTTPException(404);
      case "done":
        return this.done(table, "saved");
    }
    return await this.form(table, view, { key, row: outcome.row, outcome, given });
  }

  /** What a deletion takes. */
  async asks(
    table: ManagedTable,
    view: View,
    { keys = this.query.getAll("key"), problem }: { keys?: string[]; problem?: string } = {},
  ): Promise<unknown> {
    const { all, links } = this.parts;
    const deletion = await findDeletion(this.change(table, view), keys);
    if (deletion.rows.length === 0) return this.done(table, keys.length > 0 ? "gone" : "none");
    const shown = new Map<string, string>();
    for (const one of all) {
      if (one.db === table.db && await this.maySee(one)) shown.set(one.rows.table, one.title);
    }
    const nameOf = (name: string) => shown.get(name);
    const content = DeletePage({
      ...{ table, view, links, deletion, nameOf },
      ...problem !== undefined && { problem },
    });
    const page = await this.page(
      table,
      { title: word("deleteFrom", { table: table.title }) },
      content,
    );
    return problem === undefined ? page : FtResponse(page, { status: 409 });
  }

  /** Deletes rows. */
  async deletes(table: ManagedTable, view: View): Promise<unknown> {
    const keys = await this.texts("key");
    const done = await deleteRows(this.change(table, view), keys);
    if ("kind" in done) throw new HTTPException(403);
    if ("problem" in done) return await this.asks(table, view, { keys, problem: done.problem });
    return this.done(table, done.count > 0 ? "deleted" : "gone");
  }

  /** Does something with the rows that were chosen. */
  async acts(table: ManagedTable, view: View): Promise<unknown> {
    const keys = await this.texts("key");
    if (keys.length === 0) return this.done(table, "none");
    if ((await this.texts("delete")).length > 0) return await this.asks(table, view, { keys });
    const [name = ""] = await this.texts("action");
    const { actions = {} } = table.options;
    if (!Object.hasOwn(actions, name)) throw new HTTPException(404);
    const done = await runAction(this.change(table, view), keys, actions[name]!);
    if ("kind" in done) return this.done(table, "forbidden");
    return this.done(table, done.count > 0 ? "done" : "gone");
  }

  /** The rows of a list as a file. */
  csv(table: ManagedTable, view: View): unknown {
    return toCsvResponse(table, view, readState(view, this.query));
  }

  /** The page that takes a file. */
  async file(
    table: ManagedTable,
    view: View,
    problems?: readonly LineProblem[],
  ): Promise<unknown> {
    if (!await table.may("add", undefined, this.context)) throw new HTTPException(403);
    const content = ImportPage({
      ...{ table, view, links: this.parts.links },
      ...problems && { problems },
    });
    const page = await this.page(table, { title: word("addTo", { table: table.title }) }, content);
    return problems ? FtResponse(page, { status: 422 }) : page;
  }

  /** Adds the rows of a file. */
  async imports(table: ManagedTable, view: View): Promise<unknown> {
    if (!await table.may("add", undefined, this.context)) throw new HTTPException(403);
    const { file } = await this.context.data();
    try {
      const lines = await readLines(view, file);
      const done = await addRows(this.change(table, view), lines);
      if ("kind" in done) throw new HTTPException(403);
      if ("problems" in done) return await this.file(table, view, done.problems);
      return this.done(table, "imported");
    } catch (error) {
      if (!(error instanceof CsvMistake)) throw error;
      const { line, message: problem } = error;
      return await this.file(table, view, [{ line, problem }]);
    }
  }

  /** What was changed. */
  async history(table: ManagedTable, view: View): Promise<unknown> {
    const history = this.parts.histories.get(table.db);
    const key = this.query.get("key") ?? undefined;
    const isOdd = key !== undefined && (key.includes("\0") || !key.isWellFormed());
    if (!history || isOdd) throw new HTTPException(404);
    // The history has no columns that xtra could narrow: then it is of rows that are there alone.
    if (isNarrowed() && (key === undefined || !await table.find(view, key))) {
      throw new HTTPException(404);
    }
    const asked = Number(this.query.get("page") ?? 1);
    const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), 1_000_000) : 1;
    const entries = await history.read({
      ...key !== undefined && { key },
      ...{ table: table.rows.table, limit: HISTORY_PAGE + 1, offset: (page - 1) * HISTORY_PAGE },
    });
    const hasMore = entries.length > HISTORY_PAGE;
    const content = HistoryPage({
      ...{ table, view, links: this.parts.links, key, page, hasMore },
      entries: entries.slice(0, HISTORY_PAGE),
    });
    return await this.page(table, { title: word("historyOf", { table: table.title }) }, content);
  }
}

type Act = (desk: Desk, table: ManagedTable, view: View) => unknown;

const GETS: Readonly<Record<string, Act>> = {
  "": (desk, table, view) => desk.list(table, view),
  new: (desk, table, view) => desk.add(table, view),
  edit: (desk, table, view) => desk.edit(table, view),
  delete: (desk, table, view) => desk.asks(table, view),
  csv: (desk, table, view) => desk.csv(table, view),
  import: (desk, table, view) => desk.file(table, view),
  choices: (desk, table, view) => desk.choices(table, view),
  history: (desk, table, view) => desk.history(table, view),
};

const POSTS: Readonly<Record<string, Act>> = {
  new: (desk, table, view) => desk.adds(table, view),
  edit: (desk, table, view) => desk.saves(table, view),
  delete: (desk, table, view) => desk.deletes(table, view),
  act: (desk, table, view) => desk.acts(table, view),
  import: (desk, table, view) => desk.imports(table, view),
};
