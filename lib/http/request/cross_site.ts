/** Requests that another site makes a visitor's browser send. */

/** What a request is to be judged by. */
export interface CrossSiteOptions {
  /** This site's host and port, from a checked `Host`. */
  readonly host: string;
  /** Origins whose pages may send requests here. */
  readonly trustedOrigins: ReadonlySet<string>;
}

/**
 * Tells whether another site made the browser send this request (as Go's CrossOriginProtection,
 * and stricter: headers that contradict each other are refused, and so are sibling subdomains).
 *
 * Neither `Sec-Fetch-Site` nor `Origin` means that no browser sent it: a program holds no cookies
 * of a visitor's.
 */
export function isCrossSite(headers: Headers, options: CrossSiteOptions): boolean {
  const origin = headers.get("origin");
  if (origin !== null && options.trustedOrigins.has(origin)) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  // So a page under `Referrer-Policy: no-referrer` sends its own forms.
  if (site === "same-origin" && origin === "null") return false;
  // The scheme may differ behind a proxy that ends TLS; the whole rest must not (CVE-2025-47910).
  return origin !== null && origin !== `http://${options.host}` &&
    origin !== `https://${options.host}`;
}

/** Whether a request of this verb may change something (RFC 9110, 9.2.1). */
export function isUnsafe(verb: string): boolean {
  return verb !== "GET" && verb !== "HEAD" && verb !== "OPTIONS";
}
