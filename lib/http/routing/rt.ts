/** `rt`: the ways to declare a route. */
import { isClass } from "../params/field_reader.ts";
import type { Before } from "../before.ts";
import { Route, type RouteInit, type RouteOptions } from "./route.ts";
import { OPEN_VERBS } from "../verbs.ts";
import type { Declarations, Handler, HandlerContext } from "../types.ts";

/** No parameters beside those of the path. */
export type NoParams = Record<never, never>;

/** Handlers of one path, by method. */
export interface VerbGroup<Path extends string, D> {
  /** Answers GET, and HEAD. */
  get?(context: HandlerContext<Path, D>): void;
  /** Answers POST. */
  post?(context: HandlerContext<Path, D>): void;
  /** Answers PUT. */
  put?(context: HandlerContext<Path, D>): void;
  /** Answers PATCH. */
  patch?(context: HandlerContext<Path, D>): void;
  /** Answers DELETE. */
  delete?(context: HandlerContext<Path, D>): void;
}

// Handlers may return anything. Their type says void, so that TypeScript need not infer it, and a
// page may link to its own route, or two pages to each other (TS7022 otherwise).

/** Declares routes of one method, or, as `rt()` itself, of GET and POST. */
export interface RouteMaker {
  /** Declares a route by its path. */
  <Path extends string>(
    path: Path,
    handler: (context: HandlerContext<Path, NoParams>) => void,
    options?: RouteOptions,
  ): Route<Path, NoParams>;
  /** Declares a route by its path, with the handler's parameters beside those of the path. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: HandlerContext<Path, D>) => void,
    options?: RouteOptions,
  ): Route<Path, D>;
  /** Declares a route whose path is the function's name; `index` is `/`. */
  (
    handler: (context: HandlerContext<string, NoParams>) => void,
    options?: RouteOptions,
  ): Route<"/", NoParams>;
  /** Declares a route whose path is the function's name, with the handler's parameters. */
  <const D extends Declarations>(
    params: D,
    handler: (context: HandlerContext<string, D>) => void,
    options?: RouteOptions,
  ): Route<"/", D>;
}

/** Declares the handlers of several methods on one path. */
export interface GroupMaker {
  /** Declares handlers of several methods on one path. */
  <Path extends string>(
    path: Path,
    group: VerbGroup<Path, NoParams> | (new () => VerbGroup<Path, NoParams>),
    options?: RouteOptions,
  ): Route<Path, NoParams>;
  /** Declares handlers of several methods on one path, with the same parameters. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    group: VerbGroup<Path, D>,
    options?: RouteOptions,
  ): Route<Path, D>;
}

/**
 * Declares routes: `rt("/path", handler)`, `rt("/path", { id: Number }, handler)`, or by the
 * function's name, `rt(function about() { … })`.
 *
 * Answers GET and POST; only POST when it declares a class, a file or a schema. `rt.get`, `rt.post`
 * and the others answer one method; a group answers several on one path.
 */
export interface RtFunction extends RouteMaker, GroupMaker {
  /** Declares a route that answers GET, and HEAD. */
  readonly get: RouteMaker;
  /** Declares a route that answers POST. */
  readonly post: RouteMaker;
  /** Declares a route that answers PUT. */
  readonly put: RouteMaker;
  /** Declares a route that answers PATCH. */
  readonly patch: RouteMaker;
  /** Declares a route that answers DELETE. */
  readonly delete: RouteMaker;
}

const GROUP_VERBS = ["get", "post", "put", "patch", "delete"] as const;

/** What the routes of one `rt` share. */
export interface Common extends Pick<RouteOptions, "before" | "bodyWrap"> {
  /** The prefix of each path. */
  readonly prefix?: string;
}

/** Makes an `rt` that passes each route to `add`. */
export function makeRt(add: (route: Route) => void, common: Common = {}): RtFunction {
  const { prefix = "", before = [], ...others } = common;
  const declare = (verbs: readonly string[]) => (...args: unknown[]): Route => {
    const routes = toInits(verbs, args).map((init) =>
      new Route({
        ...others,
        ...init,
        path: prefix + init.path,
        before: [before, init.before ?? []].flat() as Before[],
      })
    );
    routes.forEach(add);
    return routes[0]!;
  };
  const makers = GROUP_VERBS.map((verb) => [verb, declare([verb.toUpperCase()])]);
  return Object.assign(declare(OPEN_VERBS), Object.fromEntries(makers)) as unknown as RtFunction;
}

/** Sorts the arguments: a path, parameters, a handler or a group, options. */
function toInits(verbs: readonly string[], args: unknown[]): RouteInit[] {
  const rest = [...args];
  const path = typeof rest[0] === "string" ? rest.shift() as string : undefined;
  const hasParams = typeof rest[0] === "object" &&
    (typeof rest[1] === "function" || isGroup(rest[1]));
  const params = hasParams ? rest.shift() as Declarations : {};
  const [target, options] = rest as [unknown, RouteOptions | undefined];
  const group = isClass(target) ? new (target as new () => unknown)() : target;
  if (isGroup(group)) {
    const named = isClass(target) ? target.name : "";
    return GROUP_VERBS.filter((verb) => group[verb]).map((verb) => ({
      name: "", // A bound method's own name would be "bound get"
      ...options,
      verbs: [verb.toUpperCase()],
      path: path ?? toPath(named.charAt(0).toLowerCase() + named.slice(1)),
      params,
      handler: group[verb]!.bind(group) as Handler,
    }));
  }
  if (typeof target !== "function") {
    const found = target === undefined ? "no handler" : `a handler of type ${typeof target}`;
    throw new TypeError(`Cannot add route "${path ?? ""}": ${found}, expected a function`);
  }
  // As in FastHTML, a function named after a method answers that method of the path.
  const isVerb = path !== undefined && verbs === OPEN_VERBS &&
    GROUP_VERBS.includes(target.name as "get");
  return [{
    ...options,
    verbs: isVerb ? [target.name.toUpperCase()] : verbs,
    path: path ?? toPath(target.name),
    params,
    handler: target as Handler,
  }];
}

function isGroup(value: unknown): value is VerbGroup<string, NoParams> {
  return typeof value === "object" && value !== null &&
    GROUP_VERBS.some((verb) => typeof (value as Record<string, unknown>)[verb] === "function");
}

function toPath(name: string): string {
  if (name) return name === "index" ? "/" : `/${name}`;
  throw new TypeError("Cannot add a route: a function without a name, expected a path");
}
