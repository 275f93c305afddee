/** Makes the `Response` of a reply: content, headers, session and nonce. */
import { render } from "../../html/mod.ts";
import type { Html } from "../../html/parts.ts";
import { type Maybe, then } from "../../maybe.ts";
import { HttpHeader, toAttachment } from "../headers.ts";
import type { Exchange } from "../request/exchange.ts";
import { wantsFragment } from "../request/htmx_headers.ts";
import type { BodyWrap } from "../types.ts";
import { Csp, type CspDirectives, type Nonce } from "./csp.ts";
import { PageMaker, type PageOptions } from "./page.ts";
import { hasLateParts, toPageBytes, toPageStream } from "./page_stream.ts";
import type { Content, Reply } from "./reply.ts";
import { isDocument, NO_SNIFF, SecurityHeaders, type SecurityOptions } from "./security_headers.ts";

/** What all responses of an application share. */
export interface ResponseOptions extends Omit<PageOptions, "nonce">, SecurityOptions {
  /** The Content-Security-Policy: none, the strict one, or directives beside that. */
  readonly csp: boolean | CspDirectives;
  /** Called after HTML was rendered. */
  readonly onRender?: () => void;
}

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

/** Makes the responses of an application. */
export class ResponseMaker {
  #pages: PageMaker;
  readonly #csp: Csp | undefined;
  readonly #security: SecurityHeaders;
  readonly #onRender: (() => void) | undefined;

  constructor({ csp, onRender, ...options }: ResponseOptions) {
    this.#onRender = onRender;
    if (csp) this.#csp = new Csp(csp === true ? {} : csp);
    this.#security = new SecurityHeaders(options);
    this.#pages = this.setPages(options);
  }

  /** Sets what all pages have, from the next one on. */
  setPages(options: Omit<PageOptions, "nonce">): PageMaker {
    return this.#pages = new PageMaker({ ...options, nonce: this.#csp?.placeholder });
  }

