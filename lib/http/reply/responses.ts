/** Responses with a status, a redirect, or a file. */
import { makeOptionCheck } from "../../option_check.ts";
import { type Child, HREF } from "../../html/mod.ts";
import { typeName } from "../../html/attrs.ts";
import type { Linkable } from "../../html/types.ts";
import { HTTPException } from "../errors.ts";
import { checkFileOptions, type FileOptions, serveFile } from "./files.ts";
import { HttpHeader } from "../headers.ts";
import { HtmxResponseHeaders, isOfWeb, rejectRedirect } from "./htmx_response.ts";
import { type Responder, Status } from "./reply.ts";
import { wantsFragment } from "../request/htmx_headers.ts";
import type { RequestContext } from "../types.ts";

/** Options of {@linkcode FtResponse}. */
export interface FtResponseOptions {
  /** The status. Default: 200. */
  status?: number;
  /** Headers of the response. */
  headers?: Readonly<Record<string, string>>;
}

const checkResponse = makeOptionCheck<FtResponseOptions>("make a response", {
  status: true,
  headers: true,
});

/**
 * Content with a status and headers of its own.
 *
 * @example
 * ```ts
 * import { fastApp, FtResponse, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/tea", () => FtResponse(P("Short and stout"), { status: 418 }));
 * strictEqual((await app.request("/tea")).status, 418);
 * ```
 */
export function FtResponse(content: unknown, options: FtResponseOptions = {}): unknown[] {
  checkResponse(options);
  const headers = Object.entries(options.headers ?? {});
  return [
    new Status(options.status ?? 200),
    ...headers.map(([name, value]) => new HttpHeader(name, value)),
    content as Child,
  ];
}

/** Options of {@linkcode Redirect}. */
export interface RedirectOptions {
  /** Whether the URL may be of another site. Default: false. */
  external?: boolean;
  /** The status for a browser. Default: 303, so that the browser follows a form with a GET. */
  status?: 301 | 302 | 303 | 307 | 308;
}

const checkRedirect = makeOptionCheck<RedirectOptions>("redirect", {
  external: true,
  status: true,
});

/**
 * Redirects the browser to another URL: by a status, or for htmx by `HX-Redirect`.
 *
 * Takes a route or a URL of this site. Another site's URL is an error unless `external` is set, so
 * that a `?next=` from a client cannot redirect to it: a 400 where the client sent the URL, and
 * otherwise an error of the program. `javascript:` always is an error.
 *
 * @example
 * ```ts
 * import { fastApp, Redirect } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * const books = rt.get("/books", () => "Books");
 * rt.post("/books", () => Redirect(books));
 *
 * const { status, headers } = await app.request("/books", { method: "POST" });
 * deepStrictEqual([status, headers.get("location")], [303, "/books"]);
 * ```
 */
export function Redirect(to: string | Linkable, options: RedirectOptions = {}): Responder {
  checkRedirect(options);
  const { status = 303, external } = options;
  return redirectTo(
    to,
    external,
    (location, { headers }) =>
      wantsFragment(headers)
        ? HtmxResponseHeaders({ redirect: location, external: true })
        : toRedirect(location, status),
  );
}

/**
 * Redirects the client to another URL by a status, also when it is htmx, which then swaps in the
 * page that it is led to. Checks the URL as {@linkcode Redirect} does. Starlette:
 * `RedirectResponse`, with its status 307.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { RedirectResponse } from "@fasthtml/fasthtml/compat";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/old", () => RedirectResponse("/new"));
 *
 * const { status, headers } = await app.request("/old");
 * deepStrictEqual([status, headers.get("location")], [307, "/new"]);
 * ```
 */
export function RedirectResponse(to: string | Linkable, options: RedirectOptions = {}): Responder {
  checkRedirect(options);
  const { status = 307, external } = options;
  return redirectTo(to, external, (location) => toRedirect(location, status));
}

