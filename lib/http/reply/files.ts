/** Files as responses: media types, validators and ranges, and no path out of the folder. */
import { makeOptionCheck } from "../../option_check.ts";
import { toAttachment } from "../headers.ts";
import { toMediaType } from "../media_type.ts";
import { fieldOf } from "../../field.ts";
import { toFilePath } from "../../file_path.ts";
import { readContent } from "./content.ts";
import { findInfo, findPath, openFile, SMALL } from "./disk.ts";
import { lacks } from "./listing.ts";
import { isFresh } from "./negotiate.ts";
import { isDocument } from "./security_headers.ts";
import { toPlainResponse } from "../errors.ts";
import type { Fetch } from "../middleware.ts";
import { RECORD, type Recorded } from "../record.ts";
import { isRead } from "../verbs.ts";
import { takeBytes } from "../byte_stream.ts";

/** `Cache-Control` of a URL that changes with its content. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** Options of a file's response. */
export interface FileOptions {
  /** The name that the browser saves the file under; without one, it shows the file. */
  filename?: string;
  /** The media type. Default: by the file name's extension. */
  type?: string;
  /**
   * `Cache-Control`. Default: `no-cache`: the browser asks each time whether the file has changed.
   */
  cacheControl?: string;
  /**
   * Whether the program's own people wrote the file. HTML and XML of others is shown without its
   * scripts and forms, as in a frame with `sandbox`; those of an SVG never work. Default: false.
   */
  trusted?: boolean;
}

/** Throws for an option that does not exist. */
export const checkFileOptions: (options: object) => void = makeOptionCheck<FileOptions>(
  "serve files",
  { filename: true, type: true, cacheControl: true, trusted: true },
);

/** Options of a file, and the version in the request. */
export interface StaticOptions extends FileOptions {
  /** The version in the URL, as `vurl()` writes it. */
  version?: string | undefined;
}

/**
 * Serves the files of a folder; `app.mount("/files", StaticFiles("uploads"))`.
 *
 * Dotfiles and files outside the folder, also by a link, are 404. FastHTML: `StaticFiles`.
 *
 * @example
 * ```ts
 * import { fastApp, StaticFiles } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app } = fastApp();
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/hello.txt`, "Hello");
 * app.mount("/files", StaticFiles(folder));
 *
 * strictEqual(await (await app.request("/files/hello.txt")).text(), "Hello");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function StaticFiles(folder: string | URL, options: FileOptions = {}): Fetch {
  checkFileOptions(options);
  const answer: Fetch = async (request) => {
    const file = isRead(request.method) &&
      await findFile(toFolder(folder), new URL(request.url).pathname);
    const response = file && await serveFile(file, request, options);
    return response ? noted(response, request) : toPlainResponse(404);
  };
  return Object.assign(answer, { [FOLDER]: true });
}

/** Marks a function that answers with files alone, so that guards skip each by its own path. */
export const FOLDER: unique symbol = Symbol("folder");

/** Answers with the static file of a target, if there is one. */
export async function serveStatic(
  folder: string | URL,
  { path, query }: { readonly path: string; readonly query: string },
  request: Request,
): Promise<Response | undefined> {
  if (!isRead(request.method)) return;
  const file = await findFile(toFolder(folder), path);
  const response = file &&
    await serveFile(file, request, { version: toVersion(query), trusted: true });
  if (response) return noted(response, request);
  // Browsers request it by themselves and log a 404 as an error of the page.
  if (path === "/favicon.ico") return noted(new Response(null, { status: 204 }), request);
}

/** Notes for the log that the response is a file. */
function noted(response: Response, request: Recorded): Response {
  const record = request[RECORD];
  if (record) record.isFile = true;
  return response;
}

/** Answers with a file (RFC 9110, 13 and 14); undefined when there is none. */
export async function serveFile(
  path: string | URL,
  request: Request,
  options: StaticOptions = {},
): Promise<Response | undefined> {
  // Checked before it is opened: opening a pipe would block, and a device may never end.
  const info = await findInfo(path);
  if (!info?.isFile) return;
  const headers = toHeaders(String(path), info, options);
  const range = request.headers.get("range");
  const part = range === null || !mayRange(request, headers) ? undefined : toPart(range, info.size);
  if (isRead(request.method) && isFresh(request.headers, headers.etag, info.mtime)) {
    return toResponse(null, 304, headers);
  }
  if (part === "none") {
    return toResponse(null, 416, { ...headers, "content-range": `bytes */${info.size}` });
  }
  const isHead = request.method === "HEAD";
  const isSmall = !isHead && info.size > 0 && info.size <= SMALL;
  const bytes = isSmall ? await readContent(path, info) : undefined;
  if (bytes && bytes.length !== info.size) return sendChanged(bytes, path, info, options);
  const { start, end } = part ?? { start: 0, end: info.size - 1 };
  headers["content-length"] = String(end - start + 1);
  if (part) headers["content-range"] = `bytes ${start}-${end}/${info.size}`;
  const status = part ? 206 : 200;
  if (isHead) return toResponse(null, status, headers);
  if (bytes) return toResponse(part ? bytes.subarray(start, end + 1) : bytes, status, headers);
  const file = isSmall ? undefined : await openFile(path);
  if (!file) return;
  if (start > 0) await file.seek(start, Deno.SeekMode.Start);
  const body = part ? file.readable.pipeThrough(takeBytes(end - start + 1)) : file.readable;
  return toResponse(body, status, headers);
}

