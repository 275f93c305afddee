import { deepStrictEqual, throws } from "node:assert";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { openapi } from "../../../ext/openapi.ts";
import { fastApp } from "../../../mod.ts";
import type { StandardSchema } from "../../../types.ts";

function describe(schema: StandardSchema) {
  const { app, rt } = fastApp();
  const api = openapi(app);
  rt.post("/", { it: schema }, () => {}, { returns: schema });
  const { paths, components } = api.toDocument();
  const { requestBody, responses } = paths["/"]!.post!;
  const { Problem: _, ...schemas } = components.schemas;
  return {
    sent: requestBody!.content["application/json"]!.schema!,
    returned: responses[200]!.content!["application/json"]!.schema!,
    schemas,
    media: Object.keys(requestBody!.content),
    isRequired: requestBody!.required,
  };
}

Deno.test("zod's schemas are described by zod, each way", () => {
  const { sent, returned, media, isRequired } = describe(
    z.object({ name: z.string().min(2), age: z.coerce.number().default(1), at: z.date() }),
  );
  deepStrictEqual(sent, {
    type: "object",
    properties: {
      name: { type: "string", minLength: 2 },
      age: { type: "number", default: 1 },
      at: {},
    },
    required: ["name", "at"],
  });
  deepStrictEqual(returned.required, ["name", "age", "at"]);
  deepStrictEqual([media, isRequired], [["application/json"], true]);
});

Deno.test("a schema of texts alone is read from a form as well", () => {
  const { media } = describe(z.object({ name: z.string(), tags: z.array(z.string()) }));
  deepStrictEqual(media, ["application/json", "application/x-www-form-urlencoded"]);
});

Deno.test("arktype's and valibot's schemas are described by these", () => {
  const expected = {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
  };
  deepStrictEqual(describe(type({ name: "string" })).sent, expected);
  deepStrictEqual(
    describe(toStandardJsonSchema(v.object({ name: v.string() }))).sent,
    expected,
  );
});

Deno.test("a schema that its library does not describe is anything, and says so", () => {
  const { sent, returned, isRequired } = describe(v.object({ name: v.string() }));
  const anything = { description: "Checked by valibot, which describes it no further" };
  deepStrictEqual([sent, returned, isRequired], [anything, anything, true]);
});

Deno.test("a schema that names itself, and one with definitions, are in the document once", () => {
  const Tree: z.ZodType<unknown> = z.object({
    get kids() {
      return z.array(Tree);
    },
  }).meta({ title: "Tree" });
  const tree = describe(Tree);
  deepStrictEqual(tree.sent, { $ref: "#/components/schemas/Tree" });
  deepStrictEqual(tree.schemas.Tree, {
    title: "Tree",
    type: "object",
    properties: { kids: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
    required: ["kids"],
  });
  const Point = z.object({ x: z.number() }).meta({ id: "a/Point~" });
  const line = describe(z.object({ from: Point, to: Point }));
  const ref = { $ref: "#/components/schemas/a_Point_" };
  deepStrictEqual(line.sent.properties, { from: ref, to: ref });
  deepStrictEqual(line.schemas.a_Point_!.properties, { x: { type: "number" } });
});

Deno.test("a schema that can't be described is an error that names the route and the reason", () => {
  const broken = {
    "~standard": {
      version: 1,
      vendor: "mine",
      validate: (value: unknown) => ({ value }),
      jsonSchema: {
        input: () => {
          throw new Error("no words for it");
        },
        output: () => ({}),
      },
    },
  } as const;
  throws(() => describe(broken), {
    name: "TypeError",
    message: 'Cannot describe POST /: mine says "no words for it", ' +
      "expected a schema that JSON Schema has",
  });
});
