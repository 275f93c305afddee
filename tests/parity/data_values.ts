/** What fastlite answered and what is answered here, as data that can be compared. */
import { FastHTML } from "../../mod.ts";
import { type Fields, isDatabase, isTable, TYPES } from "./fastlite.ts";

const TYPE_NAMES = new Map(Object.entries(TYPES).map(([name, type]) => [type, name]));

/** What was answered here as data: classes, tables and databases by what they are. */
export function toData(value: unknown): unknown {
  if (isTable(value)) return { table: value.table };
  if (isDatabase(value)) return { database: true };
  if (value instanceof FastHTML) return { object: "FastHTML" };
  if (typeof value === "function") return toClassData(value);
  if (Array.isArray(value)) return value.map(toData);
  if (value === undefined) return null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return { date: value.toISOString() };
  if (value instanceof Uint8Array) return { bytes: new TextDecoder().decode(value) };
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  if (fields.length === 0 && value.constructor !== Object) {
    return { object: value.constructor.name };
  }
  return Object.fromEntries(fields.map(([name, item]) => [name, toData(item)]));
}

function toClassData(value: object): unknown {
  const type = TYPE_NAMES.get(value);
  if (type !== undefined) return { class: type };
  if (!("types" in value && "name" in value)) return { function: true };
  const types = Object.entries(value.types as Fields);
  return {
    class: value.name,
    fields: types.map(([name, type]) => [name, TYPE_NAMES.get(type)]),
  };
}

/** What fastlite answered, in the same form. */
export function toExpected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toExpected);
  if (typeof value !== "object" || value === null) return value;
  const node = value as Fields;
  if ("$dict" in node) return toExpected(node.$dict);
  if ("$tuple" in node) return toExpected(node.$tuple);
  if ("$table" in node) return { table: node.$table };
  if ("$database" in node) return { database: true };
  if ("$cursor" in node) return null;
  if ("$bytes" in node) return { bytes: node.$bytes };
  if ("$class" in node) {
    if (!("fields" in node)) return { class: node.$class };
    const fields = (node.fields as [string, string][])
      .map(([name, type]) => [name, type.replace(" | None", "")]);
    return { class: node.$class, fields };
  }
  if ("$repr" in node) {
    const [, name, isMethod] = /^<(?:\w+\.)*?(\w+) (?:object|(method)) /.exec(String(node.$repr)) ??
      [];
    return isMethod ? { function: true } : name ? { object: name } : node.$repr;
  }
  if ("$dc" in node) {
    const fields = Object.entries(node.fields as Fields).filter(([, item]) => !isUnset(item));
    if (fields.length === 0) return { object: node.$dc };
    return Object.fromEntries(fields.map(([name, item]) => [name, toExpected(item)]));
  }
  return Object.fromEntries(Object.entries(node).map(([name, item]) => [name, toExpected(item)]));
}

function isUnset(value: unknown): boolean {
  return typeof value === "object" && value !== null && "$unset" in value;
}
