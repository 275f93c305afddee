/** Requests that another site makes a user's browser send. */
import { HTTPException } from "../errors.ts";
import { isUnsafe, SOCKET_VERB } from "../verbs.ts";
import type { Exchange } from "./exchange.ts";

/** Throws 403 when another site made the browser send a request that may change something. */
export function rejectCrossSite(
  { req, target: { host } }: Exchange,
  route: { readonly crossSite: boolean; readonly verbs: readonly string[] },
  trustedOrigins: ReadonlySet<string>,
): void {
  if (route.crossSite || !isRisky(route.verbs, req)) return;
  if (isCrossSite(req.headers, { host, trustedOrigins })) {
    throw new HTTPException(403, "Cannot accept this request: it comes from another site");
  }
}

function isRisky(verbs: readonly string[], { method, headers }: Request): boolean {
  return isUnsafe(method) || verbs.includes(SOCKET_VERB) ||
    // A route that also answers POST may change something on GET, but links to it are allowed.
    verbs.includes("POST") && headers.has("sec-fetch-site") &&
      headers.get("sec-fetch-mode") !== "navigate";
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
