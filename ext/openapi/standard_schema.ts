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
 * that have names, with what tells them from others, and returns the name of each in the document.
 */
export function jsonSchemaOf(
  schema: StandardSchema,
  way: Way,
  where: string,
  add: (name: string, schema: JsonSchema, key: string) => string,
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
  const inner = Object.entries($defs).map(([name, schema]): [string, string, JsonSchema] => {
    return [name, `#/$defs/${escape(name)}`, schema];
  });
  const parts = new Map([["#", own], ...inner.map(([, at, schema]) => [at, schema] as const)]);
  // Before names are changed.
  const keys = new Map([...parts.keys()].map((at) => [at, toKey(at, parts)]));
  const names = new Map(inner.map(([name, at, schema]) => [at, add(name, schema, keys.get(at)!)]));
  const isNamed = JSON.stringify(made).includes('"$ref":"#"');
  if (isNamed) {
    names.set("#", add(typeof own.title === "string" ? own.title : "Schema", own, keys.get("#")!));
  }
  parts.forEach((part) => rename(part, names));
  return isNamed ? { $ref: `#/components/schemas/${names.get("#")}` } : own;
}

/** A schema as text, with all that it refers to: two that look alike may refer to different ones. */
function toKey(at: string, parts: ReadonlyMap<string, JsonSchema>): string {
  const found = new Set([at]);
  // A set goes on to what is added meanwhile.
  for (const at of found) refsIn(parts.get(at)).filter((ref) => parts.has(ref)).forEach(add);
  return JSON.stringify([...found].map((at) => parts.get(at)));

  function add(ref: string): void {
    found.add(ref);
  }
}

function refsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const { $ref } = part as JsonSchema;
  return [...typeof $ref === "string" ? [$ref] : [], ...Object.values(part).flatMap(refsIn)];
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
