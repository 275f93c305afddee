/** The media types of files, by the endings of their names, as `npm:mime` has them. */
import types from "mime/types/standard.js";

/** The endings of each type. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = types;

const found = new Map<string, string>();

/** Returns the media type of a file. Returns undefined where its name has no ending that is known. */
export function toMediaType(path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const dot = name.lastIndexOf(".");
  if (dot < 1) return;
  const ending = name.slice(dot + 1).toLowerCase();
  const known = found.get(ending);
  if (known !== undefined) return known;
  // A search for each ending: the package's own class takes 1.5 ms of every start to make its maps.
  const type = Object.keys(ENDINGS).find((type) => ENDINGS[type]!.includes(ending));
  if (type !== undefined) found.set(ending, type);
  return type;
}
