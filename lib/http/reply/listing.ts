/** The names in a folder of static files: a request for what is not among them asks no disk. */
import { type Maybe, then } from "../../maybe.ts";
import { findFolder } from "./disk.ts";
import { isSettled, isUnchanged } from "./unchanged.ts";

interface Listing {
  /** What was known of the folder before its names were read. */
  readonly info: Deno.FileInfo;
  /** In small letters. Undefined while they are read, and where there are too many. */
  names?: ReadonlySet<string>;
}

/** The listings, by the path of their folder. */
const listings = new Map<string, Listing>();

const MOST_FOLDERS = 100;
const MOST_NAMES = 1000;

/** Whether it is known that a folder has nothing of a name. */
export function lacks(folder: string, name: string): Maybe<boolean> {
  // Elsewhere, several spellings are one name.
  if (Deno.build.os !== "linux") return false;
  const key = name.toLowerCase();
  // What was there is asked for by itself, in less time than its folder and then itself.
  if (listings.get(folder)?.names?.has(key)) return false;
  return then(findFolder(folder), (info) => {
    if (!info) return true;
    const known = listings.get(folder);
    const isAbsent = ({ names }: Listing) => names?.has(key) === false;
    if (known && isUnchanged(known.info, info)) return isAbsent(known);
    return isSettled(info) && list(folder, info).then(isAbsent);
  });
}

async function list(folder: string, info: Deno.FileInfo): Promise<Listing> {
  if (listings.size === MOST_FOLDERS) listings.clear();
  const listing: Listing = { info }, names = new Set<string>();
  listings.set(folder, listing);
  try {
    for await (const { name } of Deno.readDir(folder)) {
      names.add(name.toLowerCase());
      if (names.size > MOST_NAMES) return listing;
    }
    listing.names = names;
  } catch {
    // What may not be listed may still have files: each is asked for by its name.
  }
  return listing;
}
