/** Forms from classes and schemas: their fields, with what was typed and what is wrong with it. */
import { type Child, type FieldErrors, fillForm, formOf, FT, P, type RowClass } from "../../mod.ts";
import type {
  AnyClass,
  FormAttrs,
  FormClass,
  Param,
  StandardSchema,
  UrlValue,
} from "../../types.ts";
import { Button } from "./button.ts";
import { FieldForm } from "./field.ts";
import { checkNames, type FieldViews, toRowClass, viewsOf } from "./field_view.ts";
import { FormFields, type FormGroup } from "./form_fields.ts";
import { factsOfClass, type FieldFacts } from "./form_facts.ts";
import { factsOfSchema, plainFacts } from "./form_schema.ts";
import { Grid, Row } from "./layout.ts";
import { isShown } from "./attrs.ts";
import { word } from "./messages.ts";
import { Alert } from "./parts.ts";

/** What a form is made from: a class, `only()` or `checked()` of one, a table, or a schema. */
export type FormSource = AnyClass | Param<unknown> | StandardSchema | { readonly Row: RowClass };

/** The values of what a form is made from: by a schema, those that are made of what is sent. */
export type FormRow<Source> = Source extends { readonly Row: RowClass<infer Own> } ? Own
  : Source extends StandardSchema<infer Output>
    ? Source extends
      { readonly "~standard": { readonly types?: { readonly input: infer Input } | undefined } }
      ? { [Name in keyof Input]: Name extends keyof Output ? Output[Name] : Input[Name] }
    : Output
  : Source extends Param<infer Value>
    ? [Extract<Value, { readonly ok: true; readonly value: unknown }>] extends [never]
      ? NonNullable<Value>
    : Extract<Value, { readonly ok: true; readonly value: unknown }>["value"]
  : Source extends AnyClass<infer Own> ? Own
  : never;

/** Values of a row, or all that was sent, as `input` of `checked()` has it. */
export type FormValues<Source, Values> = Source extends StandardSchema ? unknown
  : string extends keyof Values ? unknown
  : {
    readonly [Name in keyof Values]: Name extends keyof FormRow<Source>
      ? FormRow<Source>[Name] | null | undefined
      : never;
  };

/** The attributes of {@linkcode FormFor}: its own, and those of its `<form>`. */
export interface FormForAttrs<Own> extends Omit<FormAttrs, "title" | "action"> {
  /** Where it is sent, by htmx where that is on the page, and otherwise by the browser. */
  action?: UrlValue;
  /**
   * What its fields show: a row, or `input` of `checked()`. Default: the class's default values.
   */
  values?: object;
  /** What is wrong, by field. What belongs to no field is shown at the top. */
  errors?: FieldErrors;
  /** The words of its button, or a button, or false for none. Default: `Save`. */
  submit?: Child;
  /** What is beside the button, such as a link back. */
  actions?: Child;
  /** How fields look; false leaves one out. It wins over `static ui` of the class. */
  fields?: FieldViews<Own>;
  /** How many fields are beside each other where there is room. Default: 1. */
  columns?: 1 | 2 | 3;
  /** Fields that belong together, at the place of the first of them. */
  groups?: readonly FormGroup<Own>[];
}

/**
 * Makes a form that asks for what a class or a schema reads: a label, a control, a hint and an error
 * for each field. Children are below the fields.
 *
 * @example
 * ```ts
 * import { checked, fastApp, FtResponse } from "@fasthtml/fasthtml";
 * import { Alert, AuthPage, FormFor, ui } from "@fasthtml/fasthtml/ext/ui";
 *
 * class Guest {
 *   static notNull = ["name"];
 *   name = "";
 *   email = "";
 *   news = false;
 * }
 *
 * const { rt } = fastApp(ui());
 * const page = (values = {}, errors = {}) =>
 *   AuthPage({ title: "Join", brand: "Acme" },
 *     FormFor(Guest, {
 *       action: join, values, errors, submit: "Join",
 *       fields: { email: { label: "E-mail", as: "email", hint: "For the bill" } },
 *     }));
 *
 * rt("/", () => page());
 * const join = rt.post("/join", { guest: checked(Guest) }, ({ guest }) =>
 *   guest.ok
 *     ? Alert({ tone: "success" }, `Welcome, ${guest.value.name}`)
 *     : FtResponse(page(guest.input, guest.errors), { status: 422 }));
 * ```
 */
