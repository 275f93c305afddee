/** The name of the file that a static web server finds for a path. */
import mime from "mime/lite";

/** The name of a path's file, or why there is none. */
export type FileName = { readonly name: string } | { readonly problem: string };

/** What Windows can't have in a name; a slash or backslash would be another folder. */
// deno-lint-ignore no-control-regex
const UNFIT = /[\0-\x1f\x7f<>:"/\\|?*]|[. ]$/;

/** Windows opens a device for these, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** What file systems allow for a part of a name, and nearly all of them for the whole. */
const LONGEST_PART = 255, LONGEST = 1000;

const encoder = new TextEncoder();

/** Makes the name of a path's file, below the folder in every case. */
export function toFileName(path: string, isPage: boolean): FileName {
  const parts: string[] = [];
  for (const part of path.slice(1).split("/")) {
    const name = decode(part);
    if (name === undefined) return { problem: `"${part}" is not UTF-8, expected a file name` };
    parts.push(name);
  }
  const last = parts.pop()!;
  if (isPage && !/\.html?$/i.test(last)) {
    if (last) parts.push(last);
    parts.push("index.html");
  } else if (last) {
    parts.push(last);
  } else {
    return { problem: "the path ends with a slash, expected the name of a file that is no page" };
  }
  const wrong = parts.find((part) =>
    part === "" || UNFIT.test(part) || DEVICE.test(part) || lengthOf(part) > LONGEST_PART
  );
  if (wrong !== undefined) {
    const shown = wrong.length > 60 ? `${wrong.slice(0, 60)}…` : wrong;
    return { problem: `"${shown}" can't be the name of a file everywhere` };
  }
  const name = parts.join("/");
  if (lengthOf(name) > LONGEST) {
    return { problem: `the name has ${lengthOf(name)} bytes, expected ${LONGEST} at most` };
  }
  return { name };
}

/** The media type that a static web server sends for a name, or undefined where it knows none. */
export function typeOf(name: string): string | undefined {
  return mime.getType(name) ?? undefined;
}

/** What two names have in common where a disk takes them for one: macOS and Windows do. */
export function toKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return;
    throw error;
  }
}

function lengthOf(text: string): number {
  return encoder.encode(text).length;
}
