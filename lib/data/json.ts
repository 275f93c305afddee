/** JSON of a column, read without prototypes. */

/**
 * Parses JSON of a column. No object in it has a prototype: tags take only object literals as
 * attributes, so an object from a client's form or body never becomes attributes.
 */
export function parseJson(text: string): unknown {
  return withoutPrototype(JSON.parse(text));
}

// A copy is made, since a reviver takes three times as long: 25 µs more for a select of 100 rows.
function withoutPrototype(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototype);
  const made = Object.create(null);
  for (const [name, item] of Object.entries(value)) made[name] = withoutPrototype(item);
  return made;
}
