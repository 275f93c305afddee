/** What a form asks for: the fields of a class, as `checked()` reads them. */
import { DateOnly, Float, Integer, type RowClass } from "../../mod.ts";
import type { FieldReader, FormClass } from "../../types.ts";
import type { FieldAttrs, FieldType } from "./field.ts";

/** The kinds of values that a form knows. */
export type FactKind =
  | "text"
  | "number"
  | "boolean"
  | "day"
  | "time"
  | "file"
  | "bytes"
  | "json"
  | "list"
  | "group";

/** A field, before a view says how it looks. */
export interface FieldFacts {
  /** Its path in the form data: `address.city`. */
  readonly path: string;
  readonly kind: FactKind;
  /** What asks for it, unless a view says otherwise. */
  readonly type: FieldType;
  /** Attributes of its control: the step of a number, the length of a text. */
  readonly attrs: Partial<FieldAttrs>;
  readonly choices?: readonly (string | number | boolean)[];
  readonly required: boolean;
  readonly nullable: boolean;
  readonly initial: unknown;
  /** What it is, where no control asks for it unless a view names its choices. */
  readonly unasked?: string;
  /** Whether a box that is not checked has to send an empty value, which is false. */
  readonly sendsFalse?: boolean;
  /** The fields of a group, and the class whose `static ui` names them. */
  readonly group?: { readonly fields: readonly FieldFacts[]; readonly Row?: RowClass };
}

/** The fields of a class, in their order. */
export function factsOfClass(form: FormClass, above = ""): FieldFacts[] {
  const initial = form.blank() as Readonly<Record<string, unknown>>;
  const { types = {} } = form.of as RowClass;
  return [...form.fields].map(([name, field]): FieldFacts => {
    const path = above + name;
    const plain = Object.hasOwn(types, name) && types[name] === Uint8Array
      ? { kind: "bytes", type: "file", attrs: {} } as const
      : toPlain(field, path);
    return {
      path,
      required: field.isRequired === true && plain.kind !== "boolean",
      nullable: field.nullable === true,
      initial: field.form ? undefined : initial[name] ?? field.fallback?.(),
      sendsFalse: plain.kind === "boolean",
      ...plain,
    };
  });
}

type Plain = Pick<FieldFacts, "kind" | "type" | "attrs" | "choices" | "group" | "unasked">;

function toPlain({ type, item, choices, form }: FieldReader, path: string): Plain {
  if (form) {
    const group = { fields: factsOfClass(form, `${path}.`), Row: form.of as RowClass };
    return { kind: "group", type: "text", attrs: {}, group };
  }
  if (item) {
    if (item.type === File) return { kind: "list", type: "file", attrs: { multiple: true } };
    const list = { kind: "list", type: "checkboxes", attrs: {} } as const;
    return item.choices ? { ...list, choices: item.choices } : { ...list, unasked: "a list" };
  }
  if (choices) return { kind: "text", type: "select", attrs: {}, choices };
  return PLAIN.get(type) ?? { kind: "text", type: "text", attrs: {} };
}

const PLAIN: ReadonlyMap<unknown, Plain> = new Map<unknown, Plain>([
  [Integer, { kind: "number", type: "number", attrs: {} }],
  [Number, { kind: "number", type: "number", attrs: { step: "any" } }],
  [Float, { kind: "number", type: "number", attrs: { step: "any" } }],
  // A browser's number has 53 bits.
  [BigInt, {
    kind: "text",
    type: "text",
    attrs: { inputmode: "numeric", pattern: "[+\\-]?[0-9]+" },
  }],
  [Boolean, { kind: "boolean", type: "checkbox", attrs: {} }],
  [Date, { kind: "time", type: "datetime-local", attrs: {} }],
  [DateOnly, { kind: "day", type: "date", attrs: {} }],
  [URL, { kind: "text", type: "url", attrs: {} }],
  [File, { kind: "file", type: "file", attrs: {} }],
  [Object, { kind: "json", type: "textarea", attrs: { spellcheck: false } }],
]);
