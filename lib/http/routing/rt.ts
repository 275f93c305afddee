/** `rt`: the ways to declare a route. */
import { makeOptionCheck } from "../../option_check.ts";
import { typeName } from "../../html/attrs.ts";
import { isClass } from "../params/field_reader.ts";
import type { Before } from "../before.ts";
import { Route, type RouteInit, type RouteOptions } from "./route.ts";
import { OPEN_VERBS, ROUTE_VERBS } from "../verbs.ts";
import type { Declarations, Handler, HandlerContext, PathText } from "../types.ts";

/** No parameters beside those of the path. */
export type NoParams = Record<never, never>;

/** The declared parameters, without the option `methods` that may be among them. */
export type ParamsBeside<D> = D extends { readonly methods: readonly string[] } ? Omit<D, "methods">
  : D;

/** Handlers of one path, by method. */
export interface VerbGroup<Path extends string, D> {
  /** Handles GET and HEAD requests. */
  get?(context: HandlerContext<Path, D>): void;
  /** Handles POST requests. */
  post?(context: HandlerContext<Path, D>): void;
  /** Handles PUT requests. */
  put?(context: HandlerContext<Path, D>): void;
  /** Handles PATCH requests. */
  patch?(context: HandlerContext<Path, D>): void;
  /** Handles DELETE requests. */
  delete?(context: HandlerContext<Path, D>): void;
  /** Handles HEAD requests, in place of `get`. */
  head?(context: HandlerContext<Path, D>): void;
  /** Handles OPTIONS requests. */
  options?(context: HandlerContext<Path, D>): void;
}

// Handlers may return anything. Their type says void, so that TypeScript need not infer it, and a
// page may link to its own route, or two pages to each other (TS7022 otherwise).

/** Declares routes of one method, or, as `rt()` itself, of GET and POST. */
export interface RouteMaker {
  /** Declares a route by its path. */
  <Path extends string>(
    path: PathText<Path>,
    handler: (context: HandlerContext<PathText<Path>, NoParams>) => void,
    options?: RouteOptions,
  ): Route<Path, NoParams>;
  /** Declares a route by its path, with the handler's parameters beside those of the path. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: HandlerContext<Path, ParamsBeside<D>>) => void,
    options?: RouteOptions,
  ): Route<Path, ParamsBeside<D>>;
  /** Declares a route whose path is the function's name, or its key in `rt.named()`. */
  (
    handler: (context: HandlerContext<string, NoParams>) => void,
    options?: RouteOptions,
  ): Route<"/", NoParams>;
  /** Declares a route whose path is the function's name, with the handler's parameters. */
  <const D extends Declarations>(
    params: D,
    handler: (context: HandlerContext<string, ParamsBeside<D>>) => void,
    options?: RouteOptions,
  ): Route<"/", ParamsBeside<D>>;
}

