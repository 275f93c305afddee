/** Requests that another site makes a user's browser send. */

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

/** Whether a request of this method may change something (RFC 9110, 9.2.1). */
export function isUnsafe(verb: string): boolean {
  return verb !== "GET" && verb !== "HEAD" && verb !== "OPTIONS";
}
