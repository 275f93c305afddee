/** What has no route of its own: a static file, a path with another slash at its end, or nothing. */
import { HTTPException } from "../http/errors.ts";
import { toPrivate } from "../http/headers.ts";
import { decodeOnce, serveStatic } from "../http/reply/files.ts";
import { hasSecret } from "../http/log.ts";
import { hidePath } from "./spans.ts";
import type { Callee } from "../http/handler.ts";
import type { Exchange } from "../http/request/exchange.ts";
import type { Target } from "../http/request/target.ts";
import type { RouteTable } from "../http/routing/route_table.ts";
import { SOCKET_VERB, toMethodError } from "../http/verbs.ts";
import type { Maybe } from "../maybe.ts";

/** The response to a request without a route. */
export interface Miss {
  /** The functions that run before it. */
  readonly guards: readonly Callee[];
  /** Answers, or throws what is wrong. */
  readonly answer: () => Maybe<Response>;
}

/** What an application has for requests without a route. */
export interface MissOptions {
  readonly routes: RouteTable;
  /** The folder of static files. */
  readonly staticPath: string | URL;
  /** The verbs of the path, where it has routes for others than the request's. */
  readonly allow: readonly string[] | undefined;
}

/** Finds what answers: 405, a static file, a redirect to the other slash, or 404. */
export function findMiss(
  exchange: Exchange,
  { routes, staticPath, allow }: MissOptions,
): Miss {
  const { req, target } = exchange;
  const guards = routes.guardsOf(toFilePath(target));
  const found = (allow ?? []).map((verb) => {
    const match = routes.match(verb, target.path, target.host);
    return { verb, route: match && "route" in match ? match.route.route : undefined };
  });
  const other = allow ? undefined : routes.matchOther(req.method, target);
  const near = [...found.map(({ route }) => route), other?.route];
  const secret = near.find((route) => route && hasSecret(route.path));
  if (secret) hidePath(exchange, target.base + secret.path);
  const toReason = () => {
    const asked = `${req.method} ${secret?.path ?? target.path}`;
    if (allow?.every((verb) => verb === SOCKET_VERB)) {
      return new Error(`Cannot answer ${asked}: its route is a socket, expected a WebSocket`);
    }
    const names = found.map(({ verb, route }) => route?.name ? `${verb} (${route.name})` : verb);
    return new Error(
      `Cannot answer ${asked}: its routes are for ${names.join(", ")}, expected ` +
        `one for ${req.method}; a class or a file among the parameters is read from a body by POST`,
    );
  };
  if (allow) return { guards, answer: () => fail(toMethodError(allow, toReason())) };
  const redirect = () => other ? toRedirect(other.path, target) : fail(new HTTPException(404));
  const isOpen = other && guards.length > 0 && routes.guardsOf(other.route.path).length === 0;
  if (isOpen) return { guards: [], answer: redirect };
  const answer = async () => {
    const file = await serveStatic(staticPath, target, req) ?? redirect();
    return guards.length > 0 ? toPrivate(file) : file;
  };
  return { guards, answer };
}

/** The path of a file, as its folder reads it. */
export function toFilePath({ path }: Target): string {
  return decodeOnce(path) ?? path;
}

function toRedirect(path: string, { base, query }: Target): Response {
  const location = `${base}${path}${query && `?${query}`}`;
  return new Response(null, { status: 307, headers: { location } });
}

function fail(error: Error): never {
  throw error;
}
