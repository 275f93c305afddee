/** Makes the `Response` of a reply: content, headers, session and nonce. */
import { render } from "../../html/mod.ts";
import { type Maybe, then } from "../../maybe.ts";
import { type HttpHeader, toAttachment } from "../headers.ts";
import type { Exchange } from "../request/exchange.ts";
import type { BodyWrap } from "../types.ts";
import { Csp, type CspDirectives, type Nonce } from "./csp.ts";
import { PageMaker, type PageOptions } from "./page.ts";
import { toPageStream } from "./page_stream.ts";
import type { Reply } from "./reply.ts";

/** Security headers of every page: no sniffing, no referrer leaks, no frames of other sites. */
export const SECURITY_HEADERS: readonly [name: string, value: string][] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "SAMEORIGIN"],
  // A page of another site that opened this one cannot control it; sign-in windows can still reply.
  ["cross-origin-opener-policy", "same-origin-allow-popups"],
];

/** What all responses of an application share. */
export interface ResponseOptions extends Omit<PageOptions, "nonce"> {
  /** The Content-Security-Policy: none, the strict one, or directives beside that. */
  readonly csp: boolean | CspDirectives;
}

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

/** Makes the responses of an application. */
export class ResponseMaker {
  readonly #pages: PageMaker;
  readonly #csp: Csp | undefined;

  constructor({ csp, ...options }: ResponseOptions) {
    if (csp) this.#csp = new Csp(csp === true ? {} : csp);
    this.#pages = new PageMaker({ ...options, nonce: this.#csp?.placeholder });
  }

  /** Makes the response of a reply: its content is rendered first, as that may use the session. */
  make(reply: Reply, exchange: Exchange, wrap: BodyWrap | undefined): Maybe<Response> {
    const { content, status } = reply;
    if (content.kind === "response") {
      return withHeaders(content.response, reply.headers, readSession(exchange));
    }
    const nonce = this.#csp?.issue();
    const send = (body: BodyInit, headers: HeadersInit) =>
      finish(new Response(body, { status, headers }), reply, readSession(exchange), nonce);
    const sendHtml = (html: string) => send(nonce ? nonce.fill(html) : html, HTML);
    switch (content.kind) {
      case "page":
        return then(this.#pages.render(content.parts, exchange, wrap), sendHtml);
      case "text":
        return then(render(content.text), sendHtml);
      case "stream":
        return then(
          this.#pages.stream(content.parts, exchange, wrap),
          (page) => send(toPageStream(page, exchange, nonce), HTML),
        );
      case "json":
        return send(toJson(content.value), JSON_TYPE);
      case "bytes":
        return send(content.body, { "content-type": content.type });
    }
  }
}

/** What a session does to a response. */
interface SessionUse {
  /** Whether the response depends on the client's cookies. */
  readonly isPersonal: boolean;
  /** The `Set-Cookie` of a session that changed. */
  readonly setCookie: string | undefined;
}

function readSession(exchange: Exchange): SessionUse {
  return { isPersonal: exchange.usedSession, setCookie: exchange.sealSession() };
}

const VARY = "HX-Request, HX-History-Restore-Request";

/** Adds the headers. Deno makes a Response with one header ten times faster than one with two. */
function finish(
  response: Response,
  { content, headers: own }: Reply,
  { isPersonal, setCookie }: SessionUse,
  nonce: Nonce | undefined,
): Response {
  const { headers } = response;
  for (const [name, value] of SECURITY_HEADERS) headers.append(name, value);
  if (nonce) headers.append("content-security-policy", nonce.header);
  headers.append("vary", isPersonal ? `${VARY}, Cookie` : VARY);
  // A shared cache must not keep a page that shows a session.
  if (isPersonal) headers.append("cache-control", "private, no-cache");
  if (setCookie !== undefined) headers.append("set-cookie", setCookie);
  if (content.kind === "bytes" && content.filename !== undefined) {
    addHeader(headers, toAttachment(content.filename));
  }
  own.forEach((header) => addHeader(headers, header));
  return response;
}

/**
 * Adds the headers returned beside a handler's own `Response`, and those that a used session needs.
 */
function withHeaders(
  response: Response,
  more: readonly HttpHeader[],
  { setCookie, isPersonal }: SessionUse,
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

function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, part) => typeof part === "bigint" ? String(part) : part);
}

/** Adds a header: `Set-Cookie`, `Vary` and `Link` are appended, others replaced. */
function addHeader(headers: Headers, { name, value }: HttpHeader): void {
  if (/^(set-cookie|vary|link)$/i.test(name)) headers.append(name, value);
  else headers.set(name, value);
}
