/**
 * OpenAPI 3.1: what the routes of an application declare, as a document for programs and a page for
 * people.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { type Before, Beforeware, type FastHTML } from "../mod.ts";
import type { Route, RoutePlan } from "../types.ts";
import { plansOf, toDocument } from "./openapi/document.ts";
import { FILE_NAMES, serveFile, toPage } from "./openapi/page.ts";
import type {
  JsonSchema,
  MediaTypes,
  OpenApiDocument,
  Operation,
  Parameter,
  RequestBody,
  ResponseObject,
} from "./openapi/types.ts";

export type {
  JsonSchema,
  MediaTypes,
  OpenApiDocument,
  Operation,
  Parameter,
  RequestBody,
  ResponseObject,
};

/** Options of {@linkcode openapi}. */
export interface OpenApiOptions {
  /** The title of the document. Default: that of the application. */
  title?: string;
  /** The version of what the document describes. Default: `1.0.0`. */
  version?: string;
  /** What it is about, which may be Markdown. */
  description?: string;
  /** The path of the document, or false for none. Default: `/openapi.json`. */
  path?: string | false;
  /** The path of the reference page, or false for none. Default: `/docs` in development alone. */
  page?: string | false;
  /** Functions that run before the document and the page, after those of the application. */
  before?: Before | readonly Before[];
  /** Whether the document also has routes that do not say what they return. Default: false. */
  all?: boolean;
  /** What it does not have: routes, and patterns of whole paths as declared, with all prefixes. */
  skip?: readonly (string | RegExp | Route)[];
  /** Changes the document, such as to add `components.securitySchemes`. */
  edit?: (document: OpenApiDocument) => OpenApiDocument;
}

const checkOptions = makeOptionCheck<OpenApiOptions>("describe an application", {
  title: true,
  version: true,
  description: true,
  path: true,
  page: true,
  before: true,
  all: true,
  skip: true,
  edit: true,
});

/** What {@linkcode openapi} makes. */
export interface OpenApi {
  /** Makes the document, of the routes that there are now. */
  toDocument(): OpenApiDocument;
}

/**
 * Describes the routes of an application that say what they return, and of those that are mounted
 * in it: as a document of OpenAPI 3.1 at `/openapi.json`, and in development on a page, `/docs`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { openapi } from "@fasthtml/fasthtml/ext/openapi";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Todo { id = 0; title = ""; done = false; }
 * const { app, rt } = fastApp();
 * openapi(app, { title: "Todos" });
 * rt.get("/todos/{id:int}", ({ id }) => ({ id, title: "Read", done: false }), { returns: Todo });
 *
 * const { paths } = await (await app.request("/openapi.json")).json();
 * deepStrictEqual(paths["/todos/{id}"].get.responses[200].content["application/json"].schema, {
 *   $ref: "#/components/schemas/Todo",
 * });
 * ```
 */
export function openapi(app: FastHTML, options: OpenApiOptions = {}): OpenApi {
  checkOptions(options);
  const { path = "/openapi.json", page = app.live && "/docs", all = false, edit } = options;
  const { title = app.title, version = "1.0.0", description, before = [], skip = [] } = options;
  if (page && path === false) {
    throw new TypeError("Cannot describe an application: a page without a path, expected both");
  }
  const own = new Set<Route>();
  const skipped = Beforeware(() => {}, { skip: skip.filter((one) => !isRoute(one)) });
  const has = ({ route }: RoutePlan) =>
    !own.has(route) && !skip.includes(route) && !skipped.skips(route.fullPath) &&
    (all || route.notes.returns !== undefined);
  const make = () => {
    const document = toDocument(plansOf(app), { title, version, description, has });
    return edit ? edit(document) : document;
  };
  if (path !== false) {
    const document = app.get(path, whileSame(app, make), { before });
    own.add(document);
    if (page) {
      const reference: Route = app.get(
        page,
        () => toPage(title, document.fullPath, reference.fullPath.replace(/\/$/, "")),
        { before },
      );
      own.add(reference);
      for (const name of FILE_NAMES) {
        own.add(app.get(`${page.replace(/\/$/, "")}/${name}`, () => serveFile(name), { before }));
      }
    }
  }
  return { toDocument: make };
}

/** Answers with the document, which is made again when the routes, or what runs before them, change. */
function whileSame(app: FastHTML, make: () => OpenApiDocument): () => Blob {
  let known: readonly unknown[] = [], body: Blob | undefined;
  return () => {
    const parts = plansOf(app).flatMap(({ route, guards }) => [route, ...guards]);
    if (!body || parts.length !== known.length || parts.some((part, i) => part !== known[i])) {
      body = new Blob([JSON.stringify(make())], { type: "application/json" });
      known = parts;
    }
    return body;
  };
}

function isRoute(value: string | RegExp | Route): value is Route {
  return typeof value === "object" && !(value instanceof RegExp);
}
