/** What the developer is told while the program runs. */

import type { Route } from "./route.ts";

/** Reports an error with the request that it came from. */
export function report(error: unknown, { method, url }: Request): void {
  // deno-lint-ignore no-console -- where a server's errors are looked for
  console.error(`${method} ${url}:`, error);
}

/** Warns of a route that no request will reach. */
export function warnOfShadow(verb: string, first: Route, later: Route): void {
  const name = (route: Route) => `${route.path} (${route.name || "no name"})`;
  // deno-lint-ignore no-console -- nobody sees an error that nobody is told of
  console.warn(`${verb} ${name(later)} is never reached: ${name(first)} was declared before`);
}
