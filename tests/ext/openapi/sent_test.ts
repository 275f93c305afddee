import { deepStrictEqual, ok } from "node:assert";
import fc from "fast-check";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv";
import type { JsonSchema, Operation, Parameter } from "../../../ext/openapi.ts";
import { openapi } from "../../../ext/openapi.ts";
import { fastApp, only, optional } from "../../../mod.ts";
import { api, app } from "../../fixtures/openapi.ts";
import { allowed, forbidden } from "./_values.ts";

const document = api.toDocument();
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation }))
);

/** The values of one request: of its parameters in their order, and of its body. */
interface Values {
  params: unknown[];
  body: unknown;
}

for (const { path, verb, operation } of operations) {
  const params = operation.parameters ?? [], content = operation.requestBody?.content;
  const values: fc.Arbitrary<Values> = fc.record({
    params: fc.tuple(...params.map((param) => valueOf(param))),
    body: content?.["application/json"]
      ? allowed(content["application/json"].schema!, document)
      : fc.constant(undefined),
  });
  if (content?.["multipart/form-data"] || isUndescribed(operation)) continue;

  Deno.test(`${verb} ${path} takes what its schema allows, and answers as described`, async () => {
    const check = toCheck();
    await fc.assert(
      fc.asyncProperty(values, async (values) => {
        const { status, answer } = await send({ path, verb, operation }, values);
        ok(status < 500 && ![400, 422].includes(status), `${status} ${JSON.stringify(answer)}`);
        const content = operation.responses[status]?.content ??
          operation.responses.default!.content;
        const schema = content?.["application/json"]?.schema ??
          content?.["application/problem+json"]?.schema;
        if (schema && answer !== undefined) deepStrictEqual(check(schema, answer), null);
      }),
      { numRuns: 60, seed: 16 },
    );
  });

  const [sample] = fc.sample(values, { numRuns: 1, seed: 7 });
  params.forEach((param, i) => {
    const wrong = forbidden(param.schema!);
    if (wrong === undefined) return;
    Deno.test(`${verb} ${path} rejects a ${param.name} that its schema forbids`, async () => {
      const params = sample!.params.with(i, wrong);
      const { status } = await send({ path, verb, operation }, { ...sample!, params });
      deepStrictEqual(status, param.in === "path" ? 404 : 400);
    });
    if (!param.required || param.in === "path") return;
    Deno.test(`${verb} ${path} rejects a request without its ${param.name}`, async () => {
      const params = sample!.params.with(i, undefined);
      const { status } = await send({ path, verb, operation }, { ...sample!, params });
      ok(status === 400 || status === 422, `${status}`);
    });
  });

  const body = toObject(content?.["application/json"]?.schema);
  if (operation.operationId === "postForm") continue;
  for (const [name, schema] of Object.entries(body?.properties ?? {})) {
    const wrong = forbidden(schema);
    if (wrong !== undefined) {
      Deno.test(`${verb} ${path} rejects a body whose ${name} its schema forbids`, async () => {
        const body = { ...sample!.body as object, [name]: wrong };
        const { status } = await send({ path, verb, operation }, { ...sample!, body });
        ok(status === 400 || status === 422, `${status}`);
      });
    }
    if (!body!.required?.includes(name)) continue;
    Deno.test(`${verb} ${path} rejects a body without its ${name}`, async () => {
      const { [name]: _left, ...body } = sample!.body as Record<string, unknown>;
      const { status } = await send({ path, verb, operation }, { ...sample!, body });
      ok(status === 400 || status === 422, `${status}`);
    });
  }
}

Deno.test("a parameter is in the path, the query or the body, as its method reads it", () => {
  class Item {
    id = 0;
    name = "";
  }
  const { app, rt } = fastApp();
  const api = openapi(app), options = { returns: Item };
  rt.get("/items/{id:int}", { item: Item, q: "" }, () => {}, options);
  rt.delete("/items/{id:int}", { item: Item, q: "" }, () => {}, options);
  rt.put("/items/{id:int}", { item: Item, q: String }, () => {}, options);
  rt.patch("/items/{id:int}", { item: only(Item, "name") }, () => {}, options);
  rt.post("/items/{id:int}", { item: optional(Item) }, () => {}, options);
  const { get, delete: del, put, patch, post } = api.toDocument().paths["/items/{id}"]!;
  const integer = { type: "integer", minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 };
  const id = { name: "id", in: "path", required: true, schema: integer };
  const q = { name: "q", in: "query", schema: { type: "string", default: "" } };
  const name = { name: { type: "string" } };
  deepStrictEqual(get!.parameters, [id, q, {
    name: "name",
    in: "query",
    schema: { type: "string" },
  }]);
  deepStrictEqual(get!.requestBody, undefined);
  deepStrictEqual(del!.parameters, [id, q]);
  deepStrictEqual(del!.requestBody, toBody(false, { type: "object", properties: name }));
  deepStrictEqual(put!.parameters, [id]);
  deepStrictEqual(
    put!.requestBody,
    toBody(true, {
      allOf: [{ type: "object", properties: name }, {
        type: "object",
        properties: { q: { type: "string" } },
        required: ["q"],
      }],
    }),
  );
  deepStrictEqual(patch!.requestBody, toBody(false, { type: "object", properties: name }));
  deepStrictEqual(post!.requestBody, toBody(false, { type: "object", properties: name }));
});

