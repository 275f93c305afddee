/** The fields of one form: each with its view, its value and its error. */
import { CheckboxX, type Child, type FieldErrors, Fieldset, Input, Legend, P } from "../../mod.ts";
import { isShown } from "./attrs.ts";
import { type Choices, Field, type FieldAttrs, type FieldType } from "./field.ts";
import {
  checkNames,
  type FieldView,
  type FieldViews,
  titleOf,
  toView,
  viewsOf,
} from "./field_view.ts";
import type { FieldFacts } from "./form_facts.ts";
import { readPath, toShown, toStep } from "./form_values.ts";
import { Grid } from "./layout.ts";
import { word } from "./messages.ts";

/** Fields that belong together: a `fieldset` with a legend. */
export interface FormGroup<Own> {
  /** What they are together. */
  legend: Child;
  /** Their names, in this order. */
  fields: readonly (keyof Own & string)[];
  /** A sentence that helps. */
  hint?: Child;
  /** How many are beside each other where there is room. Default: 1. */
  columns?: 1 | 2 | 3;
}

/** What the fields of a form have in common. */
export interface FormParts {
  /** The id of the form, which those of its fields begin with. */
  readonly id: string;
  /** What an error says that cannot be done. */
  readonly doing: string;
  readonly values: object;
  readonly errors: FieldErrors;
}

/** What is said of fields: by the call, and by the class. */
export interface FormViews {
  readonly views: FieldViews;
  readonly own: FieldViews;
}

/** Makes the fields of one form, and remembers which errors are at a field. */
export class FormFields {
  /** What `fillForm()` is to show, by path. */
  readonly shown: Record<string, unknown> = Object.create(null);
  /** Whether a field has the focus, as the first one with an error. */
  hasFocus = false;
  readonly #parts: FormParts;
  readonly #errors: ReadonlyMap<string, string>;
  readonly #placed = new Set<string>();
  /** Whether the values are what a form has sent: what is missing was left empty. */
  readonly #isSent: boolean;

  constructor(parts: FormParts) {
    this.#parts = parts;
    const texts = Object.entries(parts.errors).map(([name, text = ""]) => {
      return [name, [text].flat().join(" ")] as const;
    });
    this.#errors = new Map(texts.filter(([, text]) => text !== ""));
    this.#isSent = this.#errors.size > 0 || Object.getPrototypeOf(parts.values) === null;
  }

