/** The versions of the npm packages that browsers load: those of deno.json, which the tests run with. */
import config from "../../deno.json" with { type: "json" };

const IMPORTS: Readonly<Record<string, string>> = config.imports;

/** Returns where a CDN has the file that is imported as this: `htmx2/a.js` is `htmx.org@2.0.11/a.js`. */
export function toCdnPath(specifier: string): string {
  const prefix = Object.keys(IMPORTS).filter((key) => key.endsWith("/"))
    .find((key) => specifier.startsWith(key));
  if (prefix === undefined) {
    throw new TypeError(
      `Cannot find a version: found ${specifier}, expected a package folder of deno.json's imports`,
    );
  }
  return IMPORTS[prefix]!.slice("npm:/".length) + specifier.slice(prefix.length);
}
