/** One field and many: how what was sent is read into a value, or into an instance of a class. */
import type { Fields } from "../types.ts";

/** How one parameter or field is read from what was sent. */
export interface Field {
  /** What the message says was expected: "a number". */
  readonly expected: string;
  /** Reads a text, file or JSON value; undefined when it does not fit. */
  readonly read: (raw: unknown) => unknown;
  /** Makes the value where nothing was sent; without it, the parameter must be sent. */
  readonly fallback?: () => unknown;
  /** Whether an empty text counts as nothing sent, as a browser sends an empty number field. */
  readonly emptyIsMissing?: boolean | (() => boolean);
  /** Whether JSON's null, or an emptied field that is not text, is the value null. */
  readonly nullable?: boolean;
}

/** A class as the binder sees it. */
export interface Shape {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Makes the object that unsent fields are read from. */
  readonly blank: () => object;
}

/** What came of reading: the instance, and a message for each field that did not fit. */
export interface ShapeResult {
  readonly value: object;
  readonly errors: ReadonlyMap<string, Refused>;
}

/** A value that did not fit. */
export interface Refused {
  readonly raw: unknown;
  readonly expected: string;
}

/**
 * Reads the fields that were sent into an instance that has only those as its own; the others
 * read as the class's initial values, so that an update can tell "not sent" from "empty".
 */
export function readShape({ fields, blank }: Shape, sent: Fields): ShapeResult {
  const value: Fields = Object.create(blank());
  const errors = new Map<string, Refused>();
  for (const [name, field] of fields) {
    const raw = sent[name] === undefined ? toNested(sent, name) : sent[name];
    const isEmpty = isNothing(raw, field);
    if (raw === undefined || (isEmpty && !field.nullable)) continue;
    const read = field.nullable && (isEmpty || raw === null) ? null : field.read(raw);
    if (read === undefined) errors.set(name, { raw, expected: field.expected });
    else value[name] = read;
  }
  return { value, errors };
}

/** Whether a text is empty where that counts as nothing sent. */
export function isNothing(raw: unknown, { emptyIsMissing = false }: Field): boolean {
  if (raw !== "") return false;
  return typeof emptyIsMissing === "function" ? emptyIsMissing() : emptyIsMissing;
}

/** Gathers `address.city` and `address.zip` into the value of `address`. */
function toNested(sent: Fields, name: string): Fields | undefined {
  let nested: Fields | undefined;
  for (const key in sent) {
    if (!key.startsWith(`${name}.`)) continue;
    nested ??= Object.create(null) as Fields;
    nested[key.slice(name.length + 1)] = sent[key];
  }
  return nested;
}
