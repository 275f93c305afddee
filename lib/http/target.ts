/** The request target: the path and query as they were sent, apart from what `Host` claims. */
import { HTTPException } from "./errors.ts";

/** A request target, and the origin that it was asked at. */
export interface Target {
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
 * one of `allowed`.
 *
 * On Deno, `Host: a/login?` makes the URL of `GET /admin` read `http://a/login?/admin`: whoever
 * routes on `new URL(request.url).pathname` can be walked around. So the path starts where the
 * checked host ends.
 *
 * A request that came over no socket has no Host; its URL was made by the program itself.
 */
export function readTarget(
  request: Request,
  fromSocket: boolean,
  allowed: readonly string[] | undefined,
): Target {
  const { url } = request;
  const start = url.indexOf("://") + 3;
  const sent = fromSocket ? request.headers.get("host") : null;
  // HTTP/2 has :authority in the place of Host, and Deno serves it over https alone.
  const host = sent ?? (!fromSocket || start === 8 ? toHost(url, start) : "");
  if (!HOST.test(host) || !url.startsWith(host, start)) throw badHost(host);
  if (allowed && !isAllowed(host, allowed)) {
    throw new HTTPException(421, `Cannot answer for host "${host}": not one of allowedHosts`);
  }
  const from = start + host.length;
  const hash = url.indexOf("#", from);
  const target = hash < 0 ? url.slice(from) : url.slice(from, hash);
  // A target such as `*` or an authority alone has no path that a route could have.
  if (target !== "" && target.charCodeAt(0) !== 0x2f) throw badHost(host);
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: path === "" ? "/" : path,
    query: mark < 0 ? "" : target.slice(mark + 1),
    origin: url.slice(0, from),
    host,
  };
}

/** Stands for the target of a request that has none, on the page that says so. */
export const UNKNOWN_TARGET: Target = {
  path: "/",
  query: "",
  origin: "http://localhost",
  host: "localhost",
};

/** RFC 9110, 7.2: a name or address and perhaps a port; no user, path or query. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

function toHost(url: string, start: number): string {
  const end = url.slice(start).search(/[/?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return allowed.some((one) => one.startsWith("*.") ? name.endsWith(one.slice(1)) : name === one);
}

function badHost(host: string): HTTPException {
  return new HTTPException(400, `Cannot read the request: Host ${JSON.stringify(host)}`);
}
