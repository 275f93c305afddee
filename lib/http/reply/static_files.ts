/** Folders of static files. */
import { fileURLToPath } from "node:url";
import { type FileOptions, findFile, serveFile, versionOf } from "./files.ts";
import type { Fetch } from "../middleware.ts";

/**
 * Serves the files of a folder; `app.mount("/files", StaticFiles("uploads"))`.
 *
 * Dotfiles and files outside the folder, also by a link, are 404. FastHTML: `StaticFiles`.
 */
export function StaticFiles(folder: string | URL, options: FileOptions = {}): Fetch {
  return async (request) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const file = isRead && await findFile(toFolder(folder), new URL(request.url).pathname);
    const response = file && await serveFile(file, request, options);
    return response || new Response("404 Not Found", { status: 404 });
  };
}

/** Adds the version of a file to its URL, so that browsers cache it permanently. */
export function toVersioned(folder: string | URL, path: string): string {
  try {
    return `${path}?v=${versionOf(Deno.statSync(toFolder(folder) + path))}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

/** Returns the path of a folder that is given as a path or URL. */
export function toFolder(folder: string | URL): string {
  return folder instanceof URL ? fileURLToPath(folder) : folder;
}
