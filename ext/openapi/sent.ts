/** What a client sends to a route: parameters and a body. */
import type { FieldReader, FormClass, ParamFacts, StandardSchema } from "../../types.ts";
import { type Schemas, toObjectSchema } from "./schemas.ts";
import type { JsonSchema, MediaTypes, Parameter, RequestBody } from "./types.ts";

/** A route, as far as this file needs it. */
export interface SentTo {
  /** The method, in small letters. */
  readonly verb: string;
  /** The path and the method, for errors. */
  readonly where: string;
  /** The parameters of the path, with their converters, and under which name each is described. */
  readonly inPath: readonly { name: string; converter: string; as: string }[];
  /** The parameters of the host. */
  readonly inHost: readonly string[];
  readonly params: readonly ParamFacts[];
}

/** What is sent, and what can be wrong with it. */
export interface Sent {
  readonly parameters: Parameter[];
  readonly body: RequestBody | undefined;
  /** The statuses of what does not fit. */
  readonly statuses: ReadonlySet<number>;
}

type Single = ParamFacts & { from: "field" | "header" | "cookie" };
type Whole = ParamFacts & { from: "fields" };

/** Describes what is sent. Where a route asks nothing of it, a body is not described. */
export function toSent(route: SentTo, schemas: Schemas): Sent {
  const { verb, inPath, inHost, params } = route;
  const outside = [...inPath.map(({ name }) => name), ...inHost];
  const singles = params.filter((param): param is Single => param.from !== "fields");
  const wholes = params.filter((param): param is Whole => param.from === "fields");
  const free = singles.filter(({ from, name }) => from === "field" && !outside.includes(name));
  const isRead = verb === "get" || verb === "head";
  // A DELETE reads fields from its body as well, but few clients and proxies send one.
  const isInBody = ["post", "put", "patch"].includes(verb);
  const parameters = [
    ...inPath.map((one) => toPathParameter(one, route, schemas)),
    ...isInBody ? [] : free.map((param) => toParameter(param, "query", schemas)),
    ...isRead ? wholes.flatMap((whole) => toQuery(whole, outside, route, schemas)) : [],
    ...singles.flatMap((param) =>
      param.from === "field" || isIgnored(param) ? [] : toParameter(param, param.from, schemas)
    ),
  ];
  const inBody = isInBody ? free : [];
  const body = isRead ? undefined : toBody(inBody, wholes, outside, { route, schemas });
  const statuses = new Set<number>();
  if (free.length > 0 || singles.some(({ from }) => from !== "field") || body) statuses.add(400);
  if (wholes.some(({ isChecked }) => !isChecked)) statuses.add(400);
  if (inPath.length > 0) statuses.add(404);
  if (body) statuses.add(413);
  if (wholes.some(({ of, isChecked }) => isSchema(of) && !isChecked)) statuses.add(422);
  return { parameters: toUnique(parameters), body, statuses };
}

/** One of each place and name, which must fit all that read it. */
function toUnique(parameters: readonly Parameter[]): Parameter[] {
  const same = Object.groupBy(
    parameters,
    ({ in: place, name }) => `${place} ${place === "header" ? name.toLowerCase() : name}`,
  );
  return Object.values(same).map((all) => all!.length > 1 ? toAll(all!) : all![0]!);
}

function toAll(all: readonly Parameter[]): Parameter {
  const required = all.some(({ required }) => required);
  const schemas = all.map(({ schema }) => schema).filter((one) => one !== undefined).map(
    (schema) => {
      // Left out, it is a default for one of them, and missing for another.
      const { default: _initial, ...others } = schema;
      return required ? others : schema;
    },
  );
  const different = [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()];
  const { schema: _first, ...one } = all[0]!;
  return {
    ...one,
    ...required && { required },
    ...different.length > 0 &&
      { schema: different.length > 1 ? { allOf: different } : different[0]! },
  };
}

