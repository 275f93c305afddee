/** Parameters that are read from a whole body: classes, schemas, and what is made of these. */
import { typeName } from "../../html/attrs.ts";
import { HTTPException } from "../errors.ts";
import { then } from "../../maybe.ts";
import { ParamSpec } from "./declare.ts";
import { isClass, toFormClass } from "./field_reader.ts";
import { type FormClass, isSent, readForm } from "./form_class.ts";
import { SAY } from "../say.ts";
import {
  type Finder,
  type ParamFacts,
  type Source,
  toBindError,
  toBindErrors,
  toProblem,
} from "./source.ts";
import type { BodyData, SchemaResult, StandardSchema } from "../types.ts";

/** How a parameter is read from a whole body. */
export interface Whole {
  readonly find: Finder;
  /** Whether there is anything of it among the fields. */
  readonly isSent: (fields: BodyData) => boolean;
  /** Whether it is undefined where there is not. */
  readonly isOptional?: boolean;
  /** What it is, for what describes routes. */
  readonly facts: ParamFacts & { readonly from: "fields" };
}

/** Reads the declaration of a class or a schema; undefined for what is one field, or a list. */
export function toWhole(declaration: unknown, name: string, where: string): Whole | undefined {
  if (isSchema(declaration)) return fromSchema(declaration, name);
  if (declaration instanceof ParamSpec) {
    const { spec } = declaration;
    if (spec.kind === "only") return fromClass(toFormClass(spec.of, where, spec.fields));
    if (spec.kind === "checked") return fromChecked(spec.of, where);
    const of = spec.kind === "optional" ? toWhole(spec.of, name, where) : undefined;
    return of && toOptional(of);
  }
  if (!isClass(declaration) || declaration === File || declaration === URL) return undefined;
  const { fromRequest } = declaration as { fromRequest?: FromRequest };
  if (!fromRequest) return fromClass(toFormClass(declaration, where));
  const find = (source: Source) => fromRequest.call(declaration, toFields(source), source.context);
  return { find, isSent: hasFields, facts: { from: "fields" } };
}

/**
 * What a declaration reads from a form: a class with its fields, as `checked()` and `only()` read it,
 * or a schema. Undefined for what is no form: one value, or a class that reads itself.
 *
 * @example
 * ```ts
 * import { formOf, only } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class User { name = ""; admin = false; }
 * const form = formOf(only(User, "name"))!;
 * deepStrictEqual("fields" in form && [...form.fields.keys()], ["name"]);
 * ```
 */
export function formOf(declaration: unknown): FormClass | StandardSchema | undefined {
  return toWhole(declaration, "form", "a form")?.facts.of;
}

type FromRequest = (data: BodyData, context: unknown) => unknown;

function isSchema(value: unknown): value is StandardSchema {
  return Object(value) === value && "~standard" in (value as object);
}

/** The fields that were sent: the body's, or the query's where the verb has no body. */
function toSent({ query, body }: Source): BodyData {
  return body ?? query;
}

/** The fields that were sent, overridden by the path's. */
function toFields(source: Source): BodyData {
  return Object.assign(Object.create(null), toSent(source), source.path);
}

function hasFields(fields: BodyData): boolean {
  return Object.keys(fields).length > 0;
}

/** The path is not asked: it always has its parameters. */
function toOptional({ find, isSent, facts }: Whole): Whole {
  return {
    find: (source) => isSent(toSent(source)) ? find(source) : undefined,
    isSent,
    isOptional: true,
    facts: { ...facts, isOptional: true },
  };
}

function fromClass(form: FormClass): Whole {
  const find = (source: Source) => {
    const { value, errors } = readForm(form, toFields(source));
    if (errors.size === 0) return value;
    const inPath = [...errors].find(([name]) => name in source.path);
    throw inPath ? toBindError(...inPath, 404) : toBindErrors(errors);
  };
  return { find, isSent: (fields) => isSent(form, fields), facts: { from: "fields", of: form } };
}

function fromSchema(schema: StandardSchema, name: string): Whole {
  const finish = (result: SchemaResult<unknown>) => {
    if (!result.issues) return result.value;
    const errors = toMessages(result.issues);
    const tell = Object.entries(errors)
      .map(([path, message]) => path ? `${path}: ${message}` : message).join("; ");
    throw new HTTPException(422, `Cannot read "${name}": ${tell}`, { tell, errors });
  };
  const { validate } = schema["~standard"];
  return {
    find: (source) => then(validate(toFields(source)), finish),
    isSent: hasFields,
    facts: { from: "fields", of: schema },
  };
}

/** The value or the errors, and what was sent, so that a rule of the program can show it again. */
function fromChecked(of: unknown, where: string): Whole {
  if (isSchema(of)) {
    const { validate } = of["~standard"];
    const find = (source: Source) => {
      const input = toFields(source);
      return then(
        validate(input),
        (result) =>
          result.issues
            ? { ok: false, errors: toMessages(result.issues), input }
            : { ok: true, value: result.value, errors: {}, input },
      );
    };
    return { find, isSent: hasFields, facts: { from: "fields", of, isChecked: true } };
  }
  const form = toCheckedClass(of, where);
  const find = (source: Source) => {
    const input = toFields(source);
    const { value, errors } = readForm(form, input);
    if (errors.size === 0) return { ok: true, value, errors: {}, input };
    const messages = [...errors].map((
      [name, error],
    ) => [name, source.context[SAY](toProblem(error))]);
    return { ok: false, errors: Object.fromEntries(messages), input };
  };
  const facts = { from: "fields", of: form, isChecked: true } as const;
  return { find, isSent: (fields) => isSent(form, fields), facts };
}

function toCheckedClass(of: unknown, where: string): FormClass {
  const only = of instanceof ParamSpec && of.spec.kind === "only" ? of.spec : undefined;
  const checked: unknown = only?.of ?? of;
  if (isClass(checked)) return toFormClass(checked, where, only?.fields);
  throw new TypeError(
    `Cannot declare ${where}: checked(${typeName(of)}), expected a class or a schema`,
  );
}

/** The first message for each path, such as `address.city`. */
function toMessages(
  issues: NonNullable<SchemaResult<unknown>["issues"]>,
): Record<string, string> {
  const messages: Record<string, string> = Object.create(null);
  for (const { path = [], message } of issues) {
    const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
    messages[keys.join(".")] ??= message;
  }
  return messages;
}
