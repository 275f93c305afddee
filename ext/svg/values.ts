/** Shapes that take the values of their first attributes without names, as in `Circle(5, 1, 2)`. */
import { type Child, makeTag, type Tag } from "../../mod.ts";
import type { SvgAttrs } from "./attrs.ts";

/**
 * Makes the function of a shape: leading numbers and texts are the values of these attributes, and
 * null is none.
 */
export function shape<A extends SvgAttrs = SvgAttrs>(
  tag: string,
  names: readonly (keyof A & string)[],
  defaults: SvgAttrs,
): Tag<A> {
  const make = makeTag<SvgAttrs>(tag);
  return (...args: (A | Child)[]) => {
    const end = args.findIndex((arg) => !isValue(arg));
    const values = args.splice(0, end < 0 ? args.length : end);
    if (values.length > names.length) {
      throw new TypeError(
        `Cannot make <${tag}>: ${values.length} values before attributes and children, ` +
          `expected at most ${names.length}: ${names.join(", ")}`,
      );
    }
    const given = values.flatMap((value, i) => value == null ? [] : [[names[i], value]]);
    return make({ ...defaults, ...Object.fromEntries(given) }).with(...args);
  };
}

function isValue(arg: unknown): boolean {
  return typeof arg === "number" || typeof arg === "string" || arg === null || arg === undefined;
}
