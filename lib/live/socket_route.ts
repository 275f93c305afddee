/** Routes that upgrade to WebSockets: `app.ws`. */
import { makeOptionCheck } from "../option_check.ts";
import { toSignature } from "../http/params/bind.ts";
import type { Before } from "../http/before.ts";
import { type Exchange, exchangeOf } from "../http/request/exchange.ts";
import type { Common } from "../http/routing/rt.ts";
import { Route, type RouteNotes, type RouteOptions } from "../http/routing/route.ts";
import { SOCKET_VERB } from "../http/verbs.ts";
import type { Declarations, PathText, RequestContext } from "../http/types.ts";
import { runSocket, type SocketHandlers, type SocketSetup } from "./socket_session.ts";
import type { SocketContext } from "./message.ts";
import type { SocketLimits } from "./socket.ts";

/** Further options of a WebSocket route. */
export interface SocketOptions<Path extends string = string>
  extends Omit<RouteOptions, "bodyWrap" | "methods" | keyof RouteNotes> {
  /** Limits of its own, in place of the application's. */
  limits?: Partial<SocketLimits>;
  /** Runs when a client connects, before the first message. What it returns is sent. */
  onConnect?(context: SocketContext<Path, Record<never, never>>): void;
  /** Runs once a client has disconnected. */
  onDisconnect?(context: SocketContext<Path, Record<never, never>>): void;
}

const checkOptions = makeOptionCheck<SocketOptions>("add a socket", {
  onConnect: true,
  onDisconnect: true,
  name: true,
  before: true,
  crossSite: true,
  host: true,
  limits: true,
});

/**
 * Declares WebSockets: `app.ws("/chat", { msg: String }, handler, { onConnect, onDisconnect })`.
 */
export interface SocketMaker {
  /** Declares a WebSocket whose messages have no parameters beside those of the path. */
  <Path extends string>(
    path: PathText<Path>,
    handler: (context: SocketContext<PathText<Path>, Record<never, never>>) => void,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
  /** Declares a WebSocket with the parameters of its messages. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: SocketContext<Path, D>) => void,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
}

/** The key of the function of an application that tells it, for a route's own limits. */
export const SOCKETS: unique symbol = Symbol("sockets");

/** An application with sockets. */
export interface SocketOwner {
  /** Throws for limits that cannot be. */
  [SOCKETS](limits: SocketOptions["limits"]): SocketSetup;
}

/** What the application that answers a request gives to a socket. */
export function setupOf(exchange: Exchange, limits: SocketOptions["limits"]): SocketSetup {
  return (exchange.app as unknown as SocketOwner)[SOCKETS](limits);
}

/** Adds a route of a WebSocket with limits of its own. */
export type AddSocket = (route: Route, limits: SocketOptions["limits"]) => void;

/** What the WebSockets of one router share. */
export type SocketCommon = Pick<Common, "prefix" | "before">;

/** Makes an `app.ws` that passes each route to `add`. */
export function makeWs(add: AddSocket, common: SocketCommon = {}): SocketMaker {
  return (path: string, ...args: unknown[]) => {
    const hasParams = typeof args[0] === "object";
    const [params, handler, options = {}] = (hasParams ? args : [{}, ...args]) as [
      Declarations,
      (context: never) => unknown,
      SocketOptions | undefined,
    ];
    checkOptions(options);
    const own = { ...options, ...toCommon(path, options, common) };
    const route = toSocketRoute(own.path, params, handler, own);
    add(route as Route, options.limits);
    return route as Route<never, Record<never, never>>;
  };
}

/** Whether a request asks for a WebSocket (RFC 6455, 4.2.1). */
export function isUpgrade({ method, headers }: Request): boolean {
  return method === "GET" && headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** The path and the guards of a route, behind the prefix and the guards of its router. */
export function toCommon(
  path: string,
  options: Pick<RouteOptions, "before">,
  { prefix = "", before = [] }: SocketCommon,
): { path: string; before: Before[] } {
  return { path: prefix + path, before: [before, options.before ?? []].flat() as Before[] };
}

/** Makes the route: its guards, session and path parameters work as for any request. */
function toSocketRoute<Path extends string>(
  path: Path,
  params: Declarations,
  handler: (context: never) => unknown,
  { onConnect, onDisconnect, limits, name = handler.name, ...options }: SocketOptions<Path>,
): Route<Path, Record<never, never>> {
  const upgrade = (context: RequestContext) => {
    const exchange = exchangeOf(context);
    return runSocket(exchange, handlers, setupOf(exchange, limits));
  };
  const route: Route<Path, Record<never, never>> = new Route({
    ...options,
    verbs: [SOCKET_VERB],
    path,
    params: {},
    handler: upgrade,
    name,
  });
  const handlers = {
    handler,
    onConnect,
    onDisconnect,
    signature: toSignature(params, route.names, `socket ${path}`),
    pathSignature: route.signature,
  } as SocketHandlers;
  return route;
}
