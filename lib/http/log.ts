/** What the developer is told while the program runs. */

/** Reports an error with the request that it came from. */
export function report(error: unknown, { method, url }: Request): void {
  // deno-lint-ignore no-console -- where a server's errors are looked for
  console.error(`${method} ${url}:`, error);
}
