/** Responses with a status, a redirect, or a file. */
import { type Child, HREF } from "../../html/mod.ts";
import type { Linkable } from "../../html/types.ts";
import { HTTPException } from "../errors.ts";
import { type FileOptions, serveFile } from "./files.ts";
import { HttpHeader } from "../headers.ts";
import { HtmxResponseHeaders, isOfWeb, toRedirectError } from "./htmx_response.ts";
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

/**
 * Redirects the browser to another URL: by a status, or for htmx by `HX-Redirect`.
 *
 * Takes a route or a URL of this site. Another site's URL is an error unless `external` is set, so
 * that a `?next=` from a client cannot redirect to it; `javascript:` always is an error.
 */
export function Redirect(to: string | Linkable, options: RedirectOptions = {}): Responder {
  return {
    __response__(context: RequestContext) {
      const text = typeof to === "string" ? to : to[HREF]();
      const url = URL.parse(text, context.url);
      if (!url || !isOfWeb(url) || (!options.external && url.origin !== context.url.origin)) {
        throw toRedirectError(text, "this site");
      }
      // Serialized again, so that the browser reads the URL that was checked.
      const isLocal = url.origin === context.url.origin;
      const place = isLocal ? `${url.pathname}${url.search}${url.hash}` : url.href;
      // A browser would read a path that starts with two slashes as another host.
      const location = isLocal && place.startsWith("//") ? url.href : place;
      if (wantsFragment(context.headers)) {
        return HtmxResponseHeaders({ redirect: location, external: true });
      }
      const headers = { location, "x-content-type-options": "nosniff" };
      return new Response(null, { status: options.status ?? 303, headers });
    },
  };
}

/**
 * Answers with a file of this machine, with its media type, ETag, Last-Modified and ranges; 404
 * when it does not exist. Never pass text from a client as the path.
 */
export function FileResponse(path: string | URL, options: FileOptions = {}): Responder {
  return {
    async __response__(context: RequestContext) {
      const response = await serveFile(path, context.req, options);
      if (response) return response;
      throw new HTTPException(404);
    },
  };
}
