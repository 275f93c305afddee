/** The request target: the path and query as they were sent, separate from what `Host` claims. */
import { HTTPException } from "../errors.ts";
import { cutPrefix } from "../base_path.ts";
import { copyRecord } from "../record.ts";
import type { ServeInfo } from "../types.ts";

/** A request target in its plain form, and its origin. */
export interface Target {
  /** The application's base path; `""` at the root. */
  readonly base: string;
  /** The path, percent-encoded where it must be. */
  readonly path: string;
  /** The query without its question mark. */
  readonly query: string;
  /** `https://example.com:8443`, from a checked `Host`. */
  readonly origin: string;
  /** `example.com:8443`. */
  readonly host: string;
  /** The request's URL with this path, where it spells the path in another way. */
  readonly plainUrl: string | undefined;
}

/**
 * Reads a request's target. Throws 400 when `Host` is malformed or missing, 421 when it is not one
 * of `allowedHosts`, or in development not this machine either.
 *
 * On Deno, `Host: a/login?` makes the URL of `GET /admin` read `http://a/login?/admin`, which
 * bypasses guards that use `new URL(request.url).pathname`. So the path starts where the checked
 * host ends.
 *
 * A request that came over no socket has no Host; its URL was made by the program itself.
 */
export function readTarget(
  request: Request,
  info: (ServeInfo & { readonly [TARGET]?: Target }) | undefined,
  { allowedHosts, isDevelopment, basePath = "", trustProxy = 0 }: TargetOptions,
): Target {
  const known = info?.[TARGET];
  if (known) return known;
  const { url, headers } = request;
  const start = url.indexOf("://") + 3;
  // A program that forwards requests may leave out `info`: Host is checked anyway.
  const here = headers.get("host") ?? toAuthority(toHost(url, start), start, info);
  if (!HOST.test(here) || !url.startsWith(here, start)) throw badHost();
  const from = start + here.length;
  const hash = url.indexOf("#", from);
  const asked = hash < 0 ? url.slice(from) : url.slice(from, hash);
  const target = asked.includes(LAST_ID) ? withoutLastIds(asked) : asked;
  // A target such as `*`, or only a host and port, has no path that a route could match.
  if (target !== "" && target.charCodeAt(0) !== 0x2f) throw badHost();
  const host = trustProxy && readForwarded(headers, "x-forwarded-host", trustProxy) || here;
  if (host !== here && !HOST.test(host)) throw badHost();
  if (isDevelopment) {
    // The page of a site whose name leads to this machine can forge what a proxy would send.
    if (headers.has("host") || info?.remoteAddr) checkLocal([here, host], allowedHosts);
  } else if (allowedHosts && !isAllowed(host, allowedHosts)) {
    throw new HTTPException(421, `Cannot answer for host "${host}": not one of allowedHosts`, {
      tell: { key: "wrongHost" },
    });
  }
  const scheme = trustProxy && readForwarded(headers, "x-forwarded-proto", trustProxy);
  const isKnown = scheme === "https" || scheme === "http";
  const mark = target.indexOf("?");
  const sent = (mark < 0 ? target : target.slice(0, mark)) || "/";
  const plain = toPlain(sent);
  if (AMBIGUOUS.test(plain)) throw badHost();
  if (plain.length > MAX_PATH) throw new HTTPException(414);
  // A proxy may strip the base path, or keep it.
  const path = basePath && cutPrefix(plain, basePath) || plain;
  return {
    base: basePath,
    path,
    query: mark < 0 ? "" : target.slice(mark + 1),
    origin: isKnown ? `${scheme}://${host}` : url.slice(0, start) + host,
    host,
    plainUrl: basePath + path === sent && target === asked
      ? undefined
      : url.slice(0, from) + basePath + path + (mark < 0 ? "" : target.slice(mark)),
  };
}

/** The key in a request's info for the rest of the target below a mount's prefix. */
export const TARGET: unique symbol = Symbol("target");

/**
 * A request with another URL. Its signal is that of the request that came: a copy of the signal
 * would be aborted, with a warning of Deno, after each response. `last-event-id` of the query, where
 * a script of a browser can set no header, becomes the header.
 */
export class RequestAt extends Request {
  /** The request that came: only this one can become a socket. */
  readonly original: Request;

  /** Takes the URL, and the request that has the rest; its body is read from here from now on. */
  constructor(url: string, request: Request) {
    const { method, body } = request, headers = new Headers(request.headers);
    const lastIds = readLastIds(request.url);
    if (lastIds && !headers.has("last-event-id")) headers.set("last-event-id", lastIds);
    // A Request can't have such a method, or not with a body.
    if (method !== "GET" && method !== "HEAD" && UNFIT.test(method)) {
      throw new HTTPException(400, `Cannot pass on the method ${method}`, {
        tell: { key: "badRequest" },
      });
    }
    super(url, { method, headers, body });
    this.original = request instanceof RequestAt ? request.original : request;
    copyRecord(request, this);
  }

  override get signal(): AbortSignal {
    return this.original.signal;
  }
}

