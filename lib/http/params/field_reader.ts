/** What a declaration means for one sent value: how it is read, and its default. */
import { typeName } from "../../html/attrs.ts";
import { findExcess, JSON_LIMITS, parseJson } from "../../null_object.ts";
import { Integer } from "../../value_types.ts";
import { type Coerce, type Scalar, SCALARS } from "./coerce.ts";
import type { Sentence } from "../messages.ts";
import { ParamSpec } from "./declare.ts";
import { type FieldReader, type FormClass, isObject, readForm } from "./form_class.ts";
import type { AnyClass, BodyData, Declaration } from "../types.ts";

/** Makes the reader of a declaration; throws a TypeError when it cannot be a parameter. */
export function toFieldReader(declaration: Declaration, where: string): FieldReader {
  const scalar = SCALARS.get(declaration);
  if (scalar) return fromScalar(scalar, declaration !== String && declaration !== Boolean);
  if (declaration === Object) return JSON_READER;
  if (declaration === File) return FILE_READER;
  if (Array.isArray(declaration)) return fromList(declaration, where);
  if (declaration instanceof ParamSpec) return fromSpec(declaration, where);
  if (typeof declaration === "function") {
    return isClass(declaration)
      ? fromFormClass(toFormClass(declaration, where))
      : fromFunction(declaration);
  }
  const literal = declaration === null
    ? fromScalar(SCALARS.get(String)!)
    : fromLiteral(declaration);
  if (literal) return { ...literal, fallback: () => declaration, initial: declaration };
  const found = typeof declaration === "object" ? "an object" : typeof declaration;
  throw new TypeError(`Cannot declare ${where}: ${found}, expected a type, a default or a schema`);
}

/**
 * Reads a class's fields from its initial values, from `static types` where those do not tell the
 * type, and from `static notNull`. Throws a TypeError where the type of a field is not known.
 */
export function toFormClass(of: AnyClass, where: string, only?: readonly string[]): FormClass {
  const { types = {}, notNull = [] } = of as FormStatics;
  const make = of as new () => object;
  const sample = new make() as BodyData;
  const values = Object.keys(sample).filter((name) => typeof sample[name] !== "function");
  const names = new Set([...values, ...Object.keys(types)]);
  for (const name of [...only ?? [], ...notNull]) {
    if (names.has(name)) continue;
    const known = [...names].join(", ");
    throw new TypeError(
      `Cannot declare ${where}: no field "${name}" in ${of.name}, expected one of ${known}`,
    );
  }
  const fields = new Map<string, FieldReader>();
  for (const name of only ?? names) {
    const type = Object.hasOwn(types, name) ? types[name]! : undefined;
    const field = type === undefined
      ? fromInitial(sample[name], `${of.name}.${name}`, where)
      : toFieldReader(type, where);
    const isRequired = notNull.includes(name);
    const nullable = !isRequired && ((sample[name] ?? null) === null || isOptional(type));
    // The first option of a select that may stay as it is, is empty.
    const isEmpty = nullable && field.choices && !field.choices.includes("");
    fields.set(name, { ...field, nullable, isRequired, ...isEmpty && { emptyIsMissing: true } });
  }
  if (fields.size === 0) {
    throw new TypeError(
      `Cannot declare ${where}: ${of.name} has no fields, expected initial values`,
    );
  }
  // Objects among the initial values must not be shared between requests.
  const isPlain = Object.values(sample).every((value) => Object(value) !== value);
  return {
    name: of.name,
    of,
    isPart: only !== undefined,
    fields,
    blank: () => isPlain ? sample : new make(),
  };
}

/** What a class says of its fields beside their initial values. */
interface FormStatics {
  readonly types?: Readonly<Record<string, Declaration>>;
  readonly notNull?: readonly string[];
}

