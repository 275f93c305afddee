/** What a form asks for by a schema of a library: zod, arktype, valibot with its JSON Schema. */
import type { StandardSchema } from "../../types.ts";
import type { FieldAttrs, FieldType } from "./field.ts";
import type { FieldFacts } from "./form_facts.ts";

/** A part of JSON Schema 2020-12. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly default?: unknown;
  readonly [fact: string]: unknown;
}

interface WithJsonSchema {
  readonly jsonSchema?: { readonly input: (options: object) => unknown };
}

const OPTIONS = {
  target: "draft-2020-12",
  // What JSON Schema can't say, such as a date of zod, is any value: `as` then says what it is.
  libraryOptions: { unrepresentable: "any", fallback: ({ base }: { base: unknown }) => base },
};

/** The fields of a schema; without any where its library makes no JSON Schema. */
export function factsOfSchema(schema: StandardSchema): FieldFacts[] {
  const { jsonSchema }: StandardSchema["~standard"] & WithJsonSchema = schema["~standard"];
  if (!jsonSchema) return [];
  const root = jsonSchema.input(OPTIONS) as JsonSchema;
  const own = resolve(root, root);
  const properties = Object.entries(own.properties ?? {});
  return properties.map(([name, schema]) =>
    toFacts(name, resolve(schema, root), { root, isNeeded: own.required?.includes(name) ?? false })
  );
}

/** A field of which nothing is known but its name. */
export function plainFacts(path: string): FieldFacts {
  return {
    path,
    kind: "text",
    type: "text",
    attrs: {},
    required: false,
    nullable: false,
    initial: undefined,
  };
}

function toFacts(
  path: string,
  given: JsonSchema,
  { root, isNeeded }: { root: JsonSchema; isNeeded: boolean },
): FieldFacts {
  const some = (given.anyOf ?? given.oneOf ?? [given]).map((one) => resolve(one, root));
  const nullable = some.some(({ type }) => [type].flat().includes("null"));
  const others = some.filter(({ type }) => type !== "null");
  const schema = { ...given, ...others.length === 1 ? others[0] : {} };
  const choices = others.every(hasChoices) ? others.flatMap(toChoices) : undefined;
  const type = [schema.type].flat().find((one) => one !== "null");
  const base = { path, nullable, initial: given.default ?? schema.default };
  if (choices) {
    const plain = { kind: "text", type: "select", attrs: {}, choices } as const;
    return { ...base, ...plain, required: isNeeded && !nullable };
  }
  switch (type) {
    case "boolean":
      return { ...base, kind: "boolean", type: "checkbox", attrs: {}, required: false };
    case "integer":
    case "number":
      return {
        ...base,
        kind: "number",
        type: "number",
        attrs: toNumberAttrs(schema, type),
        required: isNeeded && !nullable,
      };
    case "array": {
      const item = resolve(schema.items ?? {}, root);
      const choices = hasChoices(item) ? toChoices(item) : undefined;
      return {
        ...base,
        kind: "list",
        type: "checkboxes",
        attrs: {},
        ...choices ? { choices } : { unasked: "a list" },
        required: false,
      };
    }
    case "object":
      return {
        ...base,
        kind: "json",
        type: "textarea",
        attrs: {},
        required: false,
        unasked: "an object",
      };
  }
  const format = FORMATS.get(schema.format);
  const { minLength, maxLength } = schema;
  // An empty text is a text, unless the schema says otherwise.
  const isFilled = format !== undefined || Number(minLength) > 0;
  return {
    ...base,
    kind: format === "date" ? "day" : "text",
    type: format ?? "text",
    attrs: {
      ...typeof minLength === "number" && minLength > 1 && { minlength: minLength },
      ...typeof maxLength === "number" && { maxlength: maxLength },
    },
    required: isNeeded && isFilled && !nullable,
  };
}

/** The formats that a browser knows: it checks them before it sends, and offers fitting keys. */
const FORMATS: ReadonlyMap<unknown, FieldType> = new Map<unknown, FieldType>([
  ["email", "email"],
  ["uri", "url"],
  ["date", "date"],
]);

function toNumberAttrs(schema: JsonSchema, type: string): Partial<FieldAttrs> {
  const { minimum, maximum, multipleOf } = schema;
  const step = typeof multipleOf === "number" ? multipleOf : type === "number" ? "any" : undefined;
  // The bounds of safe integers, which libraries add to each of them, tell users nothing.
  const isBound = (value: unknown): value is number =>
    typeof value === "number" && Number.isFinite(value) &&
    Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return {
    ...isBound(minimum) && { min: minimum },
    ...isBound(maximum) && { max: maximum },
    ...step !== undefined && { step },
  };
}

function hasChoices(schema: JsonSchema): boolean {
  return toChoices(schema).length > 0;
}

function toChoices(schema: JsonSchema): (string | number)[] {
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  return values.filter((value) => typeof value === "string" || typeof value === "number");
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const { $ref } = schema;
  if ($ref === undefined) return schema;
  if ($ref === "#") return root;
  const name = $ref.split("/").at(-1)!.replaceAll("~1", "/").replaceAll("~0", "~");
  return root.$defs?.[name] ?? {};
}
