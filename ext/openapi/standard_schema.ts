/** JSON schemas from schemas of libraries (zod, arktype, valibot), by Standard JSON Schema. */
import type { StandardSchema } from "../../types.ts";
import type { JsonSchema } from "./types.ts";

/** Whether a schema is of what a client sends, or of what it gets. */
export type Way = "input" | "output";

/** What a schema has whose library follows Standard JSON Schema v1. */
interface WithJsonSchema {
  readonly jsonSchema?: {
    readonly [way in Way]: (options: object) => Record<string, unknown>;
  };
}

const OPTIONS = {
  target: "draft-2020-12",
  // What JSON Schema can't say, such as a date of zod, is any value: the rest is still true.
  libraryOptions: { unrepresentable: "any", fallback: ({ base }: { base: unknown }) => base },
};

/**
 * Returns a schema's JSON schema; `{}` where its library makes none. `add` takes the schemas inside
 * that have names, and returns the name of each in the document.
 */
export function jsonSchemaOf(
  schema: StandardSchema,
  way: Way,
  where: string,
  add: (name: string, schema: JsonSchema) => string,
): JsonSchema {
  const { jsonSchema, vendor }: StandardSchema["~standard"] & WithJsonSchema = schema["~standard"];
  if (!jsonSchema) return { description: `Checked by ${vendor}, which describes it no further` };
  let made: Record<string, unknown>;
  try {
    made = structuredClone(jsonSchema[way](OPTIONS));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new TypeError(
      `Cannot describe ${where}: ${vendor} says "${found}", expected a schema that JSON Schema has`,
      { cause: error },
    );
  }
  const { $schema: _version, $defs = {}, ...own } = made as JsonSchema & { $defs?: object };
  const names = new Map<string, string>();
  for (const [name, inner] of Object.entries($defs)) {
    names.set(`#/$defs/${escape(name)}`, add(name, inner as JsonSchema));
  }
  if (JSON.stringify(made).includes('"$ref":"#"')) {
    const name = add(typeof own.title === "string" ? own.title : "Schema", own);
    names.set("#", name);
    rename(own, names);
    Object.values($defs).forEach((inner) => rename(inner, names));
    return { $ref: `#/components/schemas/${name}` };
  }
  rename(own, names);
  Object.values($defs).forEach((inner) => rename(inner, names));
  return own;
}

/** Lets each reference name the schema as the document has it. */
function rename(part: unknown, names: ReadonlyMap<string, string>): void {
  if (Array.isArray(part)) part.forEach((item) => rename(item, names));
  else if (typeof part === "object" && part !== null) {
    const schema = part as Record<string, unknown>;
    const name = typeof schema.$ref === "string" ? names.get(schema.$ref) : undefined;
    if (name !== undefined) schema.$ref = `#/components/schemas/${name}`;
    Object.values(schema).forEach((inner) => rename(inner, names));
  }
}

/** A name as a JSON pointer has it (RFC 6901). */
function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
