/** Folders of files, as what answers below a prefix. */
import { type FileOptions, findFile, serveFile, versionOf } from "./files.ts";
import type { Fetch } from "../middleware.ts";

/**
 * Answers with the files of a folder; `app.mount("/files", StaticFiles("uploads"))`.
 *
 * Dotfiles and what lies outside the folder, links included, are not there. FastHTML:
 * `StaticFiles`.
 */
export function StaticFiles(folder: string | URL, options: FileOptions = {}): Fetch {
  return async (request) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const file = isRead && await findFile(toFolder(folder), new URL(request.url).pathname);
    const response = file && await serveFile(file, request, options);
    return response || new Response("404 Not Found", { status: 404 });
  };
}

/** Adds the version of a file to its address: a browser may keep it for ever. */
export function toVersioned(folder: string | URL, path: string): string {
  try {
    return `${path}?v=${versionOf(Deno.statSync(toFolder(folder) + path))}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

/** The path of a folder that is named by path or URL. */
export function toFolder(folder: string | URL): string {
  return folder instanceof URL ? decodeURIComponent(folder.pathname) : folder;
}
