/** Makes the `Response` of a reply and its rendered text. */
import type { Csp } from "./csp.ts";
import { type HttpHeader, toAttachment } from "../headers.ts";
import type { Reply } from "./reply.ts";

/** Headers of every response that this project makes, as name and value. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** Security headers of every page: no sniffing, no referrer leaks, no frames of other sites. */
export const SECURITY_HEADERS: HeaderPairs = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "SAMEORIGIN"],
  // A page of another site that opened this one cannot control it; sign-in windows can still reply.
  ["cross-origin-opener-policy", "same-origin-allow-popups"],
];

/** What the last step needs beside the reply. */
export interface RespondOptions {
  /** The rendered text of a page or text; ignored for other content. */
  readonly html: string | ReadableStream<Uint8Array>;
  /** Headers that every response has. */
  readonly headers: HeaderPairs;
  /** The `Set-Cookie` of a session that changed. */
  readonly setCookie: string | undefined;
  /** Whether the response depends on the client's cookies. */
  readonly isPersonal: boolean;
}

/** Fills in the nonce of this response, and names it in a header. */
export function withNonce(options: RespondOptions, csp: Csp): RespondOptions {
  const { nonce, header } = csp.issue();
  const fill = (text: string) => text.replaceAll(csp.mark, nonce);
  const { html } = options;
  const headers: HeaderPairs = [...options.headers, ["content-security-policy", header]];
  if (typeof html === "string") return { ...options, html: fill(html), headers };
  const decoder = new TextDecoder(), encoder = new TextEncoder();
  const filled = html.pipeThrough(
    // Each chunk is a whole part of the page, so the mark is never split.
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (part, controller) =>
        controller.enqueue(encoder.encode(fill(decoder.decode(part)))),
    }),
  );
  return { ...options, html: filled, headers };
}

const VARY = "HX-Request, HX-History-Restore-Request";

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

/**
 * Makes the response. A handler's own `Response` gets only the headers returned beside it, and
 * those that a used session needs.
 */
export function toResponse(reply: Reply, options: RespondOptions): Response {
  const { content, status } = reply;
  if (content.kind === "response") return withHeaders(content.response, reply.headers, options);
  const response = content.kind === "json"
    ? new Response(toJson(content.value), { status, headers: JSON_TYPE })
    : content.kind === "bytes"
    ? new Response(content.body, { status, headers: { "content-type": content.type } })
    : new Response(options.html as BodyInit, { status, headers: HTML });
  // Deno makes a Response with one header ten times faster than one with two.
  const { headers } = response;
  for (const [name, value] of options.headers) headers.append(name, value);
  headers.append("vary", options.isPersonal ? `${VARY}, Cookie` : VARY);
  // A shared cache must not keep a page that shows a session.
  if (options.isPersonal) headers.append("cache-control", "private, no-cache");
  if (options.setCookie !== undefined) headers.append("set-cookie", options.setCookie);
  if (content.kind === "bytes" && content.filename !== undefined) {
    addHeader(headers, toAttachment(content.filename));
  }
  reply.headers.forEach((header) => addHeader(headers, header));
  return response;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, part) => typeof part === "bigint" ? String(part) : part);
}

/** Adds a header: `Set-Cookie`, `Vary` and `Link` are appended, others replaced. */
function addHeader(headers: Headers, { name, value }: HttpHeader): void {
  if (/^(set-cookie|vary|link)$/i.test(name)) headers.append(name, value);
  else headers.set(name, value);
}

function withHeaders(
  response: Response,
  more: readonly HttpHeader[],
  { setCookie, isPersonal }: RespondOptions,
): Response {
  // The response to an upgrade is Deno's own object and cannot be copied.
  const isUpgrade = response.status === 101;
  if (isUpgrade || more.length === 0 && !isPersonal) return response;
  // The headers of Response.redirect() and of fetched responses cannot be changed in place.
  const { status, statusText } = response;
  const made = new Response(response.body, { status, statusText, headers: response.headers });
  if (isPersonal) made.headers.append("vary", "Cookie");
  more.forEach((header) => addHeader(made.headers, header));
  if (setCookie !== undefined) {
    made.headers.append("set-cookie", setCookie);
    // A shared cache would give this user's session to all.
    made.headers.set("cache-control", "private, no-cache");
  }
  return made;
}