/** Checks where a redirect leads to, and answers with what `make` makes of it. */
function redirectTo(
  to: string | Linkable,
  isExternal = false,
  make: (location: string, context: RequestContext) => unknown,
): Responder {
  // What a session or a scope holds has no type, so it may be missing: found here, on the caller's line.
  if (typeof to !== "string" && typeof to?.[HREF] !== "function") {
    throw new TypeError(`Cannot redirect: ${typeName(to)}, expected a URL as text, or a route`);
  }
  return {
    __response__(context: RequestContext) {
      const text = typeof to === "string" ? to : to[HREF]();
      const url = URL.parse(text, context.url);
      const isLocal = url?.origin === context.url.origin;
      if (!url || !isOfWeb(url) || !isExternal && !isLocal) return rejectRedirect(text, context);
      // Serialized again, so that the browser reads the URL that was checked.
      const place = isLocal ? `${url.pathname}${url.search}${url.hash}` : url.href;
      // A browser would read a path that starts with two slashes as another host.
      return make(isLocal && place.startsWith("//") ? url.href : place, context);
    },
  };
}

function toRedirect(location: string, status: number): Response {
  const headers = { location, "x-content-type-options": "nosniff" };
  return new Response(null, { status, headers });
}

/** Options of {@linkcode TextResponse}. */
export interface TextOptions {
  /** The media type. Default: `text/plain`. */
  type?: string;
  /** The status. Default: 200. */
  status?: number;
  /** More headers. */
  headers?: HeadersInit;
}

const checkText = makeOptionCheck<TextOptions>("respond with text", {
  type: true,
  status: true,
  headers: true,
});

/**
 * Answers with text of a media type, as UTF-8: Markdown, CSV, a feed. Nothing in it is escaped, so
 * HTML with a client's text belongs into elements instead.
 *
 * @example
 * ```ts
 * import { fastApp, TextResponse } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/index.md", () => TextResponse("# Books", { type: "text/markdown" }));
 *
 * const response = await app.request("/index.md");
 * deepStrictEqual(
 *   [response.headers.get("content-type"), await response.text()],
 *   ["text/markdown; charset=utf-8", "# Books"],
 * );
 * ```
 */
export function TextResponse(text: string, options: TextOptions = {}): Response {
  checkText(options);
  const { type = "text/plain", status, headers: more } = options;
  if (!MEDIA_TYPE.test(type)) {
    throw new TypeError(
      `Cannot respond with text: type is "${type}", expected a media type such as "text/csv"`,
    );
  }
  const headers = new Headers(more);
  headers.set("content-type", type.includes(";") ? type : `${type}; charset=utf-8`);
  return new Response(text, { status, headers });
}

/** A type and subtype; what follows a semicolon is checked by the platform. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:$|;)/;

/**
 * Answers with a file of this machine, with its media type, ETag, Last-Modified and ranges; 404
 * when it does not exist. A text with a part `..` does not exist either, as the parameter of a path
 * may hold one: write `new URL("../a.pdf", import.meta.url)`. Never pass a whole path of a client.
 *
 * @example
 * ```ts
 * import { fastApp, FileResponse } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "id,title\n1,Emma\n");
 * rt("/export", () => FileResponse(file, { filename: "books.csv" }));
 *
 * const response = await app.request("/export");
 * strictEqual(response.headers.get("content-disposition"), "attachment; filename*=UTF-8''books.csv");
 * strictEqual(await response.text(), "id,title\n1,Emma\n");
 * await Deno.remove(file);
 * ```
 */
export function FileResponse(path: string | URL, options: FileOptions = {}): Responder {
  checkFileOptions(options);
  return {
    async __response__(context: RequestContext) {
      const isAbove = typeof path === "string" && /(^|[\\/])\.\.([\\/]|$)/.test(path);
      const response = isAbove ? undefined : await serveFile(path, context.req, options);
      if (response) return response;
      throw new HTTPException(404);
    },
  };
}
