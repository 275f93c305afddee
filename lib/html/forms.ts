/** Forms: filled with values and errors, and searched for inputs. */
import { isIterable } from "./attrs.ts";
import { FRAGMENT } from "./element_facts.ts";
import { type Child, element, FT, isRenderable, remake } from "./ft.ts";
import { isPromise } from "./parts.ts";
import { Br, P, Small } from "./tags.ts";
import type { AttrValue } from "./types.ts";

/** Error messages by the name of their field. */
export type FieldErrors = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Returns a copy of a form with values in its fields and each error beside its field.
 * A field whose value is `null` or missing is not changed, and neither are passwords and files. A
 * name with dots reads nested values. Errors without a field are shown at the top.
 *
 * @example
 * ```ts
 * import { fillForm, Form, Input, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * const form = Form({ enctype: null }, Input({ name: "age" }));
 * strictEqual(render(fillForm(form, { age: 7 })), '<form><input name="age" value="7"></form>');
 * strictEqual(
 *   render(fillForm(form, { age: "x" }, { age: "A number, please" })),
 *   '<form><input name="age" value="x" aria-invalid="true" aria-describedby="age-error">' +
 *     '<small id="age-error">A number, please</small></form>',
 * );
 * ```
 */
export function fillForm(form: FT, values: object, errors: FieldErrors = {}): FT {
  const filler = new Filler(values, errors);
  const filled = filler.child(form);
  const root = filled instanceof FT ? filled : element(FRAGMENT, [filled]);
  const others = filler.others().map((text) => P({ role: "alert" }, text));
  return others.length === 0 ? root : remake(root, root.attrs, [...others, ...root.children]);
}

/**
 * Finds the inputs in a form whose attributes match a filter, such as `{ type: "hidden" }`. A third
 * argument names other tags to search for: one, or a list.
 *
 * @example
 * ```ts
 * import { Form, Hidden, Input } from "@fasthtml/fasthtml";
 * import { findInputs } from "@fasthtml/fasthtml/compat";
 * import { deepStrictEqual } from "node:assert";
 *
 * const form = Form(Hidden(7, { id: "book" }), Input({ name: "title" }));
 * const found = findInputs(form, { type: "hidden" });
 * deepStrictEqual(found.map(({ attrs }) => attrs.name), ["book"]);
 * ```
 */
export function findInputs(
  form: Child,
  filter: Readonly<Record<string, AttrValue>> = {},
  tags: string | readonly string[] = "input",
): FT[] {
  if (!(form instanceof FT)) {
    return isList(form) ? [...form].flatMap((child) => findInputs(child, filter, tags)) : [];
  }
  const { attrs } = form;
  const isFound = [tags].flat().includes(form.tag) &&
    Object.keys(filter).every((name) => `${attrs[name]}` === `${filter[name]}`);
  return [...(isFound ? [form] : []), ...findInputs(form.children, filter, tags)];
}

/** Fills one form, and records which errors have been shown. */
class Filler {
  readonly #values: object;
  readonly #errors: ReadonlyMap<string, string>;
  readonly #shown = new Set<string>();
  /** Messages to show at the end of the label around their field. */
  #late: FT[] | undefined;

