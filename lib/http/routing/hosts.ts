/** Routes of one host, and routes of every host. */
import type { Converter, PathTemplate } from "./path.ts";
import { type Match, Router, type WrongVerb } from "./router.ts";

/** A host as a pattern: `admin.example.com`, or `{tenant}.example.com`. */
export interface HostPattern {
  /** Matches the whole name, without a port. */
  readonly test: RegExp;
  /** The names of its parameters, in order. */
  readonly names: readonly string[];
}

/** Parses a host pattern; throws a SyntaxError when it is malformed. */
export function parseHost(host: string): HostPattern {
  const names: string[] = [];
  const source = host.replaceAll(/[.]|\{(\w+)\}/g, (part, name?: string) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return "([^.]+)";
  });
  if (!/^(?:[\w.-]|\\\.|\(\[\^\.\]\+\))+$/.test(source)) {
    throw new SyntaxError(
      `Cannot use "${host}" as a host, expected one such as "{name}.example.com"`,
    );
  }
  return { test: new RegExp(`^${source}$`, "i"), names };
}

interface HostRoutes<R> {
  readonly pattern: HostPattern;
  readonly router: Router<R>;
}

/** Finds routes by host and path; those of a host take precedence over those of all. */
export class HostRouter<R> {
  readonly #all: Router<R>;
  readonly #hosts = new Map<string, HostRoutes<R>>();
  readonly #converters: Readonly<Record<string, Converter>>;

  /** Takes the application's own converters. */
  constructor(converters: Readonly<Record<string, Converter>>) {
    this.#converters = converters;
    this.#all = new Router(converters);
  }

  /** Returns the routes of a path by method, as the map that `match` reads: set one to add it. */
  verbs(template: PathTemplate, host: string | undefined): Map<string, R> {
    if (host === undefined) return this.#all.verbs(template);
    let routes = this.#hosts.get(host);
    if (!routes) {
      routes = { pattern: parseHost(host), router: new Router(this.#converters) };
      this.#hosts.set(host, routes);
    }
    return routes.router.verbs(template);
  }

  /** Finds a route; the values of the host's parameters follow those of the path's. */
  match(verb: string, path: string, host: string): Match<R> | WrongVerb | undefined {
    if (this.#hosts.size === 0) return this.#all.match(verb, path);
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
    const match = this.#all.match(verb, path);
    if (allow.length === 0 || match && "route" in match) return match;
    return { allow: [...new Set([...allow, ...match?.allow ?? []])] };
  }
}
