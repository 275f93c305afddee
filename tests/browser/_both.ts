import { fileURLToPath } from "node:url";
import { browserTest, type Visit } from "./_browser.ts";

/** Declares the same test of an example with htmx 4 and with htmx 2. */
export function testWithBoth(
  name: string,
  example: string,
  story: (visit: Visit) => Promise<void>,
  env: Record<string, string> = {},
  warns?: RegExp,
): void {
  const file = fileURLToPath(new URL(`../../${example}`, import.meta.url));
  for (const HTMX of ["4", "2"]) {
    const options = { args: ["run", "-A", file], env: () => ({ HTMX, ...env }), warns };
    browserTest(`${name} (htmx ${HTMX})`, options, story);
  }
}