/** OpenAPI 3.1 says that these are ignored where they are declared as parameters. */
function isIgnored({ from, name }: Single): boolean {
  return from === "header" && /^(accept|content-type|authorization)$/i.test(name);
}

const CONVERTED: Readonly<Record<string, JsonSchema>> = {
  int: { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  float: { type: "number" },
  uuid: { type: "string", format: "uuid" },
};

function toPathParameter(
  { name, converter, as }: SentTo["inPath"][number],
  { params }: SentTo,
  schemas: Schemas,
): Parameter {
  const own = params.find((param) => param.from === "field" && param.name === name) as Single;
  const inForm = params.flatMap((param) => toForm(param)?.fields.get(name) ?? []);
  const field = own?.field ?? inForm[0];
  const { default: _never, ...schema } = field ? ofText(field, schemas) : {};
  const byPath = CONVERTED[converter] ?? { type: "string" };
  const isBoth = schema.type === undefined && !("enum" in schema) || schema.type === byPath.type;
  return {
    name: as,
    in: "path",
    required: true,
    schema: isBoth ? { ...byPath, ...schema } : schema,
  };
}

function toParameter(
  { name, field }: Single,
  place: "query" | "header" | "cookie",
  schemas: Schemas,
): Parameter {
  const required = !field.fallback;
  return {
    name,
    in: place,
    ...required && { required },
    ...place === "query" ? toValue(field, schemas) : { schema: ofText(field, schemas) },
  };
}

/** What a query has of a field: JSON as one text, and a list as the name again and again. */
function toValue(field: FieldReader, schemas: Schemas): Pick<Parameter, "schema" | "content"> {
  const schema = schemas.ofField(field, "input");
  return field.type === Object ? { content: { "application/json": { schema } } } : { schema };
}

/** What is one text, as in a path or a header: for a list, that of its one item. */
function ofText(field: FieldReader, schemas: Schemas): JsonSchema {
  const { default: _first, ...item } = field.item ? ofText(field.item, schemas) : {};
  return field.item ? item : schemas.ofField(field, "input");
}

/** The parameters of the query that a class or a schema is read from. */
function toQuery(
  whole: Whole,
  outside: readonly string[],
  { where }: SentTo,
  schemas: Schemas,
): Parameter[] {
  const form = toForm(whole), isNeeded = !whole.isOptional;
  if (form) return toFormQuery(form, isNeeded, schemas, "").filter(isInside);
  if (!isSchema(whole.of)) return [];
  const { properties, required } = schemas.toFields(schemas.ofSchema(whole.of, "input", where));
  return [...properties].map(([name, schema]): Parameter => {
    const isRequired = isNeeded && required.has(name);
    const { description } = schema;
    return {
      name,
      in: "query",
      ...isRequired && { required: true },
      ...typeof description === "string" && { description },
      schema,
    };
  }).filter(isInside);

  function isInside({ name }: Parameter): boolean {
    return !outside.includes(name);
  }
}

/** The fields of a class, and those of classes in it as `address.city`. */
function toFormQuery(
  form: FormClass,
  isNeeded: boolean,
  schemas: Schemas,
  prefix: string,
): Parameter[] {
  return [...form.fields].flatMap(([name, field]): Parameter[] => {
    const full = prefix + name, required = isNeeded && field.isRequired === true;
    if (field.form) return toFormQuery(field.form, required, schemas, `${full}.`);
    // A query has no null: an empty text says it.
    const value = toValue({ ...field, nullable: false }, schemas);
    return [{ name: full, in: "query", ...required && { required }, ...value }];
  });
}

/** Describes a body, or undefined where nothing of it is read. */
function toBody(
  free: readonly Single[],
  wholes: readonly Whole[],
  outside: readonly string[],
  { route, schemas }: { route: SentTo; schemas: Schemas },
): RequestBody | undefined {
  if (free.length === 0 && wholes.length === 0) return;
  const isAlone = wholes.length === 1 && free.length === 0;
  const parts = wholes.map((whole) => {
    const schema = toWholeSchema(whole, outside, { route, schemas });
    const { required: _some, ...loose } = schema;
    return whole.isOptional && !isAlone ? loose : schema;
  });
  const properties = free.map(({ name, field }) => [name, schemas.ofField(field, "input")]);
  const needed = free.filter(({ field }) => !field.fallback).map(({ name }) => name);
  if (free.length > 0) parts.push(toObjectSchema(Object.fromEntries(properties), needed));
  const schema = parts.length === 1 ? parts[0]! : { allOf: parts };
  const fields = [
    ...free.map(({ field }) => field),
    ...wholes.flatMap((whole) => [...toForm(whole)?.fields.values() ?? []]),
  ];
  const isFlat = fields.every(isOfText) &&
    wholes.every((whole) => isFlatSchema(whole, route, schemas));
  const hasFile = fields.some(({ type, item }) => type === File || item?.type === File) ||
    wholes.some((whole) => hasFileInside(whole, route, schemas));
  const content: MediaTypes = hasFile
    ? { "multipart/form-data": { schema } }
    : { "application/json": { schema } };
  if (isFlat && !hasFile) content["application/x-www-form-urlencoded"] = { schema };
  const required = needed.length > 0 || wholes.some((whole) => isNeeded(whole, route, schemas));
  return { required, content };
}

function toWholeSchema(
  whole: Whole,
  outside: readonly string[],
  { route, schemas }: { route: SentTo; schemas: Schemas },
): JsonSchema {
  const form = toForm(whole);
  if (form) {
    const isBeside = outside.some((name) => form.fields.has(name));
    return isBeside ? schemas.toObject(form, "input", outside) : schemas.ofForm(form, "input");
  }
  if (!isSchema(whole.of)) return { type: "object" };
  const schema = schemas.ofSchema(whole.of, "input", route.where);
  const { properties, required = [] } = schemas.resolve(schema);
  if (!properties || !outside.some((name) => Object.hasOwn(properties, name))) return schema;
  const isInside = (name: string) => !outside.includes(name);
  const kept = Object.entries(properties).filter(([name]) => isInside(name));
  return {
    ...schemas.resolve(schema),
    properties: Object.fromEntries(kept),
    required: required.filter(isInside),
  };
}

function isNeeded(whole: Whole, { where }: SentTo, schemas: Schemas): boolean {
  const form = toForm(whole);
  if (whole.isOptional) return false;
  if (form) return [...form.fields.values()].some(({ isRequired }) => isRequired);
  if (!isSchema(whole.of)) return false;
  const schema = schemas.resolve(schemas.ofSchema(whole.of, "input", where));
  return !schema.properties || (schema.required ?? []).length > 0;
}

/** Whether a form can have the field: a text of which it is read, or several. */
function isOfText({ type, item, form, choices }: FieldReader): boolean {
  if (item) return isOfText(item);
  return !form && type !== Object && (type !== undefined || choices !== undefined);
}

/**
 * Whether a form can have all that a schema reads: most of them take no text for a number, nor for a
 * list, and a form of one item has a text.
 */
function isFlatSchema({ of }: Whole, { where }: SentTo, schemas: Schemas): boolean {
  if (!isSchema(of)) return true;
  const { properties = { "": {} } } = schemas.resolve(schemas.ofSchema(of, "input", where));
  return Object.values(properties).every(({ type }) => type === "string");
}

function hasFileInside({ of }: Whole, { where }: SentTo, schemas: Schemas): boolean {
  if (!isSchema(of)) return false;
  const { properties } = schemas.toFields(schemas.ofSchema(of, "input", where));
  const isFile = ({ format, items }: JsonSchema): boolean =>
    format === "binary" || items !== undefined && isFile(items as JsonSchema);
  return [...properties.values()].some(isFile);
}

function toForm(param: ParamFacts): FormClass | undefined {
  return param.from === "fields" && param.of && !isSchema(param.of) ? param.of : undefined;
}

function isSchema(of: Whole["of"]): of is StandardSchema {
  return of !== undefined && "~standard" in of;
}
