/** Modules that run code for each element of a selector, present or future. */
import { jsonForScript, NpmPackage, Script } from "../../mod.ts";
import type { AssetPart } from "../../types.ts";

/**
 * Makes a module that runs code for every element `e` that matches a selector: those of the page,
 * and those that htmx, a WebSocket or another script adds later. An error is a warning in the
 * console, and stops no other element: a user's text must not break those of others.
 * `start` returns the code that comes first. It gets a function that writes the URL of a package's
 * file.
 */
export function eachElement(
  selector: string,
  code: string,
  packages: readonly NpmPackage[],
  start: (file: (pkg: NpmPackage, name: string) => string) => string,
): AssetPart {
  return NpmPackage.part(packages, (base) =>
    Script(
      { type: "module" },
      `${start((pkg, name) => jsonForScript(pkg.url(name, base)))}
const seen = new WeakSet();
const look = () => {
  for (const e of document.querySelectorAll(${jsonForScript(selector)})) {
    if (seen.has(e)) continue;
    seen.add(e);
    try {
      ${code}
    } catch (error) {
      console.warn(error);
    }
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
look();`,
    ));
}