  /** Makes the response of a reply: its content is rendered first, as that may use the session. */
  make(reply: Reply, exchange: Exchange, wrap: BodyWrap | undefined): Maybe<Response> {
    const { content, status } = reply;
    if (content.kind === "response") {
      const { headers: own } = reply, headers = exchange.usedAccepted ? [...own, LANGUAGE] : own;
      const secure = (made: Response) => exchange.isSecured ? made : this.secure(made);
      // A socket can't set a cookie, and goes on with the session.
      if (content.response.status === 101 || !exchange.usedSession) {
        return secure(withHeaders(content.response, headers));
      }
      return then(
        exchange.sealSession(),
        (setCookie) => secure(withHeaders(content.response, headers, { setCookie })),
      );
    }
    const isPage = isShown(content, exchange);
    const { perRequest } = this.#pages;
    // What wraps a page has the context as its second argument.
    const session = wrap && wrap.length !== 1 && exchange.openAhead(wrap) ||
      isPage && perRequest.length > 0 && exchange.openAhead(perRequest);
    if (session) return session.then(() => this.make(reply, exchange, wrap));
    const nonce = this.#csp?.issue();
    const page = isPage ? status : undefined;
    const send = (body: BodyInit, headers: HeadersInit) =>
      this.#finish(new Response(body, { status, headers }), reply, exchange, isPage, nonce);
    const sendHtml = (html: Html) => {
      this.#onRender?.();
      if (typeof html === "string") return send(nonce ? nonce.fill(html) : html, HTML);
      const isLate = hasLateParts(html);
      return send(isLate ? toPageStream(html, exchange, nonce) : toPageBytes(html, nonce), HTML);
    };
    switch (content.kind) {
      case "page":
        return then(this.#pages.render(content.parts, exchange, wrap, page), sendHtml);
      case "text":
        return then(render(content.text), sendHtml);
      case "stream":
        return then(this.#pages.render([content.parts], exchange, wrap, page), sendHtml);
      case "json":
        return this.#finish(toJson(content.value, status), reply, exchange, isPage, nonce);
      case "bytes":
        return send(content.body, { "content-type": content.type });
    }
  }

  /** Adds the security headers that a response lacks, which the program has made itself. */
  secure(response: Response): Response {
    const { status, headers } = response;
    // An upgrade is Deno's own object, which can be neither changed nor copied.
    if (status === 101) return response;
    const isPage = isDocument(headers.get("content-type"));
    const add = (response: Response) => {
      this.#security.complete(response.headers, isPage, this.#csp?.withoutNonce);
      return response;
    };
    // Headers of Response.redirect() can't be changed. To try it takes as long as ten copies.
    if (status >= 300 && status < 400 && !headers.has(NO_SNIFF[0])) return add(toMutable(response));
    try {
      return add(response);
    } catch (error) {
      // Nor can those of what fetch() returns.
      if (!(error instanceof TypeError)) throw error;
      return add(toMutable(response));
    }
  }

  /** Secures what middleware has answered by itself; of other responses it may take headers out. */
  secureOnce(response: Response): Response {
    return response.headers.has(NO_SNIFF[0]) ? response : this.secure(response);
  }

  /** Adds the headers. Deno makes a Response with one header ten times faster than one with two. */
  #finish(
    response: Response,
    { content, headers: own }: Reply,
    exchange: Exchange,
    isPage: boolean,
    nonce: Nonce | undefined,
  ): Maybe<Response> {
    const isPersonal = exchange.usedSession, setCookie = exchange.sealSession();
    const { headers } = response;
    const isByCookie = isPersonal || exchange.usedCookies;
    // Data is the same for htmx and for others, unless the handler asks.
    const isByHtmx = exchange.usedHtmx || content.kind !== "json" && content.kind !== "bytes";
    if (isByHtmx) headers.append("vary", isByCookie ? `${VARY}, Cookie` : VARY);
    else if (isByCookie) headers.append("vary", "Cookie");
    if (exchange.usedAccepted) addHeader(headers, LANGUAGE);
    if (isPersonal) {
      // A shared cache must not keep a page that shows a session, nor pages of other sites load it.
      headers.append("cache-control", "private, no-cache");
      headers.append(...SAME_ORIGIN);
    }
    if (typeof setCookie === "string") headers.append("set-cookie", setCookie);
    if (content.kind === "bytes" && content.filename !== undefined) {
      addHeader(headers, toAttachment(content.filename));
    }
    if (own.length === 0) {
      this.#security.add(headers, isPage, nonce?.header);
    } else {
      own.forEach((header) => addHeader(headers, header));
      this.#security.complete(headers, isDocument(headers.get("content-type")), nonce?.header);
    }
    if (!(setCookie instanceof Promise)) return response;
    return setCookie.then((setCookie) => {
      if (setCookie !== undefined) headers.append("set-cookie", setCookie);
      return response;
    });
  }
}

const VARY = "HX-Request, HX-History-Restore-Request";

/** What a response depends on where it has sentences in the language that the client prefers. */
const LANGUAGE = new HttpHeader("Vary", "Accept-Language");

/** Pages of other sites can't load it as an image or a script. */
const SAME_ORIGIN = ["cross-origin-resource-policy", "same-origin"] as const;

/** Whether a browser shows content as a document, unless headers beside it say otherwise. */
function isShown(content: Content, { req }: Exchange): boolean {
  if (content.kind === "bytes") return isDocument(content.type);
  return content.kind !== "json" && !wantsFragment(req.headers);
}

/**
 * Adds the headers returned beside a handler's own `Response`, and those that a used session needs.
 */
function withHeaders(
  response: Response,
  more: readonly HttpHeader[],
  session?: { readonly setCookie: string | undefined },
): Response {
  if (response.status === 101 || more.length === 0 && !session) return response;
  const made = toMutable(response);
  const { headers } = made;
  if (session) {
    headers.append("vary", "Cookie");
    if (!headers.has(SAME_ORIGIN[0])) headers.append(...SAME_ORIGIN);
  }
  more.forEach((header) => addHeader(headers, header));
  // A mounted application may have changed the same session, after this one's guards.
  const setCookie = session?.setCookie, name = setCookie?.slice(0, setCookie.indexOf("=") + 1);
  const isSet = headers.getSetCookie().some((cookie) => cookie.startsWith(name!));
  if (setCookie !== undefined && !isSet) {
    headers.append("set-cookie", setCookie);
    // A shared cache would give this user's session to all.
    headers.set("cache-control", "private, no-cache");
  }
  return made;
}

/**
 * Copies a response of the program. It may send the same one again, which must not show what this
 * client alone gets; the headers of `Response.redirect()` and of `fetch()` can't be changed at all.
 */
function toMutable({ body, status, statusText, headers }: Response): Response {
  return new Response(body, { status, statusText, headers });
}

/** Deno makes a response by `Response.json()` faster than by its constructor with a type. */
function toJson(value: unknown, status: number): Response {
  try {
    if (status === 200) return Response.json(value);
    return new Response(JSON.stringify(value), { status, headers: JSON_TYPE });
  } catch (error) {
    // A function for each value takes five times as long, and what has no bigint needs none.
    if (!(error instanceof TypeError)) throw error;
    const text = JSON.stringify(
      value,
      (_name, part) => typeof part === "bigint" ? String(part) : part,
    );
    return new Response(text, { status, headers: JSON_TYPE });
  }
}

/** Adds a header: those that may be there several times are appended, others replaced. */
function addHeader(headers: Headers, { name, value }: HttpHeader): void {
  if (/^(set-cookie|vary|link|ratelimit(-policy)?)$/i.test(name)) headers.append(name, value);
  else headers.set(name, value);
}