/** Declares the handlers of several methods on one path. */
export interface GroupMaker {
  /** Declares handlers of several methods on one path. */
  <Path extends string>(
    path: PathText<Path>,
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

/** What the compiler says of a handler with types of its own; no value for a program. */
export type Undeclared = "parameters are declared: rt(path, { name: String }, ({ name }) => …)";

/** A handler or a group that fits, and for a handler that does not the reason. */
export type Declared<H, Path extends string, D> = H extends
  (context: HandlerContext<Path, D>) => void ? H
  : H extends (...args: never) => unknown ? Undeclared
  : VerbGroup<Path, D> | (new () => VerbGroup<Path, D>);

/**
 * What fits no other form, and fits none of these. The compiler says of the last alone what is
 * wrong, so these have the shortest reasons.
 */
export interface RouteMistake {
  /** A path in another style, or a handler with types of its own. */
  <Path extends string, H>(
    path: PathText<Path>,
    handler: Declared<H, PathText<Path>, NoParams>,
    options?: RouteOptions,
  ): Route<Path, NoParams>;
  /** A handler with types that are not those of its parameters. */
  <Path extends string, const D extends Declarations, H>(
    path: Path,
    params: D,
    handler: Declared<H, Path, ParamsBeside<D>>,
    options?: RouteOptions,
  ): Route<Path, ParamsBeside<D>>;
}

/** Routes by name: each a route, or several of one path. */
export type NamedRoutes = { readonly [name: string]: Route | readonly [Route, ...Route[]] };

/** What {@linkcode RtFunction.named} returns: of several routes of one path, the first. */
export type RoutesByName<T> = {
  readonly [name in keyof T]: T[name] extends readonly [infer First, ...unknown[]] ? First
    : T[name];
};

/**
 * Declares routes: `rt("/path", handler)`, `rt("/path", { id: Number }, handler)`, or by the
 * function's name, `rt(function about() { … })`.
 *
 * Answers GET and POST; only POST when it declares a class, a file or a schema, and only GET where
 * `rt.post()` has the same path. `rt.get`, `rt.post` and the others answer one method; a group answers
 * several on one path.
 */
export interface RtFunction extends RouteMaker, GroupMaker, RouteMistake {
  /** Declares a route that handles GET and HEAD requests. */
  readonly get: RouteMaker & RouteMistake;
  /** Declares a route that handles POST requests. */
  readonly post: RouteMaker & RouteMistake;
  /** Declares a route that handles PUT requests. */
  readonly put: RouteMaker & RouteMistake;
  /** Declares a route that handles PATCH requests. */
  readonly patch: RouteMaker & RouteMistake;
  /** Declares a route that handles DELETE requests. */
  readonly delete: RouteMaker & RouteMistake;
  /** Declares a route that handles HEAD requests, in place of the one for GET. */
  readonly head: RouteMaker & RouteMistake;
  /** Declares a route that handles OPTIONS requests. */
  readonly options: RouteMaker & RouteMistake;
  /**
   * Declares routes whose names are the keys: `add` is `/add`, and `index` is `/`. They may link
   * to each other. A route that has a path, or a function with a name, keeps that.
   *
   * @example
   * ```ts
   * import { fastApp, Form, Input, P } from "@fasthtml/fasthtml";
   * import { strictEqual } from "node:assert";
   *
   * const { app, rt } = fastApp();
   * const { index, add } = rt.named({
   *   index: rt.get(() => Form({ hx_post: add }, Input({ name: "title" }))),
   *   add: rt.post({ title: String }, ({ title }) => P(title)),
   * });
   * strictEqual(`${index} ${add}`, "/ /add");
   * const body = new URLSearchParams({ title: "Read" });
   * const headers = { "HX-Request": "true" };
   * const answer = await app.request("/add", { method: "POST", body, headers });
   * strictEqual(await answer.text(), "<p>Read</p>");
   * ```
   */
  named<const T extends NamedRoutes>(routes: T): RoutesByName<T>;
}

/** What the routes of one `rt` share. */
export interface Common extends Pick<RouteOptions, "before" | "bodyWrap"> {
  /** The prefix of each path. */
  readonly prefix?: string;
}

const checkOptions = makeOptionCheck<RouteOptions>("add a route", {
  name: true,
  before: true,
  bodyWrap: true,
  crossSite: true,
  methods: true,
  host: true,
  returns: true,
  summary: true,
  description: true,
  tags: true,
  deprecated: true,
});

/** Makes an `rt` that passes each route to `add`. */
export function makeRt(add: (route: Route) => void, common: Common = {}): RtFunction {
  const { prefix = "", before = [], ...others } = common;
  // What `rt()` returned for functions without a name, until `named()` gives them one.
  const nameless = new Map<Route, Unplaced[]>();
  const place = (inits: readonly Unplaced[], path: string): Route => {
    const routes = inits.map((init) =>
      new Route({
        ...others,
        ...init,
        path: prefix + path,
        before: [before, init.before ?? []].flat() as Before[],
      })
    );
    routes.forEach(add);
    return routes[0]!;
  };
  const declare = (verbs: readonly string[]) => (...args: unknown[]): Route => {
    const { path, inits } = toInits(verbs, args);
    if (path !== undefined) return place(inits, path);
    const route = {} as Route;
    nameless.set(route, inits);
    const error = new TypeError(
      "Cannot add a route: a function without a name, expected a path or a key in rt.named()",
    );
    queueMicrotask(() => {
      if (nameless.has(route)) throw error;
    });
    return route;
  };
  const toNamed = (name: string, route: Route): Route => {
    if (route instanceof Route) return route;
    const inits = nameless.get(route);
    if (!inits) {
      throw new TypeError(
        `Cannot name a route "${name}": found ${
          typeName(route)
        }, expected what this rt declared, ` +
          "once",
      );
    }
    nameless.delete(route);
    return place(inits.map((init) => ({ ...init, name: init.name || name })), toPath(name));
  };
  const named = (routes: NamedRoutes) => {
    const made = Object.entries(routes).map(([name, routes]) => {
      const all = [routes].flat() as Route[];
      return [name, all.map((route) => toNamed(name, route))[0]];
    });
    return Object.fromEntries(made);
  };
  const makers = ROUTE_VERBS.map((verb) => [verb, declare([verb.toUpperCase()])]);
  const members = { ...Object.fromEntries(makers), named };
  return Object.assign(declare(OPEN_VERBS), members) as unknown as RtFunction;
}

/** A route before it has a path. */
type Unplaced = Omit<RouteInit, "path">;

/** Sorts the arguments: a path, parameters, a handler or a group, options. */
function toInits(
  verbs: readonly string[],
  args: unknown[],
): { path: string | undefined; inits: Unplaced[] } {
  const rest = [...args];
  const path = typeof rest[0] === "string" ? rest.shift() as string : undefined;
  const hasParams = typeof rest[0] === "object" &&
    (typeof rest[1] === "function" || isGroup(rest[1]));
  const { methods, params } = toMethods(hasParams ? rest.shift() as Declarations : {});
  const [target, given = {}] = rest as [unknown, RouteOptions | undefined];
  checkOptions(given);
  const options = { ...methods && { methods }, ...given };
  const group = isClass(target) ? new (target as new () => unknown)() : target;
  if (isGroup(group)) {
    if (options.methods !== undefined) {
      throw new TypeError(
        `Cannot add route "${path}": methods beside a group, expected one of them`,
      );
    }
    const name = isClass(target) ? target.name : "";
    const inits = ROUTE_VERBS.filter((verb) => group[verb]).map((verb) => ({
      name: "", // A bound method's own name would be "bound get"
      ...options,
      verbs: [verb.toUpperCase()],
      params,
      handler: group[verb]!.bind(group) as Handler,
    }));
    return { path: path ?? toOwnPath(name.charAt(0).toLowerCase() + name.slice(1)), inits };
  }
  if (typeof target !== "function") {
    const found = target === undefined ? "no handler" : `a handler of type ${typeof target}`;
    throw new TypeError(`Cannot add route "${path ?? ""}": ${found}, expected a function`);
  }
  // As in FastHTML, a function named after a method answers that method of the path.
  const isVerb = path !== undefined && verbs === OPEN_VERBS &&
    ROUTE_VERBS.includes(target.name as "get");
  const init = {
    ...options,
    verbs: isVerb ? [target.name.toUpperCase()] : verbs,
    params,
    handler: target as Handler,
  };
  return { path: path ?? toOwnPath(target.name), inits: [init] };
}

/** Takes `methods` out of the parameters where it is a list of names, as FastHTML writes it. */
function toMethods(declared: Declarations): { methods?: string[]; params: Declarations } {
  const { methods, ...params } = declared;
  const isOption = Array.isArray(methods) && methods.every((name) => typeof name === "string");
  return isOption ? { methods: methods as string[], params } : { params: declared };
}

function isGroup(value: unknown): value is VerbGroup<string, NoParams> {
  return typeof value === "object" && value !== null &&
    ROUTE_VERBS.some((verb) => typeof (value as Record<string, unknown>)[verb] === "function");
}

function toOwnPath(name: string): string | undefined {
  return name === "" ? undefined : toPath(name);
}

function toPath(name: string): string {
  return name === "index" ? "/" : `/${name}`;
}