/** Whether a function is a class of the program, not a plain function or a built-in class. */
export function isClass(value: unknown): value is AnyClass {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

function isOptional(declaration: unknown): boolean {
  return declaration instanceof ParamSpec && declaration.spec.kind === "optional";
}

/** The field of a default value; undefined when its type is not known. */
function fromLiteral(value: unknown): FieldReader | undefined {
  const type = value instanceof Date ? Date : value instanceof URL ? URL : TYPES[typeof value];
  const scalar = SCALARS.get(type);
  return scalar && fromScalar(scalar, type !== String && type !== Boolean);
}

const TYPES: Readonly<Record<string, unknown>> = {
  string: String,
  number: Number,
  boolean: Boolean,
  bigint: BigInt,
};

function fromScalar(scalar: Scalar, emptyIsMissing = false): FieldReader {
  const { type, coerce, expected, problem } = scalar;
  return {
    type,
    expected,
    problem: { key: problem },
    read: (raw) => readText(raw, coerce),
    emptyIsMissing,
  };
}

/** Reads a scalar; of repeated values the last wins, as in FastHTML. */
function readText(raw: unknown, coerce: Coerce): unknown {
  const value = Array.isArray(raw) ? raw.at(-1) : raw;
  const isText = typeof value === "string" || typeof value === "number" ||
    typeof value === "boolean";
  return isText ? coerce(String(value)) : undefined;
}

const FILE_READER: FieldReader = {
  type: File,
  expected: "a file",
  problem: { key: "file" },
  read: toFile,
};

function toFile(raw: unknown): File | undefined {
  const value = Array.isArray(raw) ? raw.at(-1) : raw;
  return value instanceof File ? value : undefined;
}

function fromList(items: readonly Declaration[], where: string): FieldReader {
  const [first = String] = items;
  const item = toFieldReader(first, where);
  const isDefault = typeof first !== "function" && !(first instanceof ParamSpec);
  return {
    item,
    ...isDefault && { initial: items },
    expected: `a list, each ${item.expected}`,
    problem: item.problem,
    read: (raw) => {
      const values = (Array.isArray(raw) ? raw : [raw]).map(item.read);
      return values.includes(undefined) ? undefined : values;
    },
    fallback: () => isDefault ? [...items] : [],
  };
}

function fromSpec({ spec }: ParamSpec<unknown>, where: string): FieldReader {
  switch (spec.kind) {
    case "oneOf": {
      const read = (text: string) => spec.choices.find((choice) => String(choice) === text);
      const expected = `one of ${spec.choices.map((choice) => `"${choice}"`).join(", ")}`;
      const problem: Sentence = { key: "choice", values: { choices: spec.choices.join(", ") } };
      const { choices, fallback } = spec;
      const field = {
        ...fromScalar({ coerce: read, expected, problem: "choice" }, fallback !== undefined),
        problem,
        choices,
      };
      return fallback === undefined
        ? field
        : { ...field, fallback: () => fallback, initial: fallback };
    }
    case "optional":
      return { ...toFieldReader(spec.of, where), fallback: () => undefined, emptyIsMissing: true };
    case "only":
      return fromFormClass(toFormClass(spec.of, where, spec.fields));
    default:
      throw new TypeError(`Cannot declare ${where}: ${spec.kind}() inside, expected it outermost`);
  }
}

function fromFormClass(form: FormClass): FieldReader {
  return {
    expected: `fields of ${form.name}`,
    problem: { key: "invalid" },
    form,
    read: (raw) => {
      if (!isObject(raw)) return;
      const { value, errors } = readForm(form, raw);
      return errors.size ? undefined : value;
    },
  };
}

/** A function without parameters makes the default; one with a parameter reads the text. */
function fromFunction(make: (...args: never) => unknown): FieldReader {
  if (make.length === 0) {
    const fallback = make as () => unknown;
    return {
      expected: "a value like the default",
      problem: { key: "invalid" },
      read: (raw) => fromLiteral(fallback())?.read(raw),
      fallback,
      emptyIsMissing: true,
    };
  }
  const name = make.name || "the function";
  const coerce = (text: string) => attempt(make as Coerce, text);
  return {
    ...fromScalar({ coerce, expected: `text that ${name} reads`, problem: "invalid" }),
    emptyIsMissing: () => coerce("") === undefined,
  };
}

/** Calls a reader. It rejects a text by undefined or by an expected error; others pass through. */
function attempt(read: Coerce, text: string): unknown {
  try {
    const value = read(text);
    // Number() returns NaN and Date an invalid date for text that does not fit.
    return Number.isNaN(value instanceof Date ? value.getTime() : value) ? undefined : value;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

/** Reads a field as the table does that is made of the class: 0 is an integer. */
function fromInitial(initial: unknown, field: string, where: string): FieldReader {
  if (Array.isArray(initial)) return toFieldReader(initial.length ? [initial[0]] : [String], where);
  if (Number.isInteger(initial)) return toFieldReader(Integer, where);
  const literal = fromLiteral(initial);
  if (literal) return literal;
  const prototype = Object(initial) === initial && Object.getPrototypeOf(initial);
  if (prototype === null || prototype === Object.prototype) return JSON_READER;
  if (isClass(prototype?.constructor)) return toFieldReader(prototype.constructor, where);
  const name = field.split(".").at(-1);
  throw new TypeError(
    `Cannot declare ${where}: ${field} starts as ${typeName(initial)}, expected a text, number, ` +
      `boolean, date, list or object, or "static types = { ${name}: Date }" (or String, Integer, …)`,
  );
}

/** A field whose initial value is an object literal: JSON, as an object or as text. */
const JSON_READER: FieldReader = {
  type: Object,
  expected: "JSON",
  problem: { key: "invalid" },
  read: (raw) => {
    if (typeof raw !== "string") return raw;
    if (findExcess(raw, JSON_LIMITS)) return undefined;
    try {
      return parseJson(raw);
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  },
};
