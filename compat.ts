/**
 * Names of FastHTML and Starlette that only a program which comes from there needs. What they do,
 * new programs do by a function or an option of the main entry.
 *
 * @example
 * ```ts
 * import { Button, toXml } from "@fasthtml/fasthtml";
 * import { On } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(toXml(Button("Close", On("e.fadeOut()"))), /me\(\).*e\.fadeOut\(\)/s);
 * ```
 *
 * @module
 */
export { Nbsp } from "./lib/html/components.ts";
export { findInputs } from "./lib/html/forms.ts";
export { NotStr } from "./lib/html/safe.ts";
export { Any, AnyNow, HtmxOn, Now, On, Prev, Surreal } from "./lib/html/scripts.ts";
