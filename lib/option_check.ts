/**
 * The names of options, which JavaScript and spread objects can misspell, as TypeScript checks
 * literals alone; and the name that was meant by a misspelled one.
 *
 * @module
 */
import { findNearest } from "./nearest.ts";

export { findNearest };

/**
 * Makes a function that throws a TypeError for an option that is not one of these, with the name
 * that is nearest.
 *
 * @example An extension that knows its options
 * ```ts
 * import { makeOptionCheck } from "@fasthtml/fasthtml/options";
 * import { throws } from "node:assert";
 *
 * interface MapOptions { zoom?: number; height?: number; }
 * const checkOptions = makeOptionCheck<MapOptions>("show a map", { zoom: true, height: true });
 *
 * const spread = { ...{ zom: 3 } };
 * throws(() => checkOptions(spread), {
 *   message: 'Cannot show a map: unknown option "zom", expected zoom',
 * });
 * ```
 */
export function makeOptionCheck<Options extends object>(
  action: string,
  options: { readonly [Name in keyof Options]-?: true },
): (given: object) => void {
  return (given) => {
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      const found = Array.isArray(given) ? "a list" : given === null ? "null" : typeof given;
      throw new TypeError(`Cannot ${action}: found options of type ${found}, expected an object`);
    }
    for (const name in given) {
      if (Object.hasOwn(options, name)) continue;
      const names = Object.keys(options);
      const all = names.length > 1 ? `one of ${names.join(", ")}` : names[0];
      const expected = findNearest(name, names) ?? all;
      throw new TypeError(`Cannot ${action}: unknown option "${name}", expected ${expected}`);
    }
  };
}
