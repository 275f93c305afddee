/** What the names of a package say of the version that brought them. */

/** A public name, with its `@since` if it has one. */
export interface SinceName {
  /** As in exports.txt: `. fastApp`. */
  readonly line: string;
  readonly since?: string | undefined;
}

/**
 * Returns what is wrong: a name that the last release lacks needs `@since`, a version after that
 * one; without a release all names are of the first version.
 */
export function wrongSince(
  names: readonly SinceName[],
  { version, released }: { version: string; released?: readonly string[] },
): string[] {
  const before = new Set(released);
  return names.flatMap(({ line, since }) => {
    if (since !== undefined && !/^\d+\.\d+\.\d+$/.test(since)) {
      return [`${line}: @since ${since}, expected such as ${version}`];
    }
    if (since !== undefined && isAfter(since, version)) {
      return [`${line}: @since ${since}, expected at most ${version}`];
    }
    return released && since === undefined && !before.has(line)
      ? [`${line}: no @since, expected ${version}`]
      : [];
  });
}

function isAfter(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => text.split(".").map(Number));
  const at = x!.findIndex((part, i) => part !== y![i]);
  return at >= 0 && x![at]! > y![at]!;
}