  /** Makes fields in their order, those of a group together. */
  arrange(
    facts: readonly FieldFacts[],
    said: FormViews,
    groups: readonly FormGroup<Record<string, unknown>>[] = [],
  ): Child[] {
    const names = groups.flatMap(({ fields }) => fields);
    const { doing } = this.#parts;
    checkNames(names, facts.map(({ path }) => path), doing, "a group has");
    const twice = names.find((name, at) => names.indexOf(name) < at);
    if (twice !== undefined) {
      throw new TypeError(`Cannot ${doing}: groups have ${twice} twice, expected it once`);
    }
    const done = new Set<unknown>();
    return facts.map((fact) => {
      const group = groups.find(({ fields }) => fields.includes(fact.path));
      if (!group) return this.#make(fact, said);
      if (done.has(group)) return undefined;
      done.add(group);
      const { legend, hint, columns, fields } = group;
      const inside = fields.map((name) => {
        return this.#make(facts.find(({ path }) => path === name)!, said);
      });
      return this.#toGroup(
        this.#toId(`group-${done.size}`),
        { legend, hint, columns },
        inside,
      );
    });
  }

  /** The errors that are at no field, each with the title of the field that it is of. */
  others(known: readonly string[]): string[] {
    return [...this.#errors].filter(([name]) => !this.#placed.has(name)).map(([name, text]) =>
      known.includes(name.split(".")[0]!) ? `${titleOf(name)}: ${text}` : text
    );
  }

  #make(fact: FieldFacts, { views, own }: FormViews): Child {
    const { path, kind, group, unasked } = fact;
    const name = path.slice(path.lastIndexOf(".") + 1);
    const given = Object.hasOwn(views, name) ? views[name] : undefined;
    const shared = Object.hasOwn(own, name) ? own[name] : undefined;
    if (given === false || given === undefined && shared === false) return undefined;
    const view: FieldView = { label: titleOf(name), ...toView(shared), ...toView(given) };
    if (group) {
      const { label: legend, hint } = view;
      const said = { views: {}, own: group.Row ? viewsOf(group.Row) : {} };
      return this.#toGroup(
        this.#toId(path),
        { legend, hint },
        this.arrange(group.fields, said),
      );
    }
    if (path === "id" && given === undefined && view.as === undefined) return this.#toKey();
    if (kind === "bytes" && view.as === undefined) return undefined;
    if (unasked !== undefined && view.as === undefined && view.choices === undefined) {
      throw new TypeError(
        `Cannot ${this.#parts.doing}: ${path} is ${unasked}, expected its choices, or false in fields`,
      );
    }
    return this.#toField(fact, view);
  }

  /** The key of a row that is there already is sent with the others. */
  #toKey(): Child {
    const key = readPath(this.#parts.values, "id");
    if (key === undefined || key === null || key === "" || key === 0 || key === 0n) return;
    this.shown.id = key;
    return Input({ type: "hidden", name: "id" });
  }

  #toHidden(path: string, value: unknown): Child {
    if (!Array.isArray(value)) return Input({ type: "hidden", name: path });
    // One each; `skip` keeps fillForm from putting the whole list into each of them.
    return value.map((one) =>
      Input({ type: "hidden", name: path, value: `${one}` }).with({ skip: true })
    );
  }

  #toField(fact: FieldFacts, view: FieldView): Child {
    const { path, kind, initial, sendsFalse } = fact;
    const { label, as, choices: named, required = fact.required, autofocus, ...attrs } = view;
    const sent = readPath(this.#parts.values, path);
    const isLeft = this.#isSent && (kind === "list" || kind === "boolean");
    const raw = sent === undefined && !isLeft ? initial : sent;
    const type = as ?? toType(fact, named !== undefined, raw);
    const value = this.shown[path] = toShown(raw, fact, this.#isSent);
    if (type === "hidden") return this.#toHidden(path, value);
    const error = this.#takeError(fact);
    const isFirst = error !== undefined && !this.hasFocus;
    if (isFirst) this.hasFocus = true;
    const field: FieldAttrs = {
      ...isOfType(fact, type) ? fact.attrs : {},
      ...toStep(value, type),
      ...type === "range" ? { value: value as number } : {},
      ...attrs,
      name: path,
      id: this.#toId(path),
      label,
      type,
      error,
      required,
      autofocus: isFirst || this.#errors.size === 0 && autofocus,
    };
    if (type === "checkbox" || type === "switch") {
      // A box that is not checked sends nothing, and the row would not change.
      return sendsFalse
        ? [CheckboxX({ name: path })[0], Field({ ...field, value: "1" })]
        : Field(field);
    }
    const choices = this.#toChoices(fact, { named, type, value });
    if (!choices) return Field(field);
    const isFree = fact.nullable || value === undefined || value === "";
    const isEmpty = type === "select" && kind !== "list" && isFree &&
      !choices.some(([key]) => key === "");
    return Field({
      ...field,
      choices: Object.fromEntries(choices),
      ...type === "select" && kind === "list" && { multiple: true },
      empty: attrs.empty ?? (isEmpty ? "–" : undefined),
    });
  }

  /** Ids of hints and errors are in a list with spaces between, and columns may have some, too. */
  #toId(name: string): string {
    return `${this.#parts.id}-${name.replace(/\s+/g, "-")}`;
  }

  #toGroup(
    id: string,
    { legend, hint, columns = 1 }: Pick<FormGroup<never>, "legend" | "hint" | "columns">,
    inside: readonly Child[],
  ): Child {
    if (!inside.some(isShown)) return undefined;
    const hasHint = isShown(hint);
    return Fieldset(
      { cls: "ui-group", aria_describedby: hasHint ? `${id}-hint` : undefined },
      Legend(legend),
      hasHint && P({ id: `${id}-hint`, cls: "ui-hint" }, hint),
      columns > 1 ? Grid({ columns }, inside) : inside,
    );
  }

  /** The message of a field, and of what is in it: `tags.0`. */
  #takeError({ path }: FieldFacts): string | undefined {
    const found = [...this.#errors].filter(([name]) =>
      name === path || name.startsWith(`${path}.`)
    );
    found.forEach(([name]) => this.#placed.add(name));
    return found.length > 0 ? [...new Set(found.map(([, text]) => text))].join(" ") : undefined;
  }

  /** What may be chosen, with the words for it, or undefined where anything may be. */
  #toChoices(
    { path, kind, choices }: FieldFacts,
    { named, type, value }: { named?: Choices; type: FieldType; value: unknown },
  ): [value: string, label: string][] | undefined {
    const { doing } = this.#parts;
    const own = (choices ?? (kind === "boolean" ? [true, false] : undefined))?.map(String);
    if (!own && !named) {
      if (!CHOOSING.has(type)) return undefined;
      throw new TypeError(`Cannot ${doing}: ${path} is a ${type} without choices, expected them`);
    }
    const isList = Array.isArray(named);
    // Not as objects, whose keys would be found in what every object has.
    const words = new Map<string, string>(
      isList ? [] : Object.entries(named as Readonly<Record<string, string>> ?? {}),
    );
    const given = isList ? named.map(String) : [...words.keys()];
    if (own) checkNames(given, own, doing, `choices of ${path} have`);
    const all = own && !isList ? own : given;
    const pairs = all.map((key): [string, string] => [
      key,
      words.get(key) ??
        (kind === "boolean" ? `${word(key === "true" ? "yes" : "no")}` : key),
    ]);
    // What a row has already stays possible: the browser would choose the first one instead.
    const extra = [value].flat().filter((one) => one !== undefined && one !== "").map(String);
    return [
      ...pairs,
      ...extra.filter((key) => !all.includes(key)).map((key): [string, string] => [key, key]),
    ];
  }
}

const CHOOSING = new Set(["select", "radios", "checkboxes"]);

function toType({ kind, type }: FieldFacts, hasChoices: boolean, value: unknown): FieldType {
  if (hasChoices) return kind === "list" ? "checkboxes" : kind === "boolean" ? "radios" : "select";
  // An input of one line would lose the ends of lines.
  return type === "text" && typeof value === "string" && /[\r\n]/.test(value) ? "textarea" : type;
}

/** Whether the attributes of a kind are those of its control, too. */
function isOfType({ kind, type: usual }: FieldFacts, type: FieldType): boolean {
  if (kind === "number") return type === "number" || type === "range";
  return type === usual || kind === "text" && !CHOOSING.has(type);
}