/** Methods that a `Request` can't be made with: forbidden ones, and `get` beside GET. */
const UNFIT = /^(?:get|head|connect|trace|track)$/i;

/** The whole URL of a target. */
export function toHref({ origin, base, path, query }: Target): string {
  return `${origin}${base}${path}${query && `?${query}`}`;
}

/** How the ids of a page that connects again begin in a query. */
const LAST_ID = "last-event-id=";

function withoutLastIds(target: string): string {
  const [path, ...query] = target.split("?");
  const rest = query.join("?").split("&").filter((field) => !field.startsWith(LAST_ID)).join("&");
  return rest ? `${path}?${rest}` : path!;
}

/** The ids in a URL's query: of a stream, or `name:id` of a socket's channels. */
function readLastIds(url: string): string {
  if (!url.includes(LAST_ID)) return "";
  const ids = new URL(url).searchParams.getAll("last-event-id");
  return ids.filter((id) => /^[\w.!~*'()%:-]+$/.test(id)).join(", ");
}

/** Options of {@linkcode readTarget}. */
export interface TargetOptions {
  /** Hosts that the application answers for; undefined for all. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether only this machine and `allowedHosts` are answered. */
  readonly isDevelopment?: boolean;
  /** The prefix of every path, such as `/shop`. */
  readonly basePath?: string;
  /** The number of proxies in front of this server, whose `X-Forwarded-*` headers are trusted. */
  readonly trustProxy?: number;
}

/**
 * Reads the value that the outermost trusted proxy wrote. Each proxy appends to the list, so values
 * that a client sent come first and are ignored.
 */
export function readForwarded(headers: Headers, name: string, proxies: number): string | undefined {
  const values = headers.get(name)?.split(",").map((value) => value.trim());
  return values?.at(-Math.min(proxies, values.length));
}

/** The target for the error page of a request whose own is malformed. */
export const UNKNOWN_TARGET: Target = {
  base: "",
  path: "/",
  query: "",
  origin: "http://localhost",
  host: "localhost",
  plainUrl: undefined,
};

/** Servers and proxies accept no longer paths; matching may take the square of the length. */
const MAX_PATH = 8192;

/**
 * Writes a path in its plain form: what a path may hold is not escaped, the rest is, by capital
 * digits (RFC 3986, 6.2.2). The router decodes a path, so two spellings lead to one route: a guard
 * that looks for `/admin` in `request.url` must not miss `/%61dmin`.
 */
function toPlain(path: string): string {
  return ODD.test(path) ? path.replace(new RegExp(ODD, "gu"), respell) : path;
}

/** What a path may not hold, percent signs that escape nothing, and escapes that are not plain. */
const ODD =
  /[^\w.~!$&'()*+,;=:@/%\\-]|%(?![\da-fA-F]{2})|%(?:2[146-9A-E]|3[\dABD]|4[\dA-F]|5[\dAF]|6[1-9A-F]|7[\dAE]|[a-f][\da-fA-F]|[\dA-F][a-f])/u;

function respell(part: string): string {
  if (part.length < 3) return encodeURIComponent(part);
  const escape = part.toUpperCase();
  return ODD.test(escape) ? String.fromCharCode(parseInt(escape.slice(1), 16)) : escape;
}

// No browser sends these. `new URL()` resolves them, so a guard that reads `url.pathname` would see
// another path than the router.
const AMBIGUOUS = /\\|\/\.{1,2}(?:\/|$)/;

/** RFC 9110, 7.2: a name or IP address and an optional port; no user, path or query. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * What HTTP/2 has in the place of Host, also without TLS. Where HTTP/1 has no Host, which is a 400
 * (RFC 9112, 3.2), Deno 2.9 writes localhost, which is then rejected with HTTP/2, too.
 */
function toAuthority(host: string, start: number, info: ServeInfo | undefined): string {
  const isKnown = info === undefined || start === 8 || !/^localhost(?::|$)/.test(host);
  return isKnown ? host : "";
}

function toHost(url: string, start: number): string {
  return url.slice(start).split(/[/?#]/, 1)[0]!;
}

/**
 * Rejects names that are not of this machine: a site may let its own lead to 127.0.0.1 (DNS
 * rebinding), and its pages would read what a developer sees.
 */
function checkLocal(hosts: readonly string[], allowed: readonly string[] = []): void {
  const other = hosts.find((host) => !isAllowed(host, LOOPBACK) && !isAllowed(host, allowed));
  if (other === undefined) return;
  throw new HTTPException(
    421,
    `Cannot answer for host "${other}" in development: add it to the option allowedHosts`,
    { tell: { key: "wrongHost" } },
  );
}

/** The names of this machine. */
const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

function isAllowed(host: string, allowed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return allowed.some((one) =>
    one.startsWith("*.")
      ? name.length >= one.length && name.endsWith(one.slice(1).toLowerCase())
      : name === one.toLowerCase()
  );
}

function badHost(): HTTPException {
  return new HTTPException(400, "Cannot read the request: malformed Host or target", {
    tell: { key: "badRequest" },
  });
}