  constructor(values: object, errors: FieldErrors) {
    this.#values = values;
    this.#errors = new Map(
      Object.entries(errors).map(([name, text = ""]) => [name, [text].flat().join(" ")] as const)
        .filter(([_, text]) => text !== ""),
    );
  }

  child(child: Child): Child {
    if (child instanceof FT) return this.#withError(this.#filled(child));
    if (isList(child)) return [...child].map((item) => this.child(item));
    if (typeof child !== "object" || child === null) return child;
    if (isPromise(child)) return child.then((value) => this.child(value as Child));
    return isRenderable(child) ? this.child(child.__ft__()) : child;
  }

  /** The errors without a field in the form. */
  others(): string[] {
    return [...this.#errors].filter(([name]) => !this.#shown.has(name)).map(([_, text]) => text);
  }

  #filled(ft: FT): FT {
    const { tag, attrs, children } = ft;
    const value = attrs.skip === true ? undefined : read(this.#values, `${attrs.name ?? ""}`);
    if (isFieldValue(value)) {
      if (tag === "input") return remake(ft, { ...attrs, ...inputAttrs(attrs, value) }, []);
      if (tag === "select") return remake(ft, attrs, [select(children, texts(value))]);
      if (tag === "textarea") return remake(ft, attrs, [toText(value)]);
    }
    if (tag !== "label") return remake(ft, attrs, children.map((child) => this.child(child)));
    // A message inside a label would be between a checkbox and its text, so it goes to the end.
    const outer = this.#late;
    const late = this.#late = [];
    const filled = children.map((child) => this.child(child));
    this.#late = outer;
    return remake(ft, attrs, [...filled, ...late]);
  }

  #withError(ft: FT): Child {
    const name = `${ft.attrs.name ?? ""}`;
    const error = this.#errors.get(name);
    if (error === undefined || !CONTROLS.has(ft.tag) || ft.attrs.type === "hidden") return ft;
    const id = `${name.replace(/\s+/g, "-")}-error`;
    const described = [ft.attrs["aria-describedby"] as string ?? "", id].join(" ").trim();
    const marked = ft.with({ aria_invalid: "true", aria_describedby: described });
    if (this.#shown.has(name)) return marked; // Another radio button of the group shows it already.
    this.#shown.add(name);
    const message = Small({ id }, error);
    if (!this.#late) return [marked, message];
    // On a line of its own, since Pico moves a `small` right after a checkbox up onto it.
    const isBox = ft.attrs.type === "checkbox" || ft.attrs.type === "radio";
    this.#late.push(...isBox ? [Br()] : [], message);
    return marked;
  }
}

const CONTROLS = new Set(["input", "select", "textarea"]);
// Buttons have their own text, browsers set no value of a file, and passwords are not sent back.
const UNFILLED = new Set(["file", "password", "submit", "button", "reset", "image"]);
const DATES = new Map([["date", 10], ["month", 7]]);

/** Values that a field can show. Others, such as an object in JSON, leave the field unchanged. */
type FieldValue = string | number | bigint | boolean | Date | Iterable<unknown>;

function isFieldValue(value: unknown): value is FieldValue {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (isList(value)) return [...value].every((item) => !isList(item) && isFieldValue(item));
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

function inputAttrs(attrs: FT["attrs"], value: FieldValue): Record<string, AttrValue> {
  const type = `${attrs.type ?? "text"}`.toLowerCase();
  if (UNFILLED.has(type)) return {};
  if (type === "checkbox") return { checked: isChecked(attrs.value, value) };
  if (type === "radio") return { checked: texts(value).has(`${attrs.value ?? "on"}`) };
  return { value: value instanceof Date ? toMoment(value, type) : toText(value) };
}

/** A date as an input of this type has it, with seconds and milliseconds only if there are any. */
function toMoment(date: Date, type: string): string {
  if (type !== "datetime-local") return date.toISOString().slice(0, DATES.get(type));
  // It names no zone. Sent back, it is read as a time of the server's own.
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, -1).replace(/(:00)?\.000$/, "");
}

function isChecked(own: AttrValue, value: FieldValue): boolean {
  // A string or a list holds the checked boxes' values; any other value is the checked state.
  const isChoice = isList(value) || typeof value === "string" && own !== undefined;
  return isChoice ? texts(value).has(`${own ?? "on"}`) : Boolean(value);
}

function select(children: Child, chosen: ReadonlySet<string>): Child {
  if (isList(children)) return [...children].map((child) => select(child, chosen));
  if (!(children instanceof FT)) return children;
  const { tag, attrs } = children;
  if (tag !== "option") return remake(children, attrs, [select(children.children, chosen)]);
  const own = attrs.value ?? children.children.join("").trim();
  return remake(children, { ...attrs, selected: chosen.has(`${own}`) }, children.children);
}

function texts(value: FieldValue): ReadonlySet<string> {
  return new Set(isList(value) ? [...value].map(toText) : [toText(value)]);
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Reads `name`, `a.b` from nested values, or the list of `name[]`. */
function read(values: object, name: string): unknown {
  const key = name.replace(/\[\]$/, "");
  // Inherited values count, as defaults of a row do, but not what every object has.
  if (Object.hasOwn(values, key) || key in values && !(key in Object.prototype)) {
    return values[key as never];
  }
  const dot = key.indexOf(".");
  const inner = dot > 0 ? read(values, key.slice(0, dot)) : undefined;
  return typeof inner === "object" && inner !== null ? read(inner, key.slice(dot + 1)) : undefined;
}

function isList(value: unknown): value is Iterable<Child> {
  return typeof value === "object" && value !== null && isIterable(value);
}
