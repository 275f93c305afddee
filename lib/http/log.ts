/** What the developer is told while the program runs. */

/** What a warning says of a route. */
interface Declared {
  readonly path: string;
  readonly name: string;
}

/** Reports an error with the request that it came from. */
export function report(error: unknown, { method, url }: Request): void {
  // deno-lint-ignore no-console -- where a server's errors are looked for
  console.error(`${method} ${url}:`, error);
}

/** Warns of a route that no request will reach. */
export function warnOfShadow(verb: string, first: Declared, later: Declared): void {
  const name = (route: Declared) => route.path + (route.name && ` (${route.name})`);
  // deno-lint-ignore no-console -- nobody sees an error that nobody is told of
  console.warn(`${verb} ${name(later)} is never reached: ${name(first)} was declared before`);
}
