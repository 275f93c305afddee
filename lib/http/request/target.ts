/** The request target: the path and query as they were sent, apart from what `Host` claims. */
import { HTTPException } from "../errors.ts";
import { cutPrefix } from "../base_path.ts";
import type { ServeInfo } from "../types.ts";

/** A request target, and the origin that it was asked at. */
export interface Target {
  /** What stands before the path: the application's place on its host; `""` at the root. */
  readonly base: string;
  /** The path, still percent-encoded. */
  readonly path: string;
  /** The query without its question mark. */
  readonly query: string;
  /** `https://example.com:8443`, from a checked `Host`. */
  readonly origin: string;
  /** `example.com:8443`. */
  readonly host: string;
}

/**
 * Takes a request's target. Throws 400 where `Host` is malformed or missing, 421 where it is not
 * one of `allowedHosts`.
 *
 * On Deno, `Host: a/login?` makes the URL of `GET /admin` read `http://a/login?/admin`: whoever
 * routes on `new URL(request.url).pathname` can be walked around. So the path starts where the
 * checked host ends.
 *
 * A request that came over no socket has no Host; its URL was made by the program itself.
 */
export function readTarget(
  request: Request,
  info: (ServeInfo & { readonly [TARGET]?: Target }) | undefined,
  { allowedHosts, basePath = "", trustProxy = 0 }: TargetOptions,
): Target {
  const known = info?.[TARGET];
  if (known) return known;
  const { url, headers } = request;
  const start = url.indexOf("://") + 3;
  // A program that hands requests on may leave out what the server told: Host is looked at anyway.
  // HTTP/2 has :authority in its place, and Deno serves it over https alone.
  const here = headers.get("host") ??
    (info === undefined || start === 8 ? toHost(url, start) : "");
  if (!HOST.test(here) || !url.startsWith(here, start)) throw badHost();
  const from = start + here.length;
  const hash = url.indexOf("#", from);
  const target = hash < 0 ? url.slice(from) : url.slice(from, hash);
  // A target such as `*` or an authority alone has no path that a route could have.
  if (target !== "" && target.charCodeAt(0) !== 0x2f) throw badHost();
  const host = trustProxy && readForwarded(headers, "x-forwarded-host", trustProxy) || here;
  if (host !== here && !HOST.test(host)) throw badHost();
  if (allowedHosts && !isAllowed(host, allowedHosts)) {
    throw new HTTPException(421, `Cannot answer for host "${host}": not one of allowedHosts`);
  }
  const scheme = trustProxy && readForwarded(headers, "x-forwarded-proto", trustProxy);
  const isKnown = scheme === "https" || scheme === "http";
  const mark = target.indexOf("?");
  const path = toPlain((mark < 0 ? target : target.slice(0, mark)) || "/");
  if (AMBIGUOUS.test(path)) throw badHost();
  if (path.length > MAX_PATH) throw new HTTPException(414);
  return {
    base: basePath,
    // A proxy may take the base path off, or leave it there.
    path: basePath && cutPrefix(path, basePath) || path,
    query: mark < 0 ? "" : target.slice(mark + 1),
    origin: isKnown ? `${scheme}://${host}` : url.slice(0, start) + host,
    host,
  };
}

/** Where a request's info has what is left of the target below a prefix. */
export const TARGET: unique symbol = Symbol("target");

/** The whole address of a target. */
export function toHref({ origin, base, path, query }: Target): string {
  return `${origin}${base}${path}${query && `?${query}`}`;
}

/** How a target is read. */
export interface TargetOptions {
  /** Hosts that are answered; all where it is undefined. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** What stands before every path, such as `/shop`. */
  readonly basePath?: string;
  /** How many proxies stand before this server, whose `X-Forwarded-*` headers tell the truth. */
  readonly trustProxy?: number;
}

/**
 * Reads what the outermost of so many trusted proxies was told: each adds to the end of the list,
 * so what a visitor wrote there stands further in front.
 */
export function readForwarded(headers: Headers, name: string, proxies: number): string | undefined {
  const values = headers.get(name)?.split(",").map((value) => value.trim());
  return values?.at(-Math.min(proxies, values.length));
}

/** Stands for the target of a request that has none, on the page that says so. */
export const UNKNOWN_TARGET: Target = {
  base: "",
  path: "/",
  query: "",
  origin: "http://localhost",
  host: "localhost",
};

/** Servers and proxies take no longer ones; what is matched against it may take its square. */
const MAX_PATH = 8192;

/**
 * Decodes what needs no escape (RFC 3986, 6.2.2.2), so that a guard which looks at `url.pathname`
 * sees `/admin` in `/%61dmin`, as the router does.
 */
function toPlain(path: string): string {
  return path.includes("%") ? path.replace(PLAIN, decodeURIComponent) : path;
}

const PLAIN = /%(?:2d|2e|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;

// No browser sends these: `new URL()` resolves them, so that a guard which looks at `url.pathname`
// would see another path than the router.
const AMBIGUOUS = /\\|\/\.{1,2}(?:\/|$)/;

/** RFC 9110, 7.2: a name or address and perhaps a port; no user, path or query. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

function toHost(url: string, start: number): string {
  return url.slice(start).split(/[/?#]/, 1)[0]!;
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return allowed.some((one) =>
    one.startsWith("*.")
      ? name.length >= one.length && name.endsWith(one.slice(1).toLowerCase())
      : name === one.toLowerCase()
  );
}

function badHost(): HTTPException {
  return new HTTPException(400, "Cannot read the request: malformed Host or target");
}
