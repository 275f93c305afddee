/** Fields: a label, a control, a hint and an error, tied together for screen readers. */
import {
  type Child,
  component,
  Datalist,
  Div,
  Fieldset,
  Form as FormTag,
  type FT,
  Input,
  Label,
  Legend,
  Option,
  Output,
  Select,
  Small,
  Span,
  Textarea,
} from "../../mod.ts";
import type {
  Component,
  FormAttrs,
  InputAttrs,
  InputType,
  SelectAttrs,
  TextareaAttrs,
} from "../../types.ts";
import { type IconValue, isShown, toIcon, withClass } from "./attrs.ts";

/** The kinds of fields: the types of inputs, and more. */
export type FieldType =
  | Exclude<
    InputType,
    "button" | "hidden" | "image" | "reset" | "submit" | null | undefined | false
  >
  | "textarea"
  | "select"
  | "radios"
  | "checkboxes"
  | "switch"
  | "otp";

/** What a user may choose: labels by value, or values that are their own labels. */
export type Choices = Readonly<Record<string, string>> | readonly (string | number)[];

/** The attributes of {@linkcode Field}: its own, and those of its control. */
export interface FieldAttrs
  extends
    Omit<InputAttrs, "type" | "title" | "list" | "value">,
    Pick<SelectAttrs, "multiple">,
    Pick<TextareaAttrs, "rows" | "cols" | "wrap"> {
  /** The name of its value in the form data. */
  name: string;
  /** What it asks for. */
  label: Child;
  /** The kind. Default: `text`. */
  type?: FieldType;
  /** The value: of `checkboxes` and a `select` with `multiple`, also a list of values. */
  value?: InputAttrs["value"] | readonly (string | number)[];
  /** A sentence that helps. */
  hint?: Child;
  /** What is wrong with the value. */
  error?: Child;
  /** What may be chosen: of `select`, `radios` and `checkboxes`, or proposals of a text. */
  choices?: Choices;
  /** Hints of choices by their value: `radios` and `checkboxes` then are cards. */
  choiceHints?: Readonly<Record<string, Child>>;
  /** The first entry of a `select`, which is for no choice. */
  empty?: string;
  /** An icon in the control. */
  icon?: IconValue;
  /** Whether the label is for screen readers alone. Default: false. */
  hideLabel?: boolean;
}

/** The kinds that have several values. */
const LISTS: ReadonlySet<FieldType> = new Set(["checkboxes", "select"]);

/**
 * Makes a field. All attributes that are not its own go to the control. An error marks the control,
 * and screen readers read it and the hint with it.
 *
 * @example
 * ```ts
 * import { Field } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Field({ name: "age", label: "Age", type: "number", hint: "In years" })}`,
 *   '<div class="ui-field"><label for="age">Age</label>' +
 *     '<input name="age" id="age" aria-describedby="age-hint" class="ui-input" type="number">' +
 *     '<small id="age-hint" class="ui-hint">In years</small></div>',
 * );
 * ```
 */
export const Field: Component<FieldAttrs> = component((attrs: FieldAttrs, children) => {
  const { type = "text", label, hint, error, hideLabel, ...rest } = attrs;
  if (Array.isArray(rest.value) && !LISTS.has(type)) {
    throw new TypeError(
      `Cannot make the field "${rest.name}": its value is a list and its type ${type}, expected ` +
        `one value, or the type checkboxes`,
    );
  }
  const id = `${rest.id ?? rest.name}`;
  const parts = {
    id,
    hint: isShown(hint) && Small({ id: `${id}-hint`, cls: "ui-hint" }, hint),
    error: isShown(error) && Small({ id: `${id}-error`, cls: "ui-error" }, error),
  };
  const described = [
    rest.aria_describedby as string,
    parts.hint && `${id}-hint`,
    parts.error && `${id}-error`,
  ].filter(Boolean).join(" ");
  const control: ControlAttrs = {
    ...rest,
    id,
    aria_invalid: parts.error ? "true" : rest["aria_invalid"],
    aria_describedby: described || undefined,
  };
  const text = Span(label, { cls: ["ui-field-label", rest.required && "ui-field-needed"] });
  if (type === "radios" || type === "checkboxes") {
    return Fieldset(
      { cls: "ui-field", aria_describedby: control.aria_describedby },
      Legend({ cls: hideLabel ? "ui-hidden" : rest.required && "ui-field-needed" }, label),
      Div({ cls: "ui-choices" }, toOptions(type === "radios" ? "radio" : "checkbox", control)),
      parts.hint,
      parts.error,
    );
  }
  if (type === "checkbox" || type === "switch") {
    const { icon: _, choices: _c, choiceHints: _h, empty: _e, ...own } = control;
    const role = type === "switch" ? { role: "switch" } : {};
    const box = Input(
      withClass({ ...own as InputAttrs, ...role, type: "checkbox" }, "ui-check"),
    );
    const row = type === "switch" ? "ui-switch-row" : "ui-choice";
    return Div(
      { cls: "ui-field" },
      Label({ cls: row }, type === "switch" ? [text, box] : [box, text]),
      parts.hint,
      parts.error,
    );
  }
  const needed = rest.required && "ui-field-needed";
  return Div(
    { cls: "ui-field" },
    Label({ fr: id, cls: hideLabel ? "ui-hidden" : needed }, label),
    toControl(type, control, children),
    parts.hint,
    parts.error,
  );
});

