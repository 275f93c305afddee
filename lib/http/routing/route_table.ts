/** The routes of an application, each with the functions that run before it. */
import { type Before, type BeforewareGuard, toGuard } from "../before.ts";
import type { Target } from "../request/target.ts";
import type { BodyWrap } from "../types.ts";
import { toOwnFrames } from "../../stack.ts";
import { type Converter, fillPath, type HostPattern, parseHost } from "./path.ts";
import type { Route } from "./route.ts";
import { SOCKET_VERB } from "../verbs.ts";
import { type Match, Router, type WrongVerb } from "./router.ts";
import type { BasePath } from "../base_path.ts";

/** A route with all that its application adds. */
export interface RoutePlan {
  /** The route. */
  readonly route: Route;
  /** The functions that run before its handler, in this order. */
  readonly guards: readonly BeforewareGuard[];
  /** Wraps the body of its pages. */
  readonly bodyWrap: BodyWrap | undefined;
}

/** What all routes of an application share. */
export interface RouteTableOptions {
  /** Functions that run before every handler. */
  readonly before: readonly Before[];
  /** Wraps the body of pages. */
  readonly bodyWrap?: BodyWrap | undefined;
  /** The application's own converters of paths. */
  readonly converters: Readonly<Record<string, Converter>>;
}

/** The routes of one host. */
interface HostRoutes {
  readonly pattern: HostPattern;
  readonly router: Router<RoutePlan>;
}

/** A path with another slash at its end, and its route. */
export interface OtherMatch {
  readonly path: string;
  readonly route: Route;
}

/** Keeps the routes of an application, and finds the one for a request. */
export class RouteTable {
  readonly #converters: Readonly<Record<string, Converter>>;
  readonly #router: Router<RoutePlan>;
  readonly #hosts = new Map<string, HostRoutes>();
  readonly #routes: Route[] = [];
  /** The verbs and paths of the application's own routes. */
  readonly #own = new Set<string>();
  #before: readonly BeforewareGuard[];
  #bodyWrap: BodyWrap | undefined;
  readonly #basePath: BasePath;
  #hasSockets = false;

  constructor({ before, bodyWrap, converters }: RouteTableOptions, basePath: BasePath) {
    this.#before = before.map(toGuard);
    this.#bodyWrap = bodyWrap;
    this.#converters = converters;
    this.#router = new Router(converters);
    this.#basePath = basePath;
  }

  /** Whether any route is a socket, so that requests must be checked for upgrades. */
  get hasSockets(): boolean {
    return this.#hasSockets;
  }

  /** The routes, in order of declaration. */
  get plans(): readonly RoutePlan[] {
    return this.#routes.map((route) => this.#toPlan(route));
  }

