/** What a file is by its first bytes: its name and its type are what a client says. */

/** The types of pictures that are kept; an SVG is none of them, as it may run scripts. */
const KINDS: readonly [type: string, start: RegExp][] = [
  ["image/png", /^89504e470d0a1a0a/],
  ["image/jpeg", /^ffd8ff/],
  ["image/gif", /^474946383[79]61/],
  ["image/webp", /^52494646.{8}57454250/],
];

/** The type of a picture; undefined for everything else. */
export async function readKind(file: File): Promise<string | undefined> {
  const start = (await file.slice(0, 12).bytes()).toHex();
  return KINDS.find(([_, pattern]) => pattern.test(start))?.[0];
}
