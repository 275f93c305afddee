/** `setupWs()`: one socket for all clients of an application, and a function to send to them. */
import type { Child } from "../html/mod.ts";
import type { Declarations } from "../http/types.ts";
import type { Channel } from "./channel.ts";
import type { SocketContext } from "./message.ts";
import type { SocketMaker } from "./socket_route.ts";

/** An application, or another object with sockets and channels. */
export interface SocketHost {
  /** Declares sockets. */
  readonly ws: SocketMaker;
  /** Returns the channel of this name. */
  channel(name: string): Channel;
}

/** Sends content to all clients. */
export type SendAll = (...content: Child[]) => Promise<void>;

/**
 * Declares the socket `/ws`, and returns a function that sends content to all clients connected to
 * it. FastHTML: `setup_ws`.
 */
export function setupWs(app: SocketHost): SendAll;
/** Declares the socket `/ws`, with a handler of messages without parameters. */
export function setupWs(
  app: SocketHost,
  handler: (context: SocketContext<"/ws">) => unknown,
): SendAll;
/** Declares the socket `/ws`, with a handler and its parameters. */
export function setupWs<const D extends Declarations>(
  app: SocketHost,
  params: D,
  handler: (context: SocketContext<"/ws", D>) => unknown,
): SendAll;
export function setupWs(app: SocketHost, ...args: unknown[]): SendAll {
  const [params, handler = () => {}] = typeof args[0] === "object" ? args : [{}, ...args];
  const clients = app.channel("/ws");
  app.ws("/ws", params as Declarations, handler as () => unknown, {
    onConnect: ({ ws }) => clients.join(ws),
  });
  return (...content) => clients.send(...content);
}
