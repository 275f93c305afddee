/** Values of a form, as its controls show them. */
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

/** A value as `fillForm()` puts it into a control, or undefined where the control stays empty. */
export function toShown(
  value: unknown,
  { kind }: FieldFacts,
  isSent: boolean,
): unknown {
  if (value === undefined || value === null) return undefined;
  if (value instanceof URL) return value.href;
  if (kind === "json") {
    return typeof value === "string" && isSent ? value : JSON.stringify(value, null, 2);
  }
  // What is sent twice counts as the last, as the server reads it.
  return Array.isArray(value) && kind !== "list" ? value.at(-1) : value;
}

/** Without a step, a time with seconds is no time of its control. */
export function toStep(value: unknown, type: string): { step?: string } {
  if (type !== "datetime-local") return {};
  const [, seconds, part] = /T\d\d:\d\d:(\d\d)(\.\d+)?/.exec(toTime(value)) ?? [];
  if (part !== undefined && Number(part) > 0) return { step: "0.001" };
  return seconds === undefined || seconds === "00" ? {} : { step: "1" };
}

function toTime(value: unknown): string {
  const isTime = value instanceof Date && !Number.isNaN(value.getTime());
  return isTime ? value.toISOString() : String(value);
}
