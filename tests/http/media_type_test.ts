import { deepStrictEqual } from "node:assert";
import { toMediaType } from "../../lib/http/media_type.ts";

Deno.test("toMediaType() knows a file's type by the last ending of its name alone", () => {
  const expected = {
    "style.css": "text/css",
    "/srv/a.b/app.js": "text/javascript",
    "INDEX.HTML": "text/html",
    "notes.tar.gz": "application/gzip",
    "C:\\files\\photo.jpeg": "image/jpeg",
    "icon.svg": "image/svg+xml",
    "font.woff2": "font/woff2",
    "clip.mp4": "video/mp4",
    "site.webmanifest": "application/manifest+json",
    "README": undefined,
    "css": undefined,
    "style.css/README": undefined,
    "files.js\\README": undefined,
    ".css": undefined,
    "folder/.js": undefined,
    "style.": undefined,
    "file.unknown": undefined,
    "file.constructor": undefined,
    "": undefined,
  };
  const names = Object.keys(expected);
  for (const _ of ["found", "known"]) {
    deepStrictEqual(Object.fromEntries(names.map((name) => [name, toMediaType(name)])), expected);
  }
});
