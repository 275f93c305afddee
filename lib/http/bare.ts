/** Objects that inherit nothing, made on every request. */
import type { Fields } from "./types.ts";

/**
 * Makes an object that inherits nothing but an empty object: a visitor's `constructor` or
 * `__proto__` is a name as any other. V8 keeps what `Object.create(null)` makes as a hash table,
 * which took a tenth of a small request.
 */
export const Bare: new () => Fields = function () {} as unknown as new () => Fields;
Bare.prototype = Object.freeze(Object.create(null));
