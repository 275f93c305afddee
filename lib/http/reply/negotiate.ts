/** Responses that depend on what the client has cached, or on what it accepts. */
import { makeOptionCheck } from "../../option_check.ts";
import { HttpHeader } from "../headers.ts";
import { prefersData } from "../request/accept.ts";
import { wantsFragment } from "../request/htmx_headers.ts";
import { isRead } from "../verbs.ts";
import type { Responder } from "./reply.ts";

/**
 * Answers with content for people, or with data for programs: JSON when the request prefers
 * `application/json` to HTML.
 *
 * FastHTML: `ApiReturn`.
 *
 * @example
 * ```ts
 * import { ApiReturn, fastApp, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/user", () => ApiReturn(P("Eve"), { name: "Eve" }));
 * const headers = { accept: "application/json" };
 * strictEqual(await (await app.request("/user", { headers })).text(), '{"name":"Eve"}');
 * ```
 */
export function ApiReturn(content: unknown, data: unknown): Responder {
  return {
    __response__({ headers }) {
      const vary = new HttpHeader("Vary", "Accept");
      return prefersData(headers)
        ? [Response.json(data, { headers: { vary: "HX-Request" } }), vary]
        : [content, vary];
    },
  };
}

/** What tells whether content has changed. */
export interface Validators {
  /** A text that changes with the content. */
  etag?: string;
  /** When the content changed; browsers compare whole seconds. */
  lastModified?: Date;
}

const checkValidators = makeOptionCheck<Validators>("compare versions", {
  etag: true,
  lastModified: true,
});

/**
 * Answers 304 without making the content when the browser has it already (RFC 9110, 13).
 *
 * @example
 * ```ts
 * import { fastApp, ifChanged, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/report", () => ifChanged({ etag: "2026-11" }, () => P("A long report")));
 * const headers = { "if-none-match": 'W/"2026-11-page"' };
 * strictEqual((await app.request("/report", { headers })).status, 304);
 * ```
 */
export function ifChanged(validators: Validators, make: () => unknown): Responder {
  checkValidators(validators);
  return {
    __response__({ headers, req }) {
      // A page and a fragment of it are different content of one URL.
      const tag = validators.etag &&
        `W/"${validators.etag}-${wantsFragment(headers) ? "part" : "page"}"`;
      const { lastModified } = validators;
      const own = [
        new HttpHeader("Cache-Control", "private, no-cache"),
        ...tag ? [new HttpHeader("ETag", tag)] : [],
        ...lastModified ? [new HttpHeader("Last-Modified", lastModified.toUTCString())] : [],
      ];
      if (isRead(req.method) && isFresh(headers, tag, lastModified)) {
        return [own, new Response(null, { status: 304 })];
      }
      return Promise.resolve(make()).then((content) => [own, content]);
    },
  };
}

/**
 * Whether the client's copy is fresh: by `If-None-Match` if sent, else by `If-Modified-Since` (RFC
 * 9110, 13.2.2).
 */
export function isFresh(
  headers: Headers,
  etag: string | undefined,
  modified: Date | null | undefined,
): boolean {
  const match = headers.get("if-none-match");
  if (match !== null) {
    const tags = match.split(",").map(toStrong);
    return match.trim() === "*" || etag !== undefined && tags.includes(toStrong(etag));
  }
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return modified != null && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

function toStrong(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}
