/** Routes that upgrade to sockets: `app.ws`. */
import { toSignature } from "../http/params/bind.ts";
import { exchangeOf } from "../http/request/exchange.ts";
import { Route, type RouteOptions } from "../http/routing/route.ts";
import { SOCKET_VERB } from "../http/verbs.ts";
import type { Declarations, RequestContext } from "../http/types.ts";
import { runSocket, type SocketHandlers } from "./socket_session.ts";
import type { SocketContext } from "./message.ts";
import type { SocketLimits } from "./socket.ts";

/** Further options of a socket route. */
export interface SocketOptions<Path extends string = string>
  extends Omit<RouteOptions, "bodyWrap" | "methods"> {
  /** Limits of its own, in place of the application's. */
  limits?: Partial<SocketLimits>;
  /** Runs when a client connects, before the first message. What it returns is sent. */
  onConnect?(context: SocketContext<Path, Record<never, never>>): unknown;
  /** Runs once a client has disconnected. */
  onDisconnect?(context: SocketContext<Path, Record<never, never>>): unknown;
}

/** Declares sockets: `app.ws("/chat", { msg: String }, handler, { onConnect, onDisconnect })`. */
export interface SocketMaker {
  /** Declares a socket whose messages have no parameters beside those of the path. */
  <Path extends string>(
    path: Path,
    handler: (context: SocketContext<Path, Record<never, never>>) => unknown,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
  /** Declares a socket with the parameters of its messages. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: SocketContext<Path, D>) => unknown,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
}

/** Makes an `app.ws` that passes each route to `add`; `setup` gets the route's own limits. */
export function makeWs(
  add: (route: Route) => void,
  setup: (limits: SocketOptions["limits"]) => SocketSetup,
): SocketMaker {
  return (path: string, ...args: unknown[]) => {
    const hasParams = typeof args[0] === "object";
    const [params, handler, options = {}] = (hasParams ? args : [{}, ...args]) as [
      Declarations,
      (context: never) => unknown,
      SocketOptions | undefined,
    ];
    const route = toSocketRoute(path, params, handler, options, setup(options.limits));
    add(route as Route);
    return route as Route<never, Record<never, never>>;
  };
}

/** Whether a request asks for a socket (RFC 6455, 4.2.1). */
export function isUpgrade({ method, headers }: Request): boolean {
  return method === "GET" && headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** What a socket route needs of its application. */
export type SocketSetup = Pick<SocketHandlers, "limits" | "extras">;

/** Makes the route: its guards, session and path parameters work as for any request. */
function toSocketRoute<Path extends string>(
  path: Path,
  params: Declarations,
  handler: (context: never) => unknown,
  { onConnect, onDisconnect, limits: _, name = handler.name, ...options }: SocketOptions<Path>,
  setup: SocketSetup,
): Route<Path, Record<never, never>> {
  const upgrade = (context: RequestContext) => runSocket(exchangeOf(context), handlers);
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
    ...setup,
  } as SocketHandlers;
  return route;
}
