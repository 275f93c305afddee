/**
 * What is asked of the disk for a file. What was found less than a second ago is in the system's
 * memory. So it is asked synchronously, which takes a fifth of the time. The rest is waited for: a
 * slow disk keeps no other request waiting.
 */
import type { Maybe } from "../../maybe.ts";

/** A file up to this size, in bytes, is read whole. A larger one is sent while it is read. */
export const SMALL = 65_536;

/** For how long what was found is taken to be in the system's memory. */
export const MEMORY_MS = 1000;

/** The real path of a file or folder. Returns undefined where there is none. */
export function findPath(path: string): Maybe<string | undefined> {
  return ask(path, paths, Deno.realPathSync, Deno.realPath);
}

/** The size and time of a file. Returns undefined where there is none. */
export function findInfo(path: string | URL): Maybe<Deno.FileInfo | undefined> {
  return ask(path, infos, Deno.statSync, Deno.stat);
}

/** What is known of a folder, also that there is none. */
export function findFolder(path: string): Maybe<Deno.FileInfo | undefined> {
  return ask(path, folders, Deno.statSync, Deno.stat);
}

/** The content of a small file. Returns undefined where there is none. */
export function readSmall(path: string | URL): Maybe<Uint8Array<ArrayBuffer> | undefined> {
  return ask(path, contents, Deno.readFileSync, Deno.readFile);
}

/** Opens a file, to send it while it is read. Returns undefined where there is none. */
export function openFile(path: string | URL): Promise<Deno.FsFile | undefined> {
  return Deno.open(path).catch(toAbsent);
}

const MOST_PATHS = 1000;

/** When something was found, by its path. */
type Times = Map<string, number>;

const paths: Times = new Map(), infos: Times = new Map(), contents: Times = new Map();

/** Only programs name these, so they have those that are absent, too. */
const folders: Times = new Map();

function ask<Path extends string | URL, T>(
  path: Path,
  times: Times,
  now: (path: Path) => T,
  later: (path: Path) => Promise<T>,
): Maybe<T | undefined> {
  const key = String(path), time = times.get(key);
  if (time !== undefined && performance.now() - time < MEMORY_MS) {
    try {
      return now(path);
    } catch (error) {
      if (times !== folders) times.delete(key);
      return toAbsent(error);
    }
  }
  const note = () => {
    if (times.size === MOST_PATHS) times.clear();
    times.set(key, performance.now());
  };
  return later(path).then((found) => {
    note();
    return found;
  }, (error) => {
    if (times === folders) note();
    return toAbsent(error);
  });
}

/**
 * Returns undefined for an error that means that there is no such file. A name that is too long, a
 * file in place of a folder, and a file that this program may not read count, too.
 */
function toAbsent(error: unknown): undefined {
  const isAbsent = error instanceof Error &&
    (error.name === "NotCapable" || "code" in error && ABSENT.has(error.code));
  if (!isAbsent) throw error;
}

const ABSENT: ReadonlySet<unknown> = new Set(
  ["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM", "ENAMETOOLONG"],
);
