/** A reply and its text become a `Response`. */
import type { Csp } from "./csp.ts";
import type { HttpHeader } from "../headers.ts";
import type { Reply } from "./reply.ts";

/** Headers of every answer that this project makes, as name and value. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** What a browser is told about every page: no guessing, no leaking, no foreign frames. */
export const SECURITY_HEADERS: HeaderPairs = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "SAMEORIGIN"],
  // A page of another site that opened this one can't steer it; sign-in windows still can talk back.
  ["cross-origin-opener-policy", "same-origin-allow-popups"],
];

/** What the last step needs beside the reply. */
export interface RespondOptions {
  /** The rendered text of a page or text; ignored for other content. */
  readonly html: string | ReadableStream<Uint8Array>;
  /** Headers that every answer has. */
  readonly headers: HeaderPairs;
  /** The `Set-Cookie` of a session that changed. */
  readonly setCookie: string | undefined;
  /** Whether the answer depends on the visitor's cookies. */
  readonly isPersonal: boolean;
}

/** Puts the nonce of this one answer in its place, and says so in a header. */
export function withNonce(options: RespondOptions, csp: Csp): RespondOptions {
  const { nonce, header } = csp.issue();
  const fill = (text: string) => text.replaceAll(csp.mark, nonce);
  const { html } = options;
  const headers: HeaderPairs = [...options.headers, ["content-security-policy", header]];
  if (typeof html === "string") return { ...options, html: fill(html), headers };
  const decoder = new TextDecoder(), encoder = new TextEncoder();
  const filled = html.pipeThrough(
    // Each chunk is a whole part of the page, so the mark is never cut.
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
 * Makes the answer. A handler's own `Response` gets nothing but the headers returned beside it, and
 * what a session that was read asks for.
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
  // What a session shows must not come out of a cache that visitors share.
  if (options.isPersonal) headers.append("cache-control", "private, no-cache");
  if (options.setCookie !== undefined) headers.append("set-cookie", options.setCookie);
  reply.headers.forEach((header) => addHeader(headers, header));
  return response;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, part) => typeof part === "bigint" ? String(part) : part);
}

/** `Set-Cookie` and `Vary` add to what is there; every other header takes its place. */
function addHeader(headers: Headers, { name, value }: HttpHeader): void {
  if (/^(set-cookie|vary|link)$/i.test(name)) headers.append(name, value);
  else headers.set(name, value);
}

function withHeaders(
  response: Response,
  more: readonly HttpHeader[],
  { setCookie, isPersonal }: RespondOptions,
): Response {
  // The answer to an upgrade is Deno's own, and can't be made anew.
  const isUpgrade = response.status === 101;
  if (isUpgrade || more.length === 0 && !isPersonal) return response;
  // The headers of Response.redirect() and of fetched responses cannot be changed in place.
  const { status, statusText } = response;
  const made = new Response(response.body, { status, statusText, headers: response.headers });
  if (isPersonal) made.headers.append("vary", "Cookie");
  more.forEach((header) => addHeader(made.headers, header));
  if (setCookie !== undefined) {
    made.headers.append("set-cookie", setCookie);
    // A cache that visitors share would hand this one's session to all.
    made.headers.set("cache-control", "private, no-cache");
  }
  return made;
}
