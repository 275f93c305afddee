/** JSON schemas of what routes declare, and those of them that have names. */
import { DateOnly, Float, Integer } from "../../mod.ts";
import type { FieldReader, FormClass, StandardSchema } from "../../types.ts";
import { jsonSchemaOf, type Way } from "./standard_schema.ts";
import type { JsonSchema } from "./types.ts";

// Beyond these, a number would silently change, so it is rejected.
const SAFE = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const FILE = { type: "string", contentMediaType: "application/octet-stream" };
const MOMENT = { type: "string", format: "date-time" };

const INPUT: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  [String, { type: "string" }],
  [Number, { type: "number", ...SAFE }],
  [Float, { type: "number", ...SAFE }],
  [Integer, { type: "integer", ...SAFE }],
  [Boolean, { type: "boolean" }],
  [BigInt, { type: "string", pattern: "^[+-]?\\d{1,1000}$" }],
  [Date, MOMENT],
  [DateOnly, { type: "string", format: "date" }],
  [URL, { type: "string", format: "uri" }],
  [File, FILE],
  // A text is read as JSON, and null is as good as nothing.
  [Object, { type: ["object", "array", "number", "boolean"] }],
]);

/** As JSON has a value that was read: a day is a `Date`, too. */
const OUTPUT: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  ...INPUT,
  [Number, { type: "number" }],
  [Float, { type: "number" }],
  [Integer, { type: "integer" }],
  [BigInt, { type: "string", pattern: "^-?\\d+$" }],
  [DateOnly, MOMENT],
  [Object, {}],
]);

