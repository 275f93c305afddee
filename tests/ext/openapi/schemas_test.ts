import { deepStrictEqual } from "node:assert";
import { type JsonSchema, openapi } from "../../../ext/openapi.ts";
import { APIRouter, fastApp, oneOf, only, optional } from "../../../mod.ts";
import type { Declaration } from "../../../types.ts";
import { DateOnly, Integer } from "../../../mod.ts";

const SAFE = { minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 };

class Inner {
  city = "";
}

class Row {
  id = 0;
  name = "";
  size = 1.5;
  done = false;
  day: Date | null = null;
  at = new Date(0);
  inner = new Inner();
  list: string[] = [];
  any: unknown = {};
  note: string | null = null;
  level = 1;
  static types = { day: DateOnly, note: String, level: oneOf(1, 2) };
  static notNull = ["name", "size"];
}

/** Describes one parameter of a body and one thing that is returned. */
function describe(declared: Declaration, returns?: Declaration) {
  const { app, rt } = fastApp();
  const api = openapi(app);
  rt.post("/", { it: declared }, () => {}, { returns: returns ?? declared });
  const { paths, components } = api.toDocument();
  const { requestBody, responses } = paths["/"]!.post!;
  const { Problem: _, ...schemas } = components.schemas;
  const sent = requestBody!.content["application/json"] ??
    requestBody!.content["multipart/form-data"];
  return {
    sent: sent!.schema!,
    returned: responses[200]!.content!["application/json"]!.schema!,
    schemas,
  };
}

const SCALARS: [Declaration, JsonSchema, JsonSchema][] = [
  [String, { type: "string" }, { type: "string" }],
  [Number, { type: "number", ...SAFE }, { type: "number" }],
  [Integer, { type: "integer", ...SAFE }, { type: "integer" }],
  [Boolean, { type: "boolean" }, { type: "boolean" }],
  [BigInt, { type: "string", pattern: "^[+-]?\\d{1,1000}$" }, {
    type: "string",
    pattern: "^-?\\d+$",
  }],
  [Date, { type: "string", format: "date-time" }, { type: "string", format: "date-time" }],
  [DateOnly, { type: "string", format: "date" }, { type: "string", format: "date-time" }],
  [URL, { type: "string", format: "uri" }, { type: "string", format: "uri" }],
  [oneOf("a", "b"), { enum: ["a", "b"], type: "string" }, { enum: ["a", "b"], type: "string" }],
  [oneOf("a", 1), { enum: ["a", 1] }, { enum: ["a", 1] }],
  [[Number], { type: "array", items: { type: "number", ...SAFE } }, {
    type: "array",
    items: { type: "number" },
  }],
  [(text: string) => text.length, {}, {}],
];

Deno.test("a schema of a choice with a default names it, and requires nothing", () => {
  const it = { enum: ["a", "b"], type: "string", default: "b" };
  const { sent, returned } = describe(oneOf("a", "b").or("b"));
  deepStrictEqual(sent, { type: "object", properties: { it } });
  deepStrictEqual(returned, it);
});

for (const [declared, sent, returned] of SCALARS) {
  const name = typeof declared === "function"
    ? declared.name || "a function"
    : Deno.inspect(declared);
  Deno.test(`a schema of ${name}, as it is sent and as it is returned`, () => {
    const found = describe(declared);
    deepStrictEqual(found.sent, { type: "object", properties: { it: sent }, ...required(found) });
    deepStrictEqual(found.returned, returned);
    deepStrictEqual(found.schemas, {});
  });
}

function required({ sent }: { sent: JsonSchema }): JsonSchema {
  // A list that is not sent is empty.
  return (sent.properties!.it as JsonSchema).type === "array" ? {} : { required: ["it"] };
}

