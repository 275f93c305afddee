import { deepStrictEqual, throws } from "node:assert";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { type JsonSchema, openapi } from "../../../ext/openapi.ts";
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

Deno.test("a schema of texts alone is read from a form as well, one with lists is not", async () => {
  const texts = z.object({ name: z.string(), nick: z.string().optional() });
  const lists = z.object({ tags: z.array(z.string()) });
  deepStrictEqual([describe(texts).media, describe(lists).media], [
    ["application/json", "application/x-www-form-urlencoded"],
    ["application/json"],
  ]);
  // A form with one tag has a text.
  const { app, rt } = fastApp();
  rt.post("/", { it: lists }, () => "ok");
  const body = new URLSearchParams({ tags: "a" });
  deepStrictEqual((await app.request("/", { method: "POST", body })).status, 422);
});

Deno.test("schemas inside that look alike, but name different ones, are two", () => {
  const toOuter = (value: z.ZodType, id: string) => {
    const Outer: z.ZodType = z.object({
      value,
      middle: z.object({
        get outer() {
          return Outer.optional();
        },
      }).meta({ id }),
    });
    return Outer;
  };
  const { app, rt } = fastApp();
  const api = openapi(app);
  const Text = toOuter(z.string(), "OfText"), Number = toOuter(z.number(), "OfNumber");
  rt.post("/texts", { it: Text }, () => {}, { returns: null });
  rt.post("/numbers", { it: Number }, () => {}, { returns: null });
  rt.put("/numbers", { it: Number }, () => {}, { returns: null });
  const { paths, components: { schemas } } = api.toDocument();
  const nameOf = ({ $ref }: JsonSchema) => $ref!.split("/").at(-1)!;
  const found = [paths["/texts"]!.post, paths["/numbers"]!.post, paths["/numbers"]!.put].map(
    (operation) => {
      const name = nameOf(operation!.requestBody!.content["application/json"]!.schema!);
      const { value, middle } = schemas[name]!.properties!, inside = nameOf(middle!);
      return [name, value, inside, nameOf(schemas[inside]!.properties!.outer!)];
    },
  );
  deepStrictEqual(found, [
    ["Schema", { type: "string" }, "OfText", "Schema"],
    ["Schema2", { type: "number" }, "OfNumber", "Schema2"],
    ["Schema2", { type: "number" }, "OfNumber", "Schema2"],
  ]);
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
