/** The document: the operations of an application, and of those that are mounted in it. */
import { STATUS_CODES } from "node:http";
import { APIRouter, type FastHTML } from "../../mod.ts";
import type { Declaration, FieldReader, Route, RouteNotes, RoutePlan } from "../../types.ts";
import { Schemas, toRef } from "./schemas.ts";
import { type Sent, toSent } from "./sent.ts";
import type { JsonSchema, OpenApiDocument, Operation, ResponseObject } from "./types.ts";

/** What the document is about, and which routes it has. */
export interface DocumentOptions {
  readonly title: string;
  readonly version: string;
  readonly description?: string | undefined;
  /** Whether a route has a place in it. */
  readonly has: (plan: RoutePlan) => boolean;
}

/** An error as data (RFC 9457). */
const PROBLEM: JsonSchema = {
  type: "object",
  properties: {
    type: { type: "string" },
    title: { type: "string", description: "What the status means" },
    status: { type: "integer" },
    detail: { type: "string", description: "What happened, for the user" },
    errors: {
      type: "object",
      description: "What is wrong with each field, for the user",
      additionalProperties: { type: "string" },
    },
    id: { type: "string", description: "The request, as the log has it" },
  },
  required: ["type", "title", "status", "detail"],
};

/** The routes of an application, and of all that are mounted in it. */
export function plansOf(app: FastHTML): RoutePlan[] {
  const inner = app.mounted.flatMap(plansOf);
  const taken = new Set(inner.map(({ route }) => toShape(route.fullPath)));
  // A mounted application gets all requests below its prefix.
  return [...app.routes.filter(({ route }) => !taken.has(toShape(route.fullPath))), ...inner];
}

/** Makes the document. */
export function toDocument(
  plans: readonly RoutePlan[],
  { title, version, description, has }: DocumentOptions,
): OpenApiDocument {
  const schemas = new Schemas(), paths = new Paths(schemas);
  plans.filter(has).forEach((plan) => paths.add(plan));
  return {
    openapi: "3.1.1",
    info: { title, version, ...description !== undefined && { description } },
    paths: paths.all,
    components: { schemas: schemas.named },
  };
}

/** Collects the operations of paths. */
class Paths {
  readonly all: OpenApiDocument["paths"] = {};
  readonly #schemas: Schemas;
  /** The path of each shape: `/a/{x}` and `/a/{y}` are one path of OpenAPI. */
  readonly #shapes = new Map<string, PathParts>();
  readonly #routes = new Map<string, Route>();
  readonly #ids = new Set<string>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Adds the operations of a route, where no other has them. */
  add(plan: RoutePlan): void {
    const { route } = plan, own = toParts(route.fullPath);
    const shape = toShape(route.fullPath);
    const { path, params } = this.#shapes.get(shape) ?? own;
    this.#shapes.set(shape, { path, params });
    const inPath = own.params.map((param, i) => ({ ...param, as: params[i]!.name }));
    for (const verb of route.verbs.filter((verb) => verb !== "WS")) {
      const key = `${verb} ${path}`, old = this.#routes.get(key);
      // As the application chooses: a route replaces one of its name, rt.post() the POST of a plain
      // rt(), and else the first of two wins.
      const isTaken = verb === "POST" && old !== undefined && old.isOpen !== route.isOpen &&
        old.host === route.host;
      const isReplaced = isTaken ? old.isOpen : old && old.name === route.name && old.name !== "";
      const isOpen = old?.host !== undefined && route.host === undefined;
      if (old && !isReplaced && !isOpen) continue;
      this.#routes.set(key, route);
      this.all[path] ??= {};
      const id = old && !isTaken
        ? this.all[path][verb.toLowerCase()]!.operationId
        : this.#toId(route, verb, path);
      this.all[path][verb.toLowerCase()] = this.#toOperation(plan, verb, { inPath, id });
    }
  }