  /**
   * Finds the route for a verb, a path and a host. A host's own routes come before those of all;
   * the values of its parameters follow those of the path's.
   */
  match(verb: string, path: string, host: string): Match<RoutePlan> | WrongVerb | undefined {
    if (this.#hosts.size === 0) return this.#router.match(verb, path);
    const name = host.replace(/:\d+$/, "");
    const allow: string[] = [];
    for (const { pattern, router } of this.#hosts.values()) {
      const found = pattern.test.exec(name);
      const match = found && router.match(verb, path);
      if (match && "route" in match) {
        return { route: match.route, values: [...match.values, ...found.slice(1)] };
      }
      if (match) allow.push(...match.allow);
    }
    const match = this.#router.match(verb, path);
    if (allow.length === 0 || match && "route" in match) return match;
    return { allow: [...new Set([...allow, ...match?.allow ?? []])] };
  }

  /** Finds the route of a path with a slash more, or less, at its end. */
  matchOther(verb: string, { path, host }: Pick<Target, "path" | "host">): OtherMatch | undefined {
    const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
    // A path that starts with two slashes would redirect the browser to another host.
    if (other === "" || other.startsWith("//")) return;
    const match = this.match(verb, other, host);
    return match && "route" in match ? { path: other, route: match.route.route } : undefined;
  }

  /** The functions that run before what has no route, such as a file, by its path. */
  guardsOf(path: string): readonly BeforewareGuard[] {
    return this.#before.filter((guard) => !guard.skips(path));
  }

  /** Adds a declared route. */
  add(route: Route): void {
    route.setBasePath(this.#basePath);
    this.#register(this.#toPlan(route));
    this.#routes.push(route);
  }

  /** Adds a route of the application's own, such as an asset, once. It runs no guards. */
  addOwn(route: Route): void {
    const key = `${route.verbs} ${route.path}`;
    if (this.#own.has(key)) return;
    this.#own.add(key);
    this.#register({ route, guards: [], bodyWrap: undefined });
  }

  /** Changes what all routes share, also those that are declared already. */
  share({ before, bodyWrap }: Omit<RouteTableOptions, "converters">): void {
    this.#before = before.map(toGuard);
    this.#bodyWrap = bodyWrap;
    this.plans.forEach((plan) => this.#register(plan));
  }

  /** Returns the URL of the route of this name; throws when there is none. */
  urlFor(name: string, params: Readonly<Record<string, unknown>>): string {
    const route = this.#routes.findLast((route) => route.name === name);
    if (route) return this.#basePath.base + fillPath(route.template, params);
    const known = this.#routes.map((route) => route.name).filter(Boolean).join(", ");
    throw new Error(`Cannot make a URL: no route "${name}", expected one of ${known || "none"}`);
  }

  #toPlan(route: Route): RoutePlan {
    const { before, bodyWrap = this.#bodyWrap } = route;
    const guards = [...this.guardsOf(route.path), ...before];
    return { route, guards, bodyWrap };
  }

  #register(plan: RoutePlan): void {
    const { route } = plan;
    this.#hasSockets ||= route.verbs.includes(SOCKET_VERB);
    const router = this.#routerOf(route.host);
    for (const verb of route.verbs) {
      const old = router.get(route.template, verb)?.route;
      // What is said of POST alone wins over the POST that a plain rt() answers, too.
      const isTaken = verb === "POST" && old !== undefined && old.isOpen !== route.isOpen;
      if (isTaken) {
        if (old.isOpen) router.add(route.template, verb, plan);
        continue;
      }
      // As in FastHTML, a route replaces an earlier one of the same name; of two names, the first
      // wins. No name is one, too, in a cell of a notebook, which may be changed and run again.
      const isReplaced = old && old !== route && old.name === route.name &&
        (old.name !== "" || isOfCell(route));
      if (!old || old === route || isReplaced) router.add(route.template, verb, plan);
      else warn(`${verb} ${show(route)} is never reached: ${show(old)} was declared before`);
      // A cell of a notebook that runs again is no place of a file.
      if (isReplaced && placeOf(old) && placeOf(old) !== placeOf(route)) {
        warn(`${verb} ${show(route)} replaces ${show(old)}, which has the same name`);
      }
    }
  }

  #routerOf(host: string | undefined): Router<RoutePlan> {
    if (host === undefined) return this.#router;
    let routes = this.#hosts.get(host);
    if (!routes) {
      routes = { pattern: parseHost(host), router: new Router(this.#converters) };
      this.#hosts.set(host, routes);
    }
    return routes.router;
  }
}

/** Its path, its name and where the program declared it. */
function show(route: Route): string {
  return route.path + (route.name && ` (${route.name})`) + placeOf(route);
}

/** Whether code of no file declared it. */
function isOfCell({ site: { stack = "" } }: Route): boolean {
  return /<anonymous>:\d/.test(stack);
}

function placeOf({ site }: Route): string {
  const [frame] = toOwnFrames(site);
  return frame?.url ? ` at ${frame.url}:${frame.line}:${frame.column}` : "";
}

function warn(text: string): void {
  // deno-lint-ignore no-console -- warnings go to the terminal
  console.warn(text);
}