/**
 * Makes a form whose fields are one below the other, with the same space between all.
 *
 * @example
 * ```ts
 * import { Button, Field, FieldForm } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const form = FieldForm(
 *   { action: "/books" },
 *   Field({ name: "title", label: "Title" }),
 *   Button({ variant: "primary" }, "Save"),
 * );
 * match(`${form}`, /^<form [^>]*class="ui-form"/);
 * ```
 */
export const FieldForm: Component<FormAttrs> = component((attrs: FormAttrs, children) =>
  FormTag(withClass(attrs, "ui-form"), children)
);

interface ControlAttrs extends Omit<FieldAttrs, "label" | "type" | "hint" | "error"> {
  id: string;
}

function toControl(type: FieldType, attrs: ControlAttrs, children: readonly Child[]): Child {
  const { icon, choices, choiceHints: _, empty, value: given, ...more } = attrs;
  const { rows, cols, wrap, multiple, ...rest } = more;
  const own = withClass(rest, "ui-input");
  if (type === "select") {
    const chosen = new Set([given].flat().map(String));
    const first = empty !== undefined && Option({ value: "" }, empty);
    const options = toPairs(choices).map(([key, label]) =>
      Option({ value: key, selected: chosen.has(key) }, label)
    );
    return Select({ ...own as SelectAttrs, multiple }, first, options, children);
  }
  const value = given as InputAttrs["value"];
  if (type === "textarea") {
    return Textarea({ ...own as TextareaAttrs, rows, cols, wrap }, `${value ?? ""}`);
  }
  if (type === "range") {
    const { min = 0, max = 100 } = rest;
    const current = value ?? (Number(min) + Number(max)) / 2;
    return Div(
      { cls: "ui-range-row" },
      Input({ ...withClass(rest, "ui-range"), type, min, max, value: current }),
      Output({ fr: attrs.id }, `${current}`),
    );
  }
  if (type === "otp") {
    const { maxlength = 6 } = rest;
    const code = {
      inputmode: "numeric",
      autocomplete: "one-time-code",
      pattern: `[0-9]{${maxlength}}`,
      maxlength,
      size: maxlength,
    } as const;
    return Input({ ...code, ...withClass(rest, "ui-input ui-otp"), type: "text", value });
  }
  const list = choices && `${attrs.id}-list`;
  const input = Input({ ...own, type, value, list, multiple: multiple || undefined } as InputAttrs);
  const inside = icon ? Span({ cls: "ui-affix" }, toIcon(icon), input) : input;
  return list ? [inside, toDatalist(list, choices)] : inside;
}

function toDatalist(id: string, choices: Choices): FT {
  return Datalist({ id }, toPairs(choices).map(([value, label]) => Option({ value }, label)));
}

function toOptions(type: "radio" | "checkbox", attrs: ControlAttrs): FT[] {
  const { choices, choiceHints, empty: _, icon: _i, value, id, aria_describedby: _d, ...rest } =
    attrs;
  const chosen = new Set([value].flat().map(String));
  return toPairs(choices).map(([key, label], at) => {
    const hint = choiceHints?.[key];
    const own = { ...rest, type, id: at === 0 ? id : `${id}-${at + 1}`, value: key };
    const required = type === "radio" && rest.required;
    const autofocus = at === 0 && rest.autofocus;
    return Label(
      { cls: ["ui-choice", choiceHints && "ui-card-choice"] },
      Input(
        withClass(
          { ...own, required, autofocus, checked: chosen.has(key) } as InputAttrs,
          "ui-check",
        ),
      ),
      Span(label),
      isShown(hint) && Span({ cls: "ui-choice-hint" }, hint),
    );
  });
}

function toPairs(choices: Choices = []): [value: string, label: string][] {
  if (Array.isArray(choices)) return choices.map((value) => [`${value}`, `${value}`]);
  return Object.entries(choices as Readonly<Record<string, string>>);
}
