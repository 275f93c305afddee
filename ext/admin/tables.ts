/** A table as the admin shows it: which of its columns, under which names, by which keys. */
import { createHash } from "node:crypto";
import { databaseOf } from "../../lib/data/backend.ts";
import { makeOptionCheck } from "../../lib/option_check.ts";
import type { Database, DataTable, RequestContext } from "../../mod.ts";
import type { AnyRow, TableColumn } from "../../types.ts";
import { fieldView, titleOf } from "../ui.ts";
import type { AdminAct, AdminField, AdminTable, AdminTableOptions } from "./types.ts";
import { fromText, toText } from "./values.ts";

/** A table of any backend. */
export type AnyTable = DataTable<AnyRow, unknown, boolean>;

const checkOptions = makeOptionCheck<AdminTableOptions>("administer a table", {
  title: true,
  icon: true,
  list: true,
  search: true,
  filters: true,
  order: true,
  pageSize: true,
  fields: true,
  readonly: true,
  label: true,
  actions: true,
  can: true,
});

const checkField = makeOptionCheck<AdminField>("administer a column", {
  label: true,
  hint: true,
  as: true,
  choices: true,
  show: true,
});

/** What a column is called where it has one of these in its name, whatever separates its words. */
const SECRETS = [
  ...["passw", "passphrase", "passcode", "pwd", "hash", "token", "secret", "salt", "credential"],
  ...["apikey", "privatekey"],
];

/** Kinds of which a key can be a part of a URL. */
const KEY_KINDS: ReadonlySet<string> = new Set(
  ["text", "integer", "bigint", "float", "boolean", "date", "datetime"],
);

/** Columns of which a row is named, if it has one. */
const NAMES = ["name", "title", "label", "subject", "username", "email", "slug"];

/** What the admin shows of a table whose columns are known. */
export interface View {
  /** Those that are shown at all. */
  readonly columns: readonly TableColumn[];
  /** Those of the list. */
  readonly list: readonly TableColumn[];
  readonly search: readonly TableColumn[];
  readonly filters: readonly TableColumn[];
  /** The order, with the key at its end, so that pages have no row twice. */
  readonly order: readonly { readonly name: string; readonly descending: boolean }[];
  /** The columns of the key; none where a row can't be named in a URL. */
  readonly key: readonly TableColumn[];
  /** Those that a form writes. */
  readonly written: readonly TableColumn[];
  /** What is read of each row of a list: all but bytes. */
  readonly read: readonly string[];
}

/** A table of the admin. */
export class ManagedTable {
  readonly name: string;
  readonly options: AdminTableOptions;
  readonly rows: AnyTable;
  readonly db: Database<boolean>;
  #view: View | undefined;

