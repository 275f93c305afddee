/** The name that was meant by one that is misspelled. */

/**
 * Returns the name that differs in the fewest letters; undefined when half of them differ.
 *
 * @example
 * ```ts
 * import { findNearest } from "@fasthtml/fasthtml/options";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(findNearest("maxage", ["path", "maxAge", "secure"]), "maxAge");
 * ```
 */
export function findNearest(name: string, names: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 2));
  const near = [...names]
    .map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0];
  return near && near.far <= limit ? near.other : undefined;
}

/** The number of letters to add, drop or change to turn one name into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + Number(a[i - 1] !== b[j - 1]),
      );
    }
    row = next;
  }
  return row[b.length];
}
