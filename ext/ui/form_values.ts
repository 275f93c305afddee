/** Values of a form, as its controls show them. */
import type { FieldType } from "./field.ts";
import type { FieldFacts } from "./form_facts.ts";

/** Reads `address.city`: of what was sent by this name, of a row inside of what is `address`. */
export function readPath(values: object, path: string): unknown {
  // Inherited values count, as defaults of a row do, but not what every object has.
  if (Object.hasOwn(values, path) || path in values && !(path in Object.prototype)) {
    return values[path as never];
  }
  const dot = path.indexOf(".");
  const inner = dot > 0 ? readPath(values, path.slice(0, dot)) : undefined;
  const isInner = typeof inner === "object" && inner !== null;
  return isInner ? readPath(inner, path.slice(dot + 1)) : undefined;
}

/** A value as `fillForm()` puts it into a control; undefined where the control stays empty. */
export function toShown(
  value: unknown,
  { kind }: FieldFacts,
  { type, isSent }: { type: FieldType | "hidden"; isSent: boolean },
): unknown {
  if (value === undefined || value === null || value instanceof File) return undefined;
  if (value instanceof Date) return toMoment(value, type);
  if (value instanceof URL) return value.href;
  if (kind === "json") {
    return typeof value === "string" && isSent ? value : JSON.stringify(value, null, 2);
  }
  // What is sent twice counts as the last, as the server reads it.
  return Array.isArray(value) && kind !== "list" ? value.at(-1) : value;
}

function toMoment(date: Date, type: string): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  if (type === "date") return date.toISOString().slice(0, 10);
  if (type !== "datetime-local") return date.toISOString();
  // Read back, it is a time of the server's own zone, as it names none.
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, -1).replace(/(:00)?\.000$/, "");
}
