/** Requests that another site makes a user's browser send. */
import { HTTPException, showSource } from "../errors.ts";
import type { MessageKey } from "../messages.ts";
import { isUnsafe, SOCKET_VERB } from "../verbs.ts";
import type { Exchange } from "./exchange.ts";

/** The parts of a route that decide what another site may do. */
interface Entry {
  readonly path: string;
  readonly verbs: readonly string[];
  readonly crossSite: boolean;
}

/** The options that decide it. */
interface CrossSiteRules {
  readonly trustedOrigins: ReadonlySet<string>;
  /** Whether sockets are for browsers alone, which send an `Origin`. */
  readonly requireOrigin: boolean;
  /** Whose scripts may send requests; of all origins if it is open. */
  readonly cors?: { readonly isOpen: boolean } | undefined;
}

/**
 * Throws 403 when another site made the browser send a request that may change something. Where a
 * link of another site leads to a route that answers POST as well, the handler runs, but may not
 * write: links to pages work, and a link to `/delete?id=1` deletes nothing.
 */
export function rejectCrossSite(
  exchange: Exchange,
  route: Entry,
  { trustedOrigins, requireOrigin, cors }: CrossSiteRules,
): void {
  const { req, target: { host } } = exchange;
  if (route.crossSite) return;
  const isSocket = route.verbs.includes(SOCKET_VERB);
  if (isSocket && requireOrigin && !req.headers.has("origin")) {
    throw new HTTPException(403, "Cannot open a socket: found no Origin (requireOrigin)", {
      tell: { key: "forbidden" },
    });
  }
  const isRisky = isSocket || isUnsafe(req.method);
  // A browser sends this header with each request over https, and to localhost.
  // Not has(), for which Deno reads all headers of the request.
  const mayWrite = isRisky || route.verbs.some(isUnsafe);
  if (!mayWrite || !isRisky && req.headers.get("sec-fetch-site") === null) return;
  if (!isCrossSite(req.headers, { host, trustedOrigins })) return;
  if (cors?.isOpen && !isSocket && isAnonymousScript(req.headers)) return;
  if (isRisky || req.headers.get("sec-fetch-mode") !== "navigate") {
    throw reject("Cannot accept this request: it comes from another site", "otherSite");
  }
  exchange.rejectWrite = (action) => rejectWrite(action, exchange, route);
}

/**
 * Whether a script sent a request, and without what a browser adds for its user by itself. A form is
 * none: the response to it may sign the user in.
 */
function isAnonymousScript(headers: Headers): boolean {
  return headers.get("sec-fetch-mode") === "cors" && !headers.has("cookie") &&
    /^(bearer |$)/i.test(headers.get("authorization") ?? "");
}

/** Makes the error of a handler that would write, and tells the developer which route it is. */
function rejectWrite(action: string, exchange: Exchange, { path }: Entry): HTTPException {
  // deno-lint-ignore no-console -- what the developer must decide goes to the terminal
  console.warn(
    `${showSource(exchange)}: Cannot ${action}: a link of another site led to rt("${path}"), ` +
      "expected rt.get where other sites may link to what changes something, or rt.post",
  );
  return reject(`Cannot ${action}: a link of another site led here`, "otherSiteLink");
}

/** A cache must not answer the site's own pages with it. */
function reject(detail: string, key: MessageKey): HTTPException {
  const headers = { vary: "Sec-Fetch-Site, Sec-Fetch-Mode, Origin" };
  return new HTTPException(403, detail, { tell: { key }, headers });
}

/** What a request is compared with. */
export interface CrossSiteOptions {
  /** This site's host and port, from a checked `Host`. */
  readonly host: string;
  /** Origins whose pages may send requests here. */
  readonly trustedOrigins: ReadonlySet<string>;
}

/**
 * Tells whether another site made the browser send this request (as Go's CrossOriginProtection, but
 * stricter: it also rejects headers that contradict each other, and sibling subdomains).
 *
 * Without `Sec-Fetch-Site` and `Origin`, no browser sent the request: a program holds no cookies of
 * a user.
 */
export function isCrossSite(headers: Headers, options: CrossSiteOptions): boolean {
  const origin = headers.get("origin");
  if (origin !== null && options.trustedOrigins.has(origin)) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  // A page under `Referrer-Policy: no-referrer` sends its own forms this way.
  if (site === "same-origin" && origin === "null") return false;
  // The scheme may differ behind a proxy that ends TLS; the rest must be equal (CVE-2025-47910).
  return origin !== null && origin !== `http://${options.host}` &&
    origin !== `https://${options.host}`;
}