export function FormFor<const Source extends FormSource, Values extends object = object>(
  of: Source,
  attrs: FormForAttrs<FormRow<Source>> & { values?: Values & FormValues<Source, Values> },
  ...children: Child[]
): FT {
  const {
    values = {},
    errors = {},
    submit = word("save"),
    actions,
    fields,
    columns = 1,
    groups = [],
    ...rest
  } = attrs;
  const views = (fields ?? {}) as FieldViews;
  const { name, facts, own } = toForm(of, views);
  const doing = `make a form${name && ` for ${name}`}`;
  const known = facts.map(({ path }) => path);
  checkNames(Object.keys(views), known, doing, "fields has");
  checkValues(values, doing);
  const id = `${rest.id ?? `${toKebab(name)}form`}`;
  const made = new FormFields({ id, doing, values, errors });
  const parts = made.arrange(
    facts,
    { views, own },
    groups as readonly FormGroup<Record<string, unknown>>[],
  );
  const others = made.others(known);
  const button = submit instanceof FT || !isShown(submit)
    ? submit
    : Button({ type: "submit", variant: "primary" }, submit);
  return fillForm(
    FieldForm(
      { ...toWay(rest), id },
      others.length > 0 &&
        Alert(
          { tone: "danger", tabindex: "-1", autofocus: !made.hasFocus },
          others.length > 1 ? others.map((text) => P(text)) : others,
        ),
      columns > 1 ? Grid({ columns }, parts) : parts,
      children,
      (isShown(actions) || isShown(button)) && Row({ justify: "end" }, actions, button),
    ),
    // Children may ask for what is no field of the form.
    Object.assign(Object.create(values), made.shown),
  );
}

function checkValues(values: unknown, doing: string): void {
  const found = values === null
    ? "null"
    : values instanceof Promise
    ? "a promise"
    : typeof values !== "object"
    ? typeof values
    : undefined;
  if (found === undefined) return;
  const expected = found === "a promise" ? "an awaited row" : "an object";
  throw new TypeError(`Cannot ${doing}: values are ${found}, expected ${expected}`);
}

/** The fields of what a form is made from, and what its class says of them. */
function toForm(
  of: FormSource,
  views: FieldViews,
): { name: string; facts: FieldFacts[]; own: FieldViews } {
  const source = of === null || of === undefined ? of : toRowClass(of as RowClass);
  const form = formOf(source);
  if (form && "fields" in form) {
    const Class = form.of as RowClass;
    return { name: Class.name, facts: factsOfClass(form as FormClass), own: viewsOf(Class) };
  }
  if (!form) {
    throw new TypeError(
      `Cannot make a form: found ${source === null ? "null" : typeof source}, ` +
        "expected a class, a schema or a table",
    );
  }
  const facts = factsOfSchema(form as StandardSchema);
  if (facts.length > 0) return { name: "", facts, own: {} };
  const named = Object.keys(views).map(plainFacts);
  if (named.length > 0) return { name: "", facts: named, own: {} };
  throw new TypeError(
    "Cannot make a form: the schema names no fields, expected them in the option fields",
  );
}

/** Not for what is in it: a field with `hx_get` of its own is not to replace the form. */
const SWAP = {
  hx_target: "this",
  hx_swap: "outerHTML",
  hx_disinherit: "hx-target hx-swap",
} as const;

/** How it is sent: by the browser, and by htmx, which then puts the response in its place. */
function toWay(attrs: FormAttrs): FormAttrs {
  const { hx_post, action = hx_post, method = "post", ...rest } = attrs;
  const hasVerb = ["hx_get", "hx_put", "hx_patch", "hx_delete"].some((name) => name in rest);
  const isPost = `${method}`.toLowerCase() === "post" && !hasVerb;
  const posts = hx_post ?? (isPost ? action : undefined);
  const isPosted = posts !== undefined && posts !== null && posts !== false;
  if (!isPosted && !hasVerb) return { method, action, ...rest };
  const sent = isPosted ? { hx_post: posts } : {};
  return { method, action, ...sent, ...SWAP, ...rest };
}

/** The beginning of ids: `SalesOrder` is `sales-order-`. */
function toKebab(name: string): string {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2").replace(/\s+/g, "-").toLowerCase();
  return words && `${words}-`;
}
