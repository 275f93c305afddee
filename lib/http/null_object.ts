/** Objects without a prototype, made on every request. */
import type { Fields } from "./types.ts";

/**
 * Makes an object that inherits only from an empty object, so `constructor` and `__proto__` from a
 * client are names as any other. V8 keeps what `Object.create(null)` makes as a hash table, which
 * took a tenth of a small request.
 */
export const Bare: new () => Fields = function () {} as unknown as new () => Fields;
Bare.prototype = Object.freeze(Object.create(null));

/**
 * Parses JSON; no object in it has a prototype. Tags take only object literals as attributes, so
 * what a client sent, now or in an earlier request, never becomes attributes.
 */
export function parseBare(text: string): unknown {
  return withoutPrototype(JSON.parse(text));
}

function withoutPrototype(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototype);
  const made: Fields = Object.create(null);
  for (const name of Object.keys(value)) made[name] = withoutPrototype((value as Fields)[name]);
  return made;
}