/** Deno makes a Response with one header ten times faster than one with several. */
function toResponse(
  body: BodyInit | null,
  status: number,
  { "content-type": type, ...others }: FileHeaders,
): Response {
  const response = new Response(body, { status, headers: { "content-type": type } });
  for (const name in others) response.headers.append(name, fieldOf(others, name)!);
  return response;
}

/** Sends a file that was written meanwhile. Its validators may be those of other content. */
function sendChanged(
  bytes: Uint8Array<ArrayBuffer>,
  path: string | URL,
  info: Deno.FileInfo,
  options: StaticOptions,
): Response {
  const headers = toHeaders(String(path), { ...info, size: bytes.length, mtime: null }, options);
  return toResponse(bytes, 200, headers);
}

/** The media type of a file by the ending of its name, with that of texts; undefined for unknown. */
export function toContentType(name: string): string | undefined {
  const type = toMediaType(name);
  return type && withCharset(type);
}

/**
 * Finds the file of a request's path in a folder. Returns undefined when there is none, for a
 * dotfile, and for a path that leaves the folder by `..`, a link or another spelling.
 */
export async function findFile(folder: string, path: string): Promise<string | undefined> {
  const name = decodeOnce(path);
  // No file name needs these characters; a second decoding, or Windows, gives them a meaning. A
  // guard that looks at the path sees no folder in `/a%2Fb`.
  // deno-lint-ignore no-control-regex
  if (name === undefined || /[\0-\x1f\\:]/.test(name) || /%2f/i.test(path)) return;
  const parts = name.split("/").slice(1);
  if (parts.some((part) => part === "" || part.startsWith("."))) return;
  if (await lacks(folder, parts[0]!)) return;
  const asked = `${folder}/${parts.join("/")}`, file = await findPath(asked);
  // Asked each time, as links change while the program runs. A path that is its own real path has
  // no links in it, so its folder is its own real path, too.
  const root = file && (file === asked ? folder : await findPath(folder));
  const separator = Deno.build.os === "windows" ? "\\" : "/";
  return root && file.startsWith(root + separator) ? file : undefined;
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

/** The version that a query names. */
function toVersion(query: string): string | undefined {
  return /(?:^|&)v=([\w-]+)(?:&|$)/.exec(query)?.[1];
}

/** Returns the path of a folder that is given as a path or URL. */
export function toFolder(folder: string | URL): string {
  return folder instanceof URL ? toFilePath(folder) : folder;
}

/** Decodes a path; undefined when its escapes are not UTF-8. */
export function decodeOnce(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return;
    throw error;
  }
}

/** The version of a file, from its size and time. */
function versionOf({ size, mtime }: Deno.FileInfo): string {
  return `${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}`;
}

/** The headers of a file, by their names in small letters. */
interface FileHeaders {
  "content-type": string;
  etag?: string;
  [name: string]: string | undefined;
}

function toHeaders(path: string, info: Deno.FileInfo, options: StaticOptions): FileHeaders {
  const type = options.type ?? toMediaType(path) ?? "application/octet-stream";
  const headers: FileHeaders = {
    "content-type": withCharset(type),
    "accept-ranges": "bytes",
    "cache-control": options.cacheControl ??
      (options.version === versionOf(info) ? IMMUTABLE : "no-cache"),
    "x-content-type-options": "nosniff",
  };
  const policy = toPolicy(type, options.trusted);
  if (policy !== undefined) headers["content-security-policy"] = policy;
  if (info.mtime) {
    headers.etag = `W/"${versionOf(info)}"`;
    headers["last-modified"] = info.mtime.toUTCString();
  }
  if (options.filename !== undefined) {
    const { name, value } = toAttachment(options.filename);
    headers[name] = value;
  }
  return headers;
}

function withCharset(type: string): string {
  const isText = /^text\/|^application\/(javascript|json|xml)$/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}

/**
 * The policy of a file that a browser shows as a document. A script in an upload would run with this
 * site's rights, and a button in it would send this site's forms.
 */
function toPolicy(type: string, isTrusted = false): string | undefined {
  if (!isTrusted && isDocument(type)) return "sandbox; script-src 'none'";
  // People keep pictures of users in `static/`, too.
  return /^image\/svg\+xml/i.test(type) ? "script-src 'none'; form-action 'none'" : undefined;
}

/** `If-Range`: a range is useful only if the file is unchanged (RFC 9110, 13.1.5). */
function mayRange(request: Request, headers: FileHeaders): boolean {
  const condition = request.headers.get("if-range");
  return request.method === "GET" &&
    (condition === null || condition === headers["last-modified"]);
}

/** Reads a single range; several ranges, or another unit, get the whole file. */
function toPart(range: string, size: number): { start: number; end: number } | "none" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  if (!match || (match[1] === "" && match[2] === "")) return;
  const [, first, last] = match;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < start) return;
  return start > end ? "none" : { start, end };
}
