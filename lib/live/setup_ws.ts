/** `setupWs()`: one socket for all visitors of an application, and a function that reaches them. */
import type { Child } from "../html/mod.ts";
import type { Channel } from "./channel.ts";
import type { SocketContext } from "./message.ts";
import type { SocketMaker } from "./socket_route.ts";

/** What has sockets and channels: an application. */
export interface SocketHost {
  /** Declares sockets. */
  readonly ws: SocketMaker;
  /** Returns the channel of this name. */
  channel(name: string): Channel;
}

/**
 * Declares the socket `/ws`, and returns a function that sends content to everybody connected to
 * it. FastHTML: `setup_ws`.
 */
export function setupWs(
  app: SocketHost,
  handler: (context: SocketContext<"/ws">) => unknown = () => {},
): (...content: Child[]) => Promise<void> {
  const everybody = app.channel("/ws");
  app.ws("/ws", handler as (context: SocketContext<"/ws", Record<never, never>>) => unknown, {
    onConnect: ({ ws }) => everybody.join(ws),
  });
  return (...content) => everybody.send(...content);
}