Deno.test("a literal is a default, and what may be missing is not required", () => {
  const of = (declared: Declaration) => describe(declared, Row).sent;
  deepStrictEqual(of("x"), {
    type: "object",
    properties: { it: { type: "string", default: "x" } },
  });
  deepStrictEqual(of(3), {
    type: "object",
    properties: { it: { type: "number", ...SAFE, default: 3 } },
  });
  deepStrictEqual(of(["a", "b"]), {
    type: "object",
    properties: {
      it: { type: "array", items: { type: "string" }, default: ["a", "b"] },
    },
  });
  // A default that JSON does not have is left out.
  const digits = { type: "string", pattern: "^[+-]?\\d{1,1000}$" };
  deepStrictEqual(of([7n]), {
    type: "object",
    properties: { it: { type: "array", items: digits } },
  });
  deepStrictEqual(of(optional(Boolean)), {
    type: "object",
    properties: { it: { type: "boolean" } },
  });
  deepStrictEqual(of(() => 5), { type: "object", properties: { it: {} } });
});

Deno.test("a class has a name for what is sent, and another for what is returned", () => {
  const { sent, returned, schemas } = describe(Row, [Row]);
  deepStrictEqual(sent, { $ref: "#/components/schemas/RowInput" });
  deepStrictEqual(returned, { type: "array", items: { $ref: "#/components/schemas/Row" } });
  const date = { type: "string", format: "date-time" };
  deepStrictEqual(schemas, {
    RowInput: {
      type: "object",
      properties: {
        id: { type: "integer", ...SAFE },
        name: { type: "string", pattern: "\\S" },
        size: { type: "number", ...SAFE },
        done: { type: "boolean" },
        day: { type: ["string", "null"], format: "date" },
        at: date,
        inner: { $ref: "#/components/schemas/InnerInput" },
        list: { type: "array", items: { type: "string" } },
        any: { type: ["object", "array", "number", "boolean"] },
        note: { type: ["string", "null"] },
        level: { enum: [1, 2], type: "number" },
      },
      required: ["name", "size"],
    },
    InnerInput: { type: "object", properties: { city: { type: "string" } } },
    Row: {
      type: "object",
      properties: {
        id: { type: "integer" },
        name: { type: "string" },
        size: { type: "number" },
        done: { type: "boolean" },
        day: { type: ["string", "null"], format: "date-time" },
        at: date,
        inner: { $ref: "#/components/schemas/Inner" },
        list: { type: "array", items: { type: "string" } },
        any: {},
        note: { type: ["string", "null"] },
        level: { enum: [1, 2], type: "number" },
      },
      required: Object.keys(new Row()),
    },
    Inner: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  });
});

Deno.test("a class that may be null, and a choice that may be, are one of two", () => {
  class Form {
    choice: string | null = null;
    static types = { choice: optional(oneOf("a", "b")) };
  }
  deepStrictEqual(describe(Form).schemas.FormInput!.properties, {
    choice: { anyOf: [{ enum: ["a", "b"], type: "string" }, { type: "null" }] },
  });
});

Deno.test("some fields of a class have no name, and two classes of one name have two", () => {
  const other = () => {
    class Inner {
      zip = 0;
    }
    return Inner;
  };
  const { app, rt } = fastApp();
  const api = openapi(app);
  rt.post("/some", { it: only(Row, "name") }, () => {}, { returns: Inner });
  rt.post("/other", { it: other() }, () => {}, { returns: Inner });
  rt.post("/inner", { it: Inner }, () => {}, { returns: Inner });
  const { paths, components } = api.toDocument();
  deepStrictEqual(paths["/some"]!.post!.requestBody!.content["application/json"]!.schema, {
    type: "object",
    properties: { name: { type: "string", pattern: "\\S" } },
    required: ["name"],
  });
  deepStrictEqual(Object.keys(components.schemas).sort(), [
    "Inner",
    "InnerInput",
    "InnerInput2",
    "Problem",
  ]);
});

Deno.test("a name of a class that OpenAPI does not allow is changed", () => {
  const Ünï = {
    "Ünï$": class {
      a = "";
    },
  }["Ünï$"]!;
  const { app } = fastApp();
  const router = APIRouter();
  router.get("/", () => {}, { returns: Ünï });
  router.toApp(app);
  deepStrictEqual(Object.keys(openapi(app).toDocument().components.schemas), ["Problem", "_n__"]);
});
