/** How sent values are read into one parameter, or into an instance of a class. */
import type { BodyData } from "../types.ts";

/** How one parameter or field is read from a sent value. */
export interface FieldReader {
  /** What the message says was expected: "a number". */
  readonly expected: string;
  /** Reads a text, file or JSON value; undefined when it does not fit. */
  readonly read: (raw: unknown) => unknown;
  /** Makes the default; without it, the parameter is required. */
  readonly fallback?: () => unknown;
  /** Whether an empty text counts as missing: a browser sends one for an empty number field. */
  readonly emptyIsMissing?: boolean | (() => boolean);
  /** Whether JSON's null, or an empty text in a field that is not text, is the value null. */
  readonly nullable?: boolean;
}

/** A class whose instances are read from form data or JSON. */
export interface FormClass {
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldReader>;
  /** Makes the object that fields which were not sent are read from. */
  readonly blank: () => object;
}

/** The result of reading: the instance, and an error for each field that did not fit. */
export interface FormResult {
  readonly value: object;
  readonly errors: ReadonlyMap<string, FieldError>;
}

/** A value that did not fit. */
export interface FieldError {
  readonly raw: unknown;
  readonly expected: string;
}

/**
 * Reads the sent fields into an instance. Only those are own properties; the others are inherited
 * from the class's initial values, so that an update can tell "not sent" from "empty".
 */
export function readForm({ fields, blank }: FormClass, sent: BodyData): FormResult {
  const value: BodyData = Object.create(blank());
  const errors = new Map<string, FieldError>();
  for (const [name, field] of fields) {
    const raw = sent[name] === undefined ? toNested(sent, name) : sent[name];
    const isEmpty = isMissing(raw, field);
    if (raw === undefined || (isEmpty && !field.nullable)) continue;
    const read = field.nullable && (isEmpty || raw === null) ? null : field.read(raw);
    const fits = read !== undefined && (read !== null || field.nullable);
    if (fits) value[name] = read;
    else errors.set(name, { raw, expected: field.expected });
  }
  return { value, errors };
}

/** Whether a text is empty in a field where that counts as missing. */
export function isMissing(raw: unknown, { emptyIsMissing = false }: FieldReader): boolean {
  if (raw !== "") return false;
  return typeof emptyIsMissing === "function" ? emptyIsMissing() : emptyIsMissing;
}

/** Collects `address.city` and `address.zip` into the value of `address`. */
function toNested(sent: BodyData, name: string): BodyData | undefined {
  let nested: BodyData | undefined;
  for (const key in sent) {
    if (!key.startsWith(`${name}.`)) continue;
    nested ??= Object.create(null) as BodyData;
    nested[key.slice(name.length + 1)] = sent[key];
  }
  return nested;
}
