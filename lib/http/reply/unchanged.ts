/** Whether a file or folder is as it was, by its number, size and times. */

/** A change may have the time of one before: Deno has `ctime` in seconds, some disks in two. */
const SETTLED_MS = 3000;

/**
 * Whether any later change will be seen: the last one was long enough ago. No program can set
 * `ctime` back, as it can `mtime`. Windows has no `ctime`, and Node's shim of `Deno` has
 * neither.
 */
export function isSettled({ ino, ctime }: Deno.FileInfo): boolean {
  return Boolean(ino && ctime) && Date.now() - ctime!.getTime() >= SETTLED_MS;
}

/** Whether what was settled before is the same file or folder now, without any change. */
export function isUnchanged(before: Deno.FileInfo, now: Deno.FileInfo): boolean {
  return now.ino === before.ino && now.dev === before.dev && now.size === before.size &&
    now.ctime?.getTime() === before.ctime?.getTime() &&
    now.mtime?.getTime() === before.mtime?.getTime();
}
