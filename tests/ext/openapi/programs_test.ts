import { ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openapi, type OpenApiDocument, type Parameter } from "../../../ext/openapi.ts";
import {
  checked,
  DateOnly,
  fastApp,
  Float,
  fromCookie,
  fromHeader,
  Integer,
  oneOf,
  only,
  optional,
} from "../../../mod.ts";
import type { Declaration } from "../../../types.ts";
import { allowed } from "./_values.ts";

class Inner {
  x = 0;
  y = "";
}

class Row {
  text: string | null = null;
  size = 0;
  day: Date | null = null;
  link: URL | null = null;
  big = 0n;
  list: number[] = [];
  choice: string | null = null;
  meta: unknown = {};
  inner = new Inner();
  static types = {
    ...{ text: String, size: Float, day: DateOnly, link: URL, list: [Number] },
    choice: oneOf("p", "q"),
  };
  static notNull = ["size"];
}

/** Declarations of one value, by how the test calls them. */
const SINGLES: Record<string, Declaration> = {
  ...{ String, Number, Float, Integer, Boolean, BigInt, Date, DateOnly, URL },
  ...{ letters: oneOf("a", "b b", "ü?"), digits: oneOf(1, 2, -3) },
  ...{ text: "x", five: 5, half: 1.5, yes: true, seven: 7n, nothing: null },
};
const names = fc.constantFrom(...Object.keys(SINGLES));
const lists = names.filter((name) => name !== "nothing");
const single = names.map((name): [string, Declaration] => [name, SINGLES[name]!]);
const field = fc.oneof(
  { weight: 3, arbitrary: single },
  names.map((name): [string, Declaration] => [`optional ${name}`, optional(SINGLES[name]!)]),
  lists.map((name): [string, Declaration] => [`list of ${name}`, [SINGLES[name]!]]),
  fc.constant<[string, Declaration]>(["Object", Object]),
);
const whole = fc.constantFrom<[string, Declaration]>(
  ["Inner", Inner],
  ["Row", Row],
  ["only Row", only(Row, "size", "choice", "big")],
  ["optional Inner", optional(Inner)],
  ["checked Row", checked(Row)],
);

/** Some declarations, with names of their own. */
function some(prefix: string, one: typeof single, maxLength: number) {
  return fc.array(one, { maxLength }).map((all) =>
    all.map(([does, declared], i) => ({ name: `${prefix}${i}`, does, declared }))
  );
}

const routes = fc.record({
  verb: fc.constantFrom("get", "post", "put", "patch", "delete"),
  path: fc.constantFrom("/x", "/x/{p:int}", "/x/{p:uuid}", "/x/{p:str}/{q:int}"),
  fields: some("f", field, 3),
  headers: some("h", single, 2),
  cookies: some("c", single, 1),
  wholes: some("w", whole, 2),
});

/** Makes what `fc.sample()` takes: the same each time. */
const SAMPLE = (numRuns: number) => ({ numRuns, seed: 16 });

Deno.test("routes of any declarations take what their valid documents allow", async () => {
  const validator = new Validator();
  let sent = 0;
  for (const { verb, path, fields, headers, cookies, wholes } of fc.sample(routes, SAMPLE(60))) {
    const { app, rt } = fastApp();
    const declared: Record<string, Declaration> = {};
    for (const { name, declared: own } of [...fields, ...wholes]) declared[name] = own;
    for (const { name, declared: own } of headers) declared[name] = fromHeader(`x-${name}`, own);
    for (const { name, declared: own } of cookies) declared[name] = fromCookie(name, own);
    const does = [...fields, ...headers, ...cookies, ...wholes].map(({ name, does }) =>
      `${name}: ${does}`
    ).join(", ");
    rt(path, declared, () => ({}), { methods: [verb], returns: "application/json" });
    const document: OpenApiDocument = JSON.parse(JSON.stringify(openapi(app).toDocument()));
    ok((await validator.validate(document)).valid, `${verb} ${path} { ${does} }`);
    for (const { url, ...init } of fc.sample(toRequests(document), SAMPLE(6))) {
      const response = await app.request(url, init);
      const text = await response.text();
      ok(response.ok, `${verb} ${url} { ${does} }: ${init.body} is ${text}`);
      sent++;
    }
  }
  strictEqual(sent, 360);
});

/** Makes requests that a document of one operation allows. */
function toRequests(document: OpenApiDocument) {
  const [path, operations] = Object.entries(document.paths)[0]!;
  const [verb, { parameters = [], requestBody }] = Object.entries(operations)[0]!;
  const json = requestBody?.content["application/json"]?.schema;
  const values = fc.tuple(...parameters.map((one) => toValues(one, document)));
  const body = json ? allowed(json, document) : fc.constant(undefined);
  return fc.tuple(values, requestBody?.required ? body : fc.option(body, { nil: undefined })).map(
    ([values, body]) => {
      const query = new URLSearchParams(), headers = new Headers({ accept: "application/json" });
      let url = path;
      parameters.forEach(({ name, in: place, content }, i) => {
        const value = content && values[i] !== undefined ? JSON.stringify(values[i]) : values[i];
        if (value === undefined) return;
        if (place === "path") url = url.replace(`{${name}}`, encodeURIComponent(`${value}`));
        else if (place === "header") headers.set(name, `${value}`);
        else if (place === "cookie") headers.set("cookie", `${name}=${value}`);
        else [value].flat().forEach((one) => query.append(name, `${one}`));
      });
      if (body !== undefined) headers.set("content-type", "application/json");
      const method = verb.toUpperCase();
      return { url: `${url}?${query}`, method, headers, body: JSON.stringify(body) };
    },
  );
}

/** Texts of a path, a header or a cookie are plain: what others become is not asked here. */
function toValues(
  { in: place, required, schema, content }: Parameter,
  document: OpenApiDocument,
): fc.Arbitrary<unknown> {
  const { format, pattern, enum: choices } = schema ?? {}, isText = schema?.type === "string";
  const isFree = isText && !format && !pattern && !choices && place !== "query";
  const values = isFree
    ? fc.constantFrom("en", "x-1")
    : choices && ["header", "cookie"].includes(place)
    ? fc.constantFrom(...(choices as unknown[]).filter((one) => /^\w*$/.test(`${one}`)))
    : allowed(schema ?? content!["application/json"]!.schema!, document);
  return required ? values : fc.option(values, { nil: undefined });
}
