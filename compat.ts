/**
 * Names of FastHTML beyond the main entry, for programs that come from there: small scripts beside
 * their elements, and other names of functions.
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