Deno.test("what may be missing beside a field of its own requires nothing", () => {
  class Item {
    name = "";
    born: Date | null = null;
    static types = { born: Date };
    static notNull = ["name"];
  }
  const { app, rt } = fastApp();
  const api = openapi(app), options = { returns: Item };
  rt.post("/items", { item: only(Item, "name"), q: String }, () => {}, options);
  rt.put("/items", { item: optional(only(Item, "name")), q: String }, () => {}, options);
  rt.get("/items", { item: Item }, () => {}, options);
  rt.get("/pages/{page}", { page: 1 }, () => {}, options);
  rt.get("/", { shop: String }, () => {}, { ...options, host: "{shop}.example.com" });
  const { paths } = api.toDocument();
  const { post, put, get } = paths["/items"]!;
  const parts = [post, put].map((operation) =>
    operation!.requestBody!.content["application/json"]!.schema!.allOf
  );
  const item = { type: "object", properties: { name: { type: "string", pattern: "\\S" } } };
  const q = { type: "object", properties: { q: { type: "string" } }, required: ["q"] };
  deepStrictEqual(parts, [[{ ...item, required: ["name"] }, q], [item, q]]);
  // A query has no null, a path no default, and the host is no part of either.
  deepStrictEqual(get!.parameters, [
    { name: "name", in: "query", required: true, schema: { type: "string", pattern: "\\S" } },
    { name: "born", in: "query", schema: { type: "string", format: "date-time" } },
  ]);
  const number = { type: "number", minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 };
  deepStrictEqual(paths["/pages/{page}"]!.get!.parameters, [
    { name: "page", in: "path", required: true, schema: number },
  ]);
  deepStrictEqual(paths["/"]!.get!.parameters, undefined);
});

Deno.test("a body with files is a form of parts alone, one with lists of fields JSON alone", () => {
  const content = document.paths["/files"]!.post!.requestBody!.content;
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  deepStrictEqual(content, {
    "multipart/form-data": {
      schema: {
        type: "object",
        properties: {
          file,
          others: { type: "array", items: { ...file, format: "binary" } },
          title: { type: "string", default: "" },
        },
        required: ["file"],
      },
    },
  });
  deepStrictEqual(Object.keys(document.paths["/users"]!.post!.requestBody!.content), [
    "application/json",
  ]);
  deepStrictEqual(Object.keys(document.paths["/todos"]!.post!.requestBody!.content), [
    "application/json",
    "application/x-www-form-urlencoded",
  ]);
});

Deno.test("a form of parts with the fields that are described is read", async () => {
  const body = new FormData();
  body.append("file", new File(["hello"], "a.txt"));
  body.append("title", "Letter");
  const response = await app.request("/files", { method: "POST", body });
  deepStrictEqual(await response.json(), {
    name: "a.txt",
    size: 5,
    title: "Letter",
    text: "hello",
  });
});

Deno.test("headers that OpenAPI has by itself are no parameters, and others are", () => {
  const { parameters } = document.paths["/find"]!.get!;
  const others = parameters!.filter((param) => param.in === "header" || param.in === "cookie");
  deepStrictEqual(
    others.map(({ in: place, name, required = false }) => [place, name, required]),
    [
      ["header", "accept-language", true],
      ["header", "x-Count", false],
      ["cookie", "theme", false],
    ].map(([place, name, required]) => [place, name, required]),
  );
});

function toBody(required: boolean, schema: JsonSchema) {
  const content = {
    "application/json": { schema },
    "application/x-www-form-urlencoded": { schema },
  };
  return { required, content };
}

/** What a library describes no further can be anything. */
function isUndescribed({ operationId }: Operation): boolean {
  return operationId === "postPlain";
}

function valueOf({ schema, in: place, required }: Parameter): fc.Arbitrary<unknown> {
  const plain = allowed(schema!, document);
  const inHeader = plain.map((value) => typeof value === "string" ? "en" : value);
  const inPath = plain.map((value) => value === "" || /^\.+$/.test(`${value}`) ? "a" : value);
  const value = place === "header" ? inHeader : place === "path" ? inPath : plain;
  return required ? value : fc.option(value, { nil: undefined });
}

function toObject(schema: JsonSchema | undefined): JsonSchema | undefined {
  const { $ref } = schema ?? {};
  return $ref ? document.components.schemas[$ref.split("/").at(-1)!] : schema;
}

/** Sends a request as OpenAPI says that its values are written. */
async function send(
  { path, verb, operation }: { path: string; verb: string; operation: Operation },
  { params, body }: Values,
): Promise<{ status: number; answer: unknown }> {
  const query = new URLSearchParams(), headers = new Headers({ accept: "application/json" });
  operation.parameters?.forEach(({ name, in: place }, i) => {
    const value = params[i];
    if (value === undefined) return;
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(`${value}`));
    else if (place === "header") headers.set(name, `${value}`);
    else if (place === "cookie") headers.set("cookie", `${name}=${value}`);
    else [value].flat().forEach((value) => query.append(name, `${value}`));
  });
  if (operation.servers) headers.set("host", "toys.example.com");
  if (body !== undefined) headers.set("content-type", "application/json");
  const origin = operation.servers ? "http://toys.example.com" : "http://localhost";
  const response = await app.request(`${origin}${path}?${query}`, {
    method: verb.toUpperCase(),
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, answer: isJson ? JSON.parse(text) : undefined };
}

/** Makes a function that says what is wrong with a value, by a validator of JSON Schema 2020-12. */
function toCheck(): (schema: JsonSchema, value: unknown) => unknown {
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: "http://document.test/", ...document });
  return (schema, value) => {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/', '"http://document.test/#/'),
    );
    const validate = ajv.compile(absolute);
    return validate(value) ? null : validate.errors;
  };
}
