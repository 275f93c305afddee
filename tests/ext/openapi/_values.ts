/** Values that a schema of a document allows, and values that it forbids. */
import fc from "fast-check";
import type { JsonSchema, OpenApiDocument } from "../../../ext/openapi.ts";

/** A text as all databases store it: no NUL, and no half of a surrogate pair. */
const text = (options: { minLength?: number } = {}) =>
  fc.string({ unit: "grapheme", maxLength: 20, ...options }).filter((text) => !text.includes("\0"));

const FORMATS: Record<string, fc.Arbitrary<unknown>> = {
  "date-time": fc.date({ min: new Date("1900"), max: new Date("2200"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  date: fc.date({ min: new Date("1900"), max: new Date("2200"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  uri: fc.webUrl(),
  uuid: fc.uuid(),
};

/** Makes values that a schema allows; `depth` is how often lists may be in lists. */
export function allowed(
  schema: JsonSchema,
  document: OpenApiDocument,
  depth = 3,
): fc.Arbitrary<unknown> {
  const of = (schema: JsonSchema) => allowed(schema, document, depth);
  const { $ref, type, properties = {}, required = [], format } = schema;
  const { minimum, maximum, items, allOf, anyOf, minLength, pattern } = schema as Known;
  if ($ref) return of(document.components.schemas[$ref.split("/").at(-1)!]!);
  if (schema.enum) return fc.constantFrom(...schema.enum as unknown[]);
  if (anyOf) return fc.oneof(...anyOf.map(of));
  if (allOf) return fc.tuple(...allOf.map(of)).map((all) => Object.assign({}, ...all));
  if (Array.isArray(type)) return fc.oneof(...type.map((type) => of({ ...schema, type })));
  if (type === "null") return fc.constant(null);
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: minimum, max: maximum });
  if (type === "number") {
    // JSON has neither infinity.
    return fc.double({ noNaN: true, noDefaultInfinity: true, min: minimum, max: maximum });
  }
  if (type === "array") {
    if (depth === 0) return fc.constant([]);
    return fc.array(items ? allowed(items, document, depth - 1) : text(), { maxLength: 3 });
  }
  if (type === "object") {
    const entries = Object.entries(properties).map(([name, inner]) => [name, of(inner)]);
    return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] as never[] });
  }
  if (type === "string") {
    if (pattern === "\\S") return text().map((text) => `${text}x`);
    if (pattern) return fc.stringMatching(new RegExp(pattern));
    return FORMATS[format as string] ?? text({ minLength });
  }
  return fc.jsonValue();
}

/** The keywords that documents have here. */
interface Known {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minLength?: number;
  readonly pattern?: string;
}

/** A value that a schema forbids, and that no text of a URL can be read as; undefined for none. */
export function forbidden(schema: JsonSchema): unknown {
  const { type, format, pattern } = schema, types = [type].flat();
  if (schema.enum) return "no such choice";
  if (types.includes("integer") || types.includes("number")) return "many";
  if (types.includes("boolean")) return "perhaps";
  if (format === "date-time" || format === "date") return "2026-02-31";
  if (format === "uri") return "no URL";
  if (pattern === "\\S") return " \t";
  if (pattern) return "12x";
}