  #toOperation(
    { route, guards }: RoutePlan,
    verb: string,
    { inPath, id }: { inPath: (PathParam & { as: string })[]; id: string },
  ): Operation {
    const where = `${verb} ${route.fullPath}`;
    const { summary, description, tags, deprecated } = route.notes;
    const inHost = [...route.host?.matchAll(/\{(\w+)\}/g) ?? []].map(([, name]) => name!);
    const { params } = route;
    const sent = toSent({ verb: verb.toLowerCase(), where, inPath, inHost, params }, this.#schemas);
    const statuses = new Set(sent.statuses);
    if (guards.some((guard) => "take" in guard)) statuses.add(429);
    return {
      operationId: id,
      ...summary !== undefined && { summary },
      ...description !== undefined && { description },
      ...tags && { tags },
      ...deprecated && { deprecated },
      ...route.host !== undefined && { servers: [toServer(route.host, inHost)] },
      ...sent.parameters.length > 0 && { parameters: sent.parameters },
      ...sent.body && { requestBody: sent.body },
      responses: this.#toResponses(route.notes.returns, statuses, where),
    };
  }

  #toResponses(
    returns: RouteNotes["returns"],
    statuses: Sent["statuses"],
    where: string,
  ): Record<string, ResponseObject> {
    const problem = toRef(this.#schemas.add("Problem", PROBLEM));
    const content = { "application/problem+json": { schema: problem } };
    const errors = [...statuses].map((
      status,
    ) => [status, { description: nameOf(status), content }]);
    const own = toReturned(returns, where).map(([status, returned]) => [
      status,
      this.#toResponse(status, returned, where),
    ]);
    const others = { description: "Any other error", content };
    return { ...Object.fromEntries([...errors, ...own]), default: others };
  }

  #toResponse(status: number, returned: Declaration, where: string): ResponseObject {
    const description = nameOf(status);
    if (returned === null) return { description };
    if (typeof returned === "string") {
      if (!/^[\w.+-]+\/[\w.+*-]+$/.test(returned)) throw toMistake(where, JSON.stringify(returned));
      const schema = returned.startsWith("text/") ? { schema: { type: "string" } } : {};
      return { description, content: { [returned]: schema } };
    }
    return {
      description,
      content: { "application/json": { schema: this.#toOutput(returned, where) } },
    };
  }

  #toOutput(returned: Declaration, where: string): JsonSchema {
    if (typeof returned !== "function" && Object(returned) !== returned) {
      throw toMistake(where, String(returned));
    }
    const schemas = this.#schemas, list = returned as readonly Declaration[];
    if (Array.isArray(list) && Object(list[0]) === list[0] && "~standard" in Object(list[0])) {
      return { type: "array", items: this.#toOutput(list[0]!, where) };
    }
    const [param] = toFacts(returned, where);
    if (param?.from !== "fields") {
      return schemas.ofField((param as { field: FieldReader }).field, "output");
    }
    if (param.of === undefined) return {};
    return "~standard" in param.of
      ? schemas.ofSchema(param.of, "output", `what ${where} returns`)
      : schemas.ofForm(param.of, "output");
  }

  /** The route's own name, if no other route and no other method has it. */
  #toId(route: Route, verb: string, path: string): string {
    const words = `${verb.toLowerCase()} ${path}`.match(/[A-Za-z0-9]+/g) ?? [];
    const made = words.map((word, i) => i ? word[0]!.toUpperCase() + word.slice(1) : word).join("");
    const isNamed = route.verbs.length === 1 && /^[\w$]+$/.test(route.name);
    const wish = isNamed && !this.#ids.has(route.name) ? route.name : made;
    let id = wish;
    for (let i = 2; this.#ids.has(id); i++) id = `${wish}${i}`;
    this.#ids.add(id);
    return id;
  }
}

interface PathParam {
  readonly name: string;
  readonly converter: string;
}

/** A path as OpenAPI writes it, and the parameters in it. */
interface PathParts {
  readonly path: string;
  readonly params: readonly PathParam[];
}

/** A path without the names of its parameters. */
function toShape(fullPath: string): string {
  return fullPath.replaceAll(/\{[^}]*\}/g, "{}");
}

function toParts(fullPath: string): PathParts {
  const params = [...fullPath.matchAll(/\{([^{}:]*)(?::([^{}]*))?\}/g)]
    .map(([, name = "", converter = "str"]) => ({ name, converter }));
  return { path: fullPath.replaceAll(/\{([^{}:]*):[^{}]*\}/g, "{$1}"), params };
}

/** What is returned by status: without one, 200, and 204 for nothing. */
function toReturned(returns: RouteNotes["returns"], where: string): [number, Declaration][] {
  if (returns === undefined) return [[200, "text/html"]];
  const isByStatus = Object(returns) === returns && !("~standard" in (returns as object)) &&
    Object.getPrototypeOf(returns) === Object.prototype;
  if (!isByStatus) return [[returns === null ? 204 : 200, returns as Declaration]];
  return Object.entries(returns as Record<string, Declaration>).map(([status, returned]) => {
    if (/^[2-5]\d\d$/.test(status)) return [Number(status), returned];
    throw toMistake(where, `status ${status}`);
  });
}

/** What a declaration means, as a route of it would tell. */
function toFacts(returned: Declaration, where: string): Route["params"] {
  try {
    return APIRouter().post("/", { returned }, () => {}).params;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const found = error.message.replace('Cannot declare "returned" for POST /: ', "");
    throw new TypeError(`Cannot describe what ${where} returns: ${found}`, { cause: error });
  }
}

function toMistake(where: string, found: string): TypeError {
  return new TypeError(
    `Cannot describe what ${where} returns: ${found}, expected a class, a list of one, a schema, ` +
      "a media type, null, or these by status",
  );
}

/** A host as the server of an operation, with the scheme of the page or program that asks. */
function toServer(host: string, names: readonly string[]): unknown {
  const variables = Object.fromEntries(names.map((name) => [name, { default: name }]));
  return { url: `//${host}`, ...names.length > 0 && { variables } };
}

/** Those that RFC 9110 calls otherwise. */
const NAMES: Readonly<Record<number, string>> = {
  413: "Content Too Large",
  422: "Unprocessable Content",
};

function nameOf(status: number): string {
  return NAMES[status] ?? STATUS_CODES[status] ?? `Status ${status}`;
}
