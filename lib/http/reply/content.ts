/**
 * The content of small files, kept for a second. To open, read and close a file takes a third of
 * the time of a request for it.
 */
import { type Maybe, then } from "../../maybe.ts";
import { MEMORY_MS, readSmall } from "./disk.ts";
import { isSettled, isUnchanged } from "./unchanged.ts";

/** The content of a file, and what was known of the file before it was read. */
interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly info: Deno.FileInfo;
  readonly time: number;
}

/** What is kept, by the path of its file. */
const contents = new Map<string, Content>();

/** The bytes that are kept, and those of their entries. */
let kept = 0;

const MOST_BYTES = 4_194_304;
const ENTRY_BYTES = 1024;

/**
 * The content of a small file, of which `info` was found a moment ago. Returns undefined where there is
 * none. What changes without a new time, as on some disks of networks, is a second old at most.
 */
export function readContent(
  path: string | URL,
  info: Deno.FileInfo,
): Maybe<Uint8Array<ArrayBuffer> | undefined> {
  const key = String(path), known = contents.get(key), time = performance.now();
  if (known && time - known.time < MEMORY_MS && isUnchanged(known.info, info)) return known.bytes;
  const mayKeep = isSettled(info);
  return then(readSmall(path), (bytes) => {
    if (mayKeep && bytes?.length === info.size) keep(key, { bytes, info, time });
    return bytes;
  });
}

/** Keeps content, and forgets the oldest where there is too much. */
function keep(key: string, content: Content): void {
  forget(key);
  contents.set(key, content);
  kept += toCost(content);
  for (const oldest of contents.keys()) {
    if (kept <= MOST_BYTES) return;
    forget(oldest);
  }
}

function forget(key: string): void {
  const content = contents.get(key);
  if (content && contents.delete(key)) kept -= toCost(content);
}

function toCost({ bytes }: Content): number {
  return bytes.length + ENTRY_BYTES;
}
