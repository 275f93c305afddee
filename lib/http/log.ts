/** What the program logs for its developer. */

/** The parts of a route that a warning names. */
interface Declared {
  readonly path: string;
  readonly name: string;
}

/** Logs an error with the request that it came from. */
export function report(error: unknown, { method, url }: Request): void {
  // deno-lint-ignore no-console -- a server's errors go to the terminal
  console.error(`${method} ${url}:`, error);
}

/** Warns of a route that no request will reach. */
export function warnOfShadow(verb: string, first: Declared, later: Declared): void {
  const name = (route: Declared) => route.path + (route.name && ` (${route.name})`);
  // deno-lint-ignore no-console -- warnings go to the terminal
  console.warn(`${verb} ${name(later)} is never reached: ${name(first)} was declared before`);
}