  /** Takes a table and its options; throws for options that do not fit, where columns are known. */
  constructor(name: string, table: AdminTable, options: AdminTableOptions) {
    checkOptions(options);
    if (name.replaceAll(".", "") === "" || /[/\\\0]/.test(name) || !name.isWellFormed()) {
      throw new TypeError(
        `Cannot administer a table: found the name ${
          JSON.stringify(name)
        }, expected one without slashes`,
      );
    }
    this.name = name;
    this.options = options;
    this.rows = table as AnyTable;
    this.db = databaseOf(table);
    for (const field of Object.values(options.fields ?? {})) {
      if (typeof field !== "boolean" && typeof field !== "string") checkField(field as object);
    }
    const { pageSize = 50 } = options;
    if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000) {
      throw this.#wrong(`pageSize is ${pageSize}`, "a whole number from 1 to 1000");
    }
    if (!this.db.backend.async) this.#view = this.#toView();
  }

  /** What it is called. */
  get title(): string {
    return this.options.title ?? titleOf(this.name);
  }

  /** Its columns; waits until they are known. */
  async open(): Promise<View> {
    await this.rows.ready();
    return this.#view ??= this.#toView();
  }

  /** What a column is called. */
  labelOf({ name }: Pick<TableColumn, "name">): string {
    return this.fieldOf(name).label ?? titleOf(name);
  }

  /** What the program says of a column: in the options, or else by `static ui` of the row class. */
  fieldOf(name: string): AdminField {
    const { fields = {} } = this.options;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const own = typeof field === "string" ? { label: field } : field;
    return { ...this.#viewOf(name), ...typeof own === "object" && own as AdminField };
  }

  #viewOf(name: string): AdminField {
    const { label, hint, as, choices } = fieldView(this.rows, name);
    return {
      label: typeof label === "string" ? label : titleOf(name),
      ...hint !== undefined && { hint },
      ...CONTROLS.has(as) && { as: as as NonNullable<AdminField["as"]> },
      ...choices && {
        choices: Array.isArray(choices)
          ? Object.fromEntries(choices.map((one) => [`${one}`, `${one}`]))
          : choices as Readonly<Record<string, string>>,
      },
    };
  }

  /** Whether the user of a request may do something. What is not `true` is no. */
  async may(act: AdminAct, row: AnyRow | undefined, context: RequestContext): Promise<boolean> {
    if (act !== "see") {
      const { key } = await this.open();
      if (this.options.readonly === true || key.length === 0) return false;
    }
    const { can } = this.options;
    return can === undefined || await can(act, row, context) === true;
  }

  /** The key of a row as a text for URLs; undefined where it has none that leads back to it. */
  toKeyText(view: View, row: AnyRow): string | undefined {
    const texts = view.key.map((column) => {
      const value = row[column.name];
      return value === null || value === undefined ? undefined : toText(column, value);
    });
    if (texts.length === 0 || texts.some((text) => !text?.isWellFormed())) return undefined;
    return texts.length === 1 ? texts[0] : JSON.stringify(texts);
  }

  /** Reads the key of a URL; undefined where no row can have it. */
  fromKeyText({ key }: View, text: string): unknown {
    const texts = key.length > 1 ? toList(text) : [text];
    if (texts.length !== key.length) return undefined;
    const values = key.map((column, i) => {
      const { kind } = column;
      const text = texts[i];
      if (typeof text !== "string" || kind === "text") {
        return typeof text === "string" ? text : undefined;
      }
      const parsed = fromText({ kind }, text);
      return "value" in parsed ? parsed.value ?? undefined : undefined;
    });
    if (values.some((value) => value === undefined)) return undefined;
    return values.length === 1 ? values[0] : values;
  }

  /** Reads the row of a key text. Undefined where there is none. */
  async find(view: View, text: string): Promise<AnyRow | undefined> {
    const key = this.fromKeyText(view, text);
    if (key === undefined) return undefined;
    const row = await this.rows.get(key, undefined);
    // Backends may take "01" for 1: what the URL names is what the row has.
    return row && this.toKeyText(view, row) === text ? row : undefined;
  }

  /** What a row is called. */
  toLabel(view: View, row: AnyRow): string {
    const own = this.options.label?.(row);
    if (own !== undefined) return cut(String(own));
    const texts = view.columns.filter(({ kind }) => kind === "text");
    const named = NAMES.map((name) => texts.find((column) => column.name.toLowerCase() === name));
    for (const column of [...named, texts[0]]) {
      const value = column && row[column.name];
      if (typeof value === "string" && value.trim() !== "") return cut(value);
    }
    return cut(this.toKeyText(view, row) ?? "");
  }

  #toView(): View {
    const all = this.rows.columns.filter(({ name }) => name !== "__proto__");
    const { fields = {} } = this.options;
    const names = new Set(all.map(({ name }) => name));
    const checkNames = (option: string, given: readonly string[]) => {
      for (const name of given) {
        if (!names.has(name)) {
          throw this.#wrong(`${option} has ${JSON.stringify(name)}`, `${[...names].join(", ")}`);
        }
      }
    };
    checkNames("fields", Object.keys(fields));
    const columns = all.filter(({ name, kind }) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return kind !== "bytes" && field !== false && (field !== undefined || !isSecret(name));
    });
    const pick = (option: "list" | "search" | "filters", initial: readonly TableColumn[]) => {
      const given = this.options[option];
      if (!given) return initial;
      checkNames(option, given);
      return given.map((name) => {
        const column = columns.find((one) => one.name === name);
        if (column) return column;
        throw this.#wrong(
          `${option} has the hidden column ${name}`,
          `another, or the option fields: { ${name}: true }`,
        );
      });
    };
    const plain = columns.filter(({ kind }) => kind !== "json");
    const list = pick("list", plain.slice(0, 6));
    const search = pick("search", list.filter(({ kind }) => kind === "text"));
    const wrong = search.find(({ kind }) => kind !== "text");
    if (wrong) throw this.#wrong(`search has ${wrong.name}, of ${wrong.kind}`, "columns of texts");
    const filters = pick(
      "filters",
      plain.filter((column) =>
        column.kind === "boolean" || column.references || this.choicesOf(column)
      ),
    );
    const pks = this.rows.pks.map((name) => columns.find((column) => column.name === name));
    const key = pks.every((column) => column && KEY_KINDS.has(column.kind))
      ? pks as TableColumn[]
      : [];
    const { readonly = false } = this.options;
    if (Array.isArray(readonly)) checkNames("readonly", readonly);
    // What no form has, by the row class, none has here.
    const { ui = {} } = this.rows.Row as { ui?: Readonly<Record<string, unknown>> };
    const written = columns.filter(({ name, generated, items }) =>
      !generated && !(Object.hasOwn(ui, name) && ui[name] === false) &&
      !(items && !WRITTEN_ITEMS.has(items)) &&
      !(Array.isArray(readonly) ? readonly.includes(name) : readonly)
    );
    const read = all.filter(({ kind }) => kind !== "bytes").map(({ name }) => name);
    return { columns, list, search, filters, order: this.#toOrder(key, names), key, written, read };
  }

  /** What may be chosen for a column, by value; undefined where it may be anything. */
  choicesOf({ name, choices }: TableColumn): Readonly<Record<string, string>> | undefined {
    return this.fieldOf(name).choices ??
      (choices && Object.fromEntries(choices.map((choice) => [`${choice}`, `${choice}`])));
  }

  #toOrder(key: readonly TableColumn[], names: ReadonlySet<string>): View["order"] {
    const { order = [] } = this.options;
    const terms = [order].flat().map((given) => {
      const term = `${given}`;
      const isMinus = !names.has(term) && term.startsWith("-");
      const rest = isMinus ? term.slice(1) : term;
      const ending = ENDINGS.find((one) => !names.has(rest) && rest.toLowerCase().endsWith(one));
      const name = ending === undefined ? rest : rest.slice(0, -ending.length).trim();
      if (!names.has(name)) {
        throw this.#wrong(`order has ${JSON.stringify(term)}`, [...names].join(", "));
      }
      return { name, descending: isMinus !== (ending === " desc") };
    });
    const rest = key.filter(({ name }) => !terms.some((term) => term.name === name));
    return [...terms, ...rest.map(({ name }) => ({ name, descending: false }))];
  }

  #wrong(found: string, expected: string): TypeError {
    return new TypeError(`Cannot administer "${this.name}": ${found}, expected ${expected}`);
  }
}

const ENDINGS = [" asc", " desc"];

/** The kinds of fields that the admin has beside those of its own. */
const CONTROLS: ReadonlySet<unknown> = new Set([
  "text",
  "textarea",
  "email",
  "url",
  "tel",
  "color",
]);

const WRITTEN_ITEMS: ReadonlySet<string> = new Set(["text", "integer", "float", "boolean"]);

/** A digest of what a form shows of a row, to find out whether it has changed since. */
export function toDigest({ written }: View, row: AnyRow): string {
  const texts = written.map((column) => [
    column.name,
    row[column.name] === null ? null : toText(column, row[column.name]),
  ]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("base64url");
}

/** Whether a column is hidden for its name, unless the program names it. */
export function isSecret(name: string): boolean {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return SECRETS.some((secret) => letters.includes(secret)) ||
    titleOf(name).toLowerCase().split(" ").some((word) => ["otp", "pin", "cvv"].includes(word));
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function toList(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
