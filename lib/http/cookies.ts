/** Cookies of a request and of a response. */
import { makeOptionCheck } from "../option_check.ts";
import { parseCookie, stringifySetCookie } from "cookie";
import { typeName } from "../html/attrs.ts";
import { HTTPException } from "./errors.ts";
import { HttpHeader } from "./headers.ts";

/** Attributes of a cookie. */
export interface CookieOptions {
  /** Seconds until the browser forgets it; 0 forgets it now. Default: when the browser closes. */
  maxAge?: number;
  /** When the browser forgets it. */
  expires?: Date;
  /** The paths that it is sent to. Default: `/`. */
  path?: string;
  /** The domain that it is sent to, with all subdomains. Default: only this host. */
  domain?: string;
  /** Whether it is sent over https only. Default: false. */
  secure?: boolean;
  /** Whether scripts cannot read it. Default: true. */
  httpOnly?: boolean;
  /** Which requests from other sites carry it. Default: `lax`. */
  sameSite?: "strict" | "lax" | "none";
  /** Whether it is kept separately for each site that embeds this one (CHIPS). Default: false. */
  partitioned?: boolean;
}

const checkOptions = makeOptionCheck<CookieOptions>("set a cookie", {
  maxAge: true,
  expires: true,
  path: true,
  domain: true,
  secure: true,
  httpOnly: true,
  sameSite: true,
  partitioned: true,
});

/**
 * Makes the header that sets a cookie, to be returned beside content.
 *
 * The value is percent-encoded. Throws a TypeError for an invalid name, path or domain (RFC 6265,
 * 4.1.1), and for a value that is neither text nor a number. FastHTML: `cookie`, which leaves
 * `HttpOnly` off.
 *
 * @example
 * ```ts
 * import { cookie, fastApp, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/dark", () => [P("Dark it is"), cookie("theme", "dark", { maxAge: 60 })]);
 *
 * const response = await app.request("/dark");
 * strictEqual(
 *   response.headers.get("set-cookie"),
 *   "theme=dark; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
 * );
 * ```
 */
export function cookie(
  name: string,
  value: string | number,
  options: CookieOptions = {},
): HttpHeader {
  // A session's values have any type, so that the compiler finds no value that is missing.
  if (typeof value !== "string" && typeof value !== "number") {
    throw new TypeError(
      `Cannot set cookie "${name}": ${typeName(value)}, expected text or a number`,
    );
  }
  checkOptions(options);
  return new HttpHeader("set-cookie", toSetCookie(name, String(value), options));
}

/** Writes a `Set-Cookie` value. */
export function toSetCookie(name: string, value: string, options: CookieOptions): string {
  return stringifySetCookie({
    name,
    value,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    ...options,
  });
}

/**
 * Checks a `Cookie` header before it is read. Throws 431 for more cookies than browsers keep for a
 * site, 180 at most. To look at 60,000 empty ones took 3.5 ms.
 */
export function checkCookies(text: string): string {
  if (text.length < MAX_COOKIES) return text;
  let count = 1;
  for (let at = text.indexOf(";"); at >= 0; at = text.indexOf(";", at + 1)) {
    if (++count <= MAX_COOKIES) continue;
    throw new HTTPException(431, `Cannot read the cookies: more than ${MAX_COOKIES}`, {
      tell: { key: "tooManyCookies" },
    });
  }
  return text;
}

const MAX_COOKIES = 300;

/**
 * Reads a `Cookie` header into an object without a prototype; the first of two of a name counts.
 */
export function readCookies(text: string): Readonly<Record<string, string>> {
  return text ? parseCookie(text) as Record<string, string> : Object.create(null);
}

/** Reads all cookies of a name: a sibling domain may have put one before this site's own. */
export function readCookie(text: string, name: string): string[] {
  return text.split(";").flatMap((pair) =>
    pair.includes(name) ? parseCookie(pair)[name] ?? [] : []
  );
}
