/** What people are told of a column: its title, its hint, its control, the words of its choices. */
import type { Child, RowClass } from "../../mod.ts";
import { findNearest } from "../../lib/option_check.ts";
import type { FieldAttrs, FieldType } from "./field.ts";

/** What can ask for a value of this type. */
export type FieldControl<Value = unknown> =
  | "hidden"
  | (unknown extends Value ? FieldType
    : [Value] extends [boolean | null | undefined] ? "checkbox" | "switch" | "select" | "radios"
    : [Value] extends [number | bigint | null | undefined]
      ? "number" | "range" | "text" | "tel" | "otp" | "select" | "radios"
    : [Value] extends [Date | null | undefined] ? "date" | "datetime-local"
    : [Value] extends [File | Uint8Array | readonly (File | Uint8Array)[] | null | undefined]
      ? "file"
    : [Value] extends [readonly unknown[] | null | undefined] ? "checkboxes" | "select"
    : [Value] extends [string | URL | null | undefined]
      ? Exclude<FieldType, "checkbox" | "switch" | "checkboxes" | "file">
    : "textarea");

/** What may be chosen of values of this type: labels by value, or values. */
export type FieldChoices<Value = unknown> = unknown extends Value
  ? Readonly<Record<string, string>> | readonly (string | number)[]
  : [Value] extends [boolean | null | undefined] ? { readonly [Name in "true" | "false"]?: string }
  : [Value] extends [readonly (infer Item)[] | null | undefined] ? FieldChoices<Item>
  // By its length, a list of texts is told from words by number.
  : [Value] extends [number | null | undefined] ?
      | { readonly [Name in Extract<Value, number>]?: string } & { readonly length?: never }
      | readonly Extract<Value, number>[]
  : [Value] extends [string | number | null | undefined] ?
      | { readonly [Name in Extract<Value, string | number>]?: string }
      | readonly Extract<Value, string | number>[]
  : never;

/** What people are told of a value, and what asks for it: other attributes are its control's. */
export interface FieldView<Value = unknown> extends
  Omit<
    FieldAttrs,
    "name" | "id" | "label" | "type" | "choices" | "error" | "value" | "checked"
  > {
  /** What it is called. Default: its name in words, `firstName` as `First name`. */
  label?: Child;
  /** What asks for it: `email`, `textarea`, `hidden`, …. Default: by the kind of its values. */
  as?: FieldControl<Value>;
  /** What may be chosen. Default: what the class names by `oneOf()`. */
  choices?: FieldChoices<Value>;
}

/** Views by the name of their column: a view, a label alone, or false for what no form has. */
export type FieldViews<Row = Readonly<Record<string, unknown>>> = {
  readonly [
    Name in keyof Row as NonNullable<Row[Name]> extends (...args: never) => unknown ? never : Name
  ]?: false | string | FieldView<Row[Name]>;
};

/** A class whose `static ui` says what people are told of its columns, or a table of such rows. */
export type ViewSource = RowClass | { readonly Row: RowClass };

/**
 * Returns what `static ui` of a row class says of a column. It always has a label.
 *
 * @example
 * ```ts
 * import { fieldView, type FieldViews } from "@fasthtml/fasthtml/ext/ui";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Customer {
 *   id = 0;
 *   firstName = "";
 *   email = "";
 *   static ui: FieldViews<Customer> = { email: { label: "E-mail", as: "email" } };
 * }
 * deepStrictEqual(fieldView(Customer, "email"), { label: "E-mail", as: "email" });
 * deepStrictEqual(fieldView(Customer, "firstName"), { label: "First name" });
 * ```
 */
export function fieldView(of: ViewSource, name: string): FieldView & { label: Child } {
  const view = toView(viewsOf(toRowClass(of))[name]);
  return { label: titleOf(name), ...view };
}

/**
 * The words of a value: its label among the choices of its view, or the value as text.
 *
 * @example
 * ```ts
 * import { choiceLabel } from "@fasthtml/fasthtml/ext/ui";
 * import { deepStrictEqual } from "node:assert";
 *
 * const state = { choices: { open: "Open", done: "Done" } };
 * deepStrictEqual([choiceLabel(state, "done"), choiceLabel(state, "other")], ["Done", "other"]);
 * ```
 */
export function choiceLabel({ choices }: Pick<FieldView, "choices">, value: unknown): string {
  const text = `${value ?? ""}`;
  if (!choices || Array.isArray(choices) || !Object.hasOwn(choices, text)) return text;
  return (choices as Readonly<Record<string, string>>)[text]!;
}

const SHORT = new Map([["id", "ID"], ["url", "URL"]]);

/**
 * Puts the name of a column in words: `firstName` is `First name`, `user_id` is `User ID`.
 *
 * @example
 * ```ts
 * import { titleOf } from "@fasthtml/fasthtml/ext/ui";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(["firstName", "user_id"].map(titleOf), ["First name", "User ID"]);
 * ```
 */
export function titleOf(name: string): string {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2").replace(/(\p{L})(\d)/gu, "$1 $2")
    .split(/[\s_.-]+/).filter((word) => word !== "")
    .map((word) =>
      SHORT.get(word.toLowerCase()) ?? (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase())
    );
  const [first = name] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...words.slice(1)].join(" ");
}

/** The views that a class gives, with the names of its columns. */
export function viewsOf(Row: RowClass): FieldViews {
  const { ui } = Row as { ui?: unknown };
  if (ui === undefined) return {};
  if (typeof ui !== "object" || ui === null || Array.isArray(ui)) {
    throw new TypeError(
      `Cannot read static ui of ${Row.name}: found ${ui === null ? "null" : typeof ui}, ` +
        "expected an object of columns",
    );
  }
  checkNames(Object.keys(ui), columnsOf(Row), `read static ui of ${Row.name}`);
  return ui as FieldViews;
}

/** A view as an object, or undefined where there is none. */
export function toView(view: false | string | FieldView | undefined): FieldView | undefined {
  return typeof view === "string" ? { label: view } : view || undefined;
}

/** Throws where one of the names is not known, and says which was meant. */
export function checkNames(
  names: readonly string[],
  known: readonly string[],
  doing: string,
  has: string = "found",
): void {
  for (const name of names) {
    if (known.includes(name)) continue;
    const expected = findNearest(name, known) ?? `one of ${known.join(", ")}`;
    throw new TypeError(
      `Cannot ${doing}: ${has} ${JSON.stringify(name)}, expected ${expected}`,
    );
  }
}

/** The row class of a table, or the class itself. */
export function toRowClass(of: ViewSource): RowClass {
  // Not by `in`, which asks a table for a row.
  const { Row } = of as { Row?: RowClass };
  return typeof Row === "function" ? Row : of as RowClass;
}

function columnsOf(Row: RowClass): string[] {
  return [...new Set([...Object.keys(new Row()), ...Object.keys(Row.types ?? {})])];
}