/** Collects the schemas of a document. */
export class Schemas {
  /** Those that have names. */
  readonly named: Record<string, JsonSchema> = {};
  /** The names of classes, by what they are for, and of other schemas, by themselves. */
  readonly #names = {
    input: new Map<unknown, string>(),
    output: new Map<unknown, string>(),
    other: new Map<unknown, string>(),
  };

  /** Returns the schema of a field. */
  ofField(field: FieldReader, way: Way): JsonSchema {
    const schema = this.#ofValue(field, way);
    if (way === "input" && field.isRequired && field.type === String) {
      return { ...schema, pattern: "\\S" };
    }
    return field.nullable ? toNullable(schema) : schema;
  }

  /** Returns the schema of a class: its name, or of a class with fewer fields the schema itself. */
  ofForm(form: FormClass, way: Way): JsonSchema {
    if (form.isPart) return this.toObject(form, way);
    let name = this.#names[way].get(form.of);
    if (name === undefined) {
      name = this.#reserve(form.name + (way === "input" ? "Input" : ""));
      this.#names[way].set(form.of, name);
      this.named[name] = this.toObject(form, way);
    }
    return toRef(name);
  }

  /** Returns the schema of a class, without a name and without these fields. */
  toObject(form: FormClass, way: Way, without: readonly string[] = []): JsonSchema {
    const fields = [...form.fields].filter(([name]) => !without.includes(name));
    // What is not sent is not changed, so an initial value is no default.
    const properties = fields.map(([name, field]) => {
      const { default: _initial, ...schema } = this.ofField(field, way);
      return [name, schema];
    });
    const required = fields.filter(([, field]) => way === "output" || field.isRequired);
    return toObjectSchema(Object.fromEntries(properties), required.map(([name]) => name));
  }

  /** Returns the schema of a library's schema. */
  ofSchema(schema: StandardSchema, way: Way, where: string): JsonSchema {
    return jsonSchemaOf(schema, way, where, (name, own, key) => this.add(name, own, key));
  }

  /** Adds a schema, once for each key, and returns its name. */
  add(wish: string, schema: JsonSchema, key: string = JSON.stringify(schema)): string {
    let name = this.#names.other.get(key);
    if (name === undefined) {
      name = this.#reserve(wish);
      this.#names.other.set(key, name);
      this.named[name] = schema;
    }
    return name;
  }

  /** Returns the schema itself where it is a name. */
  resolve(schema: JsonSchema): JsonSchema {
    return this.named[schema.$ref?.split("/").at(-1) ?? ""] ?? schema;
  }

  /** Returns the fields of an object, of several at once, or of one of several. */
  toFields(
    schema: JsonSchema,
    above: readonly JsonSchema[] = [],
  ): { properties: Map<string, JsonSchema>; required: Set<string> } {
    const own = this.resolve(schema), { allOf = [], anyOf = [], oneOf = [] } = own as Combined;
    // Of one that is in itself, all fields are known.
    const inside = (parts: readonly JsonSchema[]) =>
      above.includes(own) ? [] : parts.map((part) => this.toFields(part, [...above, own]));
    const all = inside(allOf), some = [inside(anyOf), inside(oneOf)];
    const found = new Map<string, JsonSchema[]>();
    for (const { properties } of [...all, ...some.flat()]) {
      properties.forEach((value, name) => found.set(name, [...found.get(name) ?? [], value]));
    }
    for (const [name, value] of Object.entries(own.properties ?? {})) found.set(name, [value]);
    const needed = some.filter(({ length }) => length > 0).map((parts) =>
      parts.map(({ required }) => required).reduce((both, one) => both.intersection(one))
    );
    return {
      properties: new Map([...found].map(([name, values]) => [name, toOneOf(values)])),
      required: new Set([
        ...own.required ?? [],
        ...[...all.map(({ required }) => required), ...needed].flatMap((names) => [...names]),
      ]),
    };
  }

  #ofValue(field: FieldReader, way: Way): JsonSchema {
    const { type, item, choices, form, initial } = field;
    if (form) return this.ofForm(form, way);
    const schema: JsonSchema = item
      ? { type: "array", items: this.#ofItem(item, way) }
      : choices
      ? { enum: choices, ...typeOf(choices) }
      : (way === "input" ? INPUT : OUTPUT).get(type) ?? {};
    return isJson(item ? initial : [initial]) ? { ...schema, default: initial } : schema;
  }

  #ofItem(item: FieldReader, way: Way): JsonSchema {
    const { default: _first, ...schema } = this.ofField(item, way);
    // Without the way of OpenAPI 3.0 to say it, Swagger UI sends texts in place of several files.
    return item.type === File ? { ...schema, format: "binary" } : schema;
  }

  /** Finds a name that no other schema has, also of those that this one will name. */
  #reserve(wish: string): string {
    const plain = wish.replaceAll(/[^\w.-]/g, "_") || "Schema";
    let name = plain;
    for (let i = 2; Object.hasOwn(this.named, name); i++) name = `${plain}${i}`;
    this.named[name] = {};
    return name;
  }
}

/** Makes the schema of an object. */
export function toObjectSchema(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema {
  return { type: "object", properties, ...required.length > 0 && { required } };
}

/** Makes the schema that names another. */
export function toRef(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Whether a list has values of JSON alone: a bigint is none, and a date would be another. */
function isJson(list: unknown): boolean {
  const types = ["string", "number", "boolean"];
  return Array.isArray(list) && list.every((value) => types.includes(typeof value));
}

/** What makes one schema of several. */
interface Combined {
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** One of the schemas that are different. */
function toOneOf(schemas: readonly JsonSchema[]): JsonSchema {
  const different = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]));
  return different.size > 1 ? { anyOf: [...different.values()] } : schemas[0]!;
}

function toNullable(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (Object.keys(schema).length === 0) return schema;
  if (type === undefined || "enum" in schema) return { anyOf: [schema, { type: "null" }] };
  return { ...schema, type: [...[type].flat(), "null"] };
}

function typeOf(choices: readonly unknown[]): JsonSchema {
  const types = [...new Set(choices.map((choice) => typeof choice))];
  return types.length === 1 ? { type: types[0]! } : {};
}
