/** How sent values are read into one parameter, or into an instance of a class. */
import { fieldOf } from "../../field.ts";
import type { Sentence } from "../messages.ts";
import type { BodyData } from "../types.ts";

/** How one parameter or field is read from a sent value. */
export interface FieldReader {
  /** The constructor of its values, such as `Integer`; undefined where a function reads it. */
  readonly type?: unknown;
  /** How each item of a list is read. */
  readonly item?: FieldReader;
  /** The values that it may have, if they are few. */
  readonly choices?: readonly (string | number)[];
  /** The default that the program wrote as a literal. */
  readonly initial?: unknown;
  /** What the message says was expected: "a number". */
  readonly expected: string;
  /** What the user is told of a value that does not fit. */
  readonly problem: Sentence;
  /** Reads a text, file or JSON value; undefined when it does not fit. */
  readonly read: (raw: unknown) => unknown;
  /** Makes the default; without it, the parameter is required. */
  readonly fallback?: () => unknown;
  /** Whether an empty text counts as missing: a browser sends one for an empty number field. */
  readonly emptyIsMissing?: boolean | (() => boolean);
  /** Whether JSON's null, or an empty text in a field that is not text, is the value null. */
  readonly nullable?: boolean;
  /** Whether a class needs the field: it has to be sent, and with more than blanks. */
  readonly isRequired?: boolean;
  /** The class of a field of several fields. */
  readonly form?: FormClass;
}

/** A class whose instances are read from form data or JSON. */
export interface FormClass {
  /** The class. */
  readonly of: unknown;
  /** Whether a client may set only some of its fields. */
  readonly isPart: boolean;
  /** Its name. */
  readonly name: string;
  /** The fields that a client may set. */
  readonly fields: ReadonlyMap<string, FieldReader>;
  /** Makes the object that fields which were not sent are read from. */
  readonly blank: () => object;
}

/** The result of reading: the instance, and an error for each field that did not fit. */
export interface FormResult {
  readonly value: object;
  readonly errors: ReadonlyMap<string, FieldError>;
}

/** A value that did not fit; undefined for one that was required, and not sent. */
export interface FieldError {
  readonly raw: unknown;
  readonly expected: string;
  readonly problem: Sentence;
}

/**
 * Reads the sent fields into an instance. Only those are own properties; the others are inherited
 * from the class's initial values, so that an update can tell "not sent" from "empty".
 */
export function readForm({ fields, blank }: FormClass, sent: BodyData): FormResult {
  const value: BodyData = Object.create(blank());
  const errors = new Map<string, FieldError>();
  for (const [name, field] of fields) {
    const raw = rawOf(sent, name), isEmpty = isMissing(raw, field), { expected, problem } = field;
    if (raw === undefined || isEmpty && !field.nullable) {
      if (field.isRequired) errors.set(name, { raw: undefined, expected, problem });
    } else if (field.nullable && (isEmpty || raw === null)) value[name] = null;
    else if (field.form && isObject(raw)) {
      const inner = readForm(field.form, raw);
      for (const [key, error] of inner.errors) errors.set(`${name}.${key}`, error);
      value[name] = inner.value;
    } else {
      const read = field.read(raw);
      const isBlank = field.isRequired && typeof read === "string" && read.trim() === "";
      if (isBlank) errors.set(name, { raw: undefined, expected, problem });
      else if (read === undefined || read === null && !field.nullable) {
        errors.set(name, { raw, expected, problem });
      } else value[name] = read;
    }
  }
  return { value, errors };
}

/** Whether any field of the class was sent. */
export function isSent({ fields }: FormClass, sent: BodyData): boolean {
  return [...fields.keys()].some((name) => rawOf(sent, name) !== undefined);
}

/** Whether a value is the fields of an object. */
export function isObject(raw: unknown): raw is BodyData {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !(raw instanceof File);
}

/** Whether a text is empty in a field where that counts as missing. */
export function isMissing(raw: unknown, { emptyIsMissing = false }: FieldReader): boolean {
  if (raw !== "") return false;
  return typeof emptyIsMissing === "function" ? emptyIsMissing() : emptyIsMissing;
}

function rawOf(sent: BodyData, name: string): unknown {
  return sent[name] === undefined ? toNested(sent, name) : sent[name];
}

/** Collects `address.city` and `address.zip` into the value of `address`. */
function toNested(sent: BodyData, name: string): BodyData | undefined {
  let nested: BodyData | undefined;
  for (const key in sent) {
    if (!key.startsWith(`${name}.`)) continue;
    nested ??= Object.create(null) as BodyData;
    nested[key.slice(name.length + 1)] = fieldOf(sent, key);
  }
  return nested;
}
