/** Objects without a prototype, for what clients send. */

/**
 * Makes an object that inherits only from an empty object, so `constructor` and `__proto__` from a
 * client are names as any other. V8 keeps what `Object.create(null)` makes as a hash table, which
 * took a tenth of a small request.
 */
export const NullObject: new () => Record<string, unknown> = function () {} as unknown as new () =>
Record<string, unknown>;
NullObject.prototype = Object.freeze(Object.create(null));

/**
 * Parses JSON; no object in it has a prototype. Tags take only object literals as attributes, so
 * what a client sent, now or in an earlier request, never becomes attributes.
 */
export function parseJson(text: string): unknown {
  return withoutPrototype(JSON.parse(text));
}

// A copy is made, since a reviver takes three times as long: 25 µs more for a select of 100 rows.
function withoutPrototype(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototype);
  const copy = Object.create(null);
  for (const [name, item] of Object.entries(value)) copy[name] = withoutPrototype(item);
  return copy;
}
