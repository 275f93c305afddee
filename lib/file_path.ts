/** Paths of files. `node:path` and `node:url` would make every start slower. */

/** Returns the path of a `file:` URL, with the separators of this system. */
export function toFilePath(url: string | URL): string {
  const { protocol, host, pathname, href } = new URL(url);
  const isWindows = Deno.build.os === "windows";
  const isEscaped = (isWindows ? /%(?:2f|5c)/i : /%2f/i).test(pathname);
  const isHere = isWindows ? host !== "" || /^\/[a-z]:\//i.test(pathname) : host === "";
  if (protocol !== "file:" || isEscaped || !isHere) {
    throw new TypeError(`Cannot find a file: found ${href}, expected a file: URL with a path`);
  }
  const path = decodeURIComponent(pathname);
  if (!isWindows) return path;
  const local = path.replaceAll("/", "\\");
  return host === "" ? local.slice(1) : `\\\\${host}${local}`;
}

/** Returns the `file:` URL of an absolute path. */
export function toFileUrl(path: string): string {
  const url = new URL("file:///");
  const parts = Deno.build.os === "windows" ? path.replaceAll("\\", "/") : path;
  // What the URL's own setter would take for an escape, for a separator, or for nothing.
  url.pathname = parts.replace(/[%\\\t\n\r]/g, encodeURIComponent);
  return url.href;
}

/** Whether a path begins at the root of a file system. */
export function isAbsolutePath(path: string): boolean {
  return Deno.build.os === "windows" ? /^(?:[a-z]:)?[\\/]/i.test(path) : path.startsWith("/");
}

/** Returns the folder that a file is in: `data/` of `data/app.db`, `.` of `app.db`. */
export function toParent(path: string): string {
  const back = Deno.build.os === "windows" ? path.lastIndexOf("\\") : -1;
  const at = Math.max(path.lastIndexOf("/"), back);
  return at < 0 ? "." : path.slice(0, at + 1);
}
