/** Whether two values are the same in content. `node:util` would make every start slower. */

/**
 * Whether two values of a row, or two descriptions of a table, are the same. Lists, objects of one
 * class, dates and bytes are compared by what is in them, all others by `Object.is`.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Date) return other instanceof Date && Object.is(+one, +other);
  // What has its content elsewhere, such as a Map, would look empty.
  if (!isPlain(one) && !(one instanceof Uint8Array)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  return /^\[object (?:Object|Array)\]$/.test(Object.prototype.toString.call(value));
}
