/** `setupWs()`: one WebSocket for all clients of an application, and a function to send to them. */
import { makeOptionCheck } from "../option_check.ts";
import type { Child } from "../html/mod.ts";
import type { Declarations } from "../http/types.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import type { SocketContext } from "./message.ts";
import type { SocketMaker, SocketOptions } from "./socket_route.ts";

/** An application, or another object with WebSockets and channels. */
export interface SocketHost {
  /** Declares sockets. */
  readonly ws: SocketMaker;
  /** Returns the channel of this name. */
  channel(name: string, options?: ChannelOptions): Channel;
}

/**
 * Further options of {@linkcode setupWs}. With `keep`, clients that connect again get what they
 * missed. What `onConnect` returns, such as a state, comes before all that is sent after it began.
 */
export type SetupWsOptions = SocketOptions<"/ws"> & Pick<ChannelOptions, "keep">;

const checkOptions = makeOptionCheck<SetupWsOptions>("add a socket", {
  onConnect: true,
  onDisconnect: true,
  keep: true,
  name: true,
  before: true,
  crossSite: true,
  host: true,
  limits: true,
});

/** Sends content to all clients. */
export type SendAll = (...content: Child[]) => Promise<void>;

/**
 * Declares the WebSocket `/ws`, and returns a function that sends content to all clients connected
 * to it. FastHTML: `setup_ws`.
 *
 * @example
 * ```ts
 * import { fastApp, Li, setupWs } from "@fasthtml/fasthtml";
 *
 * const { app } = fastApp({ exts: "ws" });
 * const sendAll = setupWs(app, { message: String }, ({ message }) => {
 *   sendAll(Li(message, { id: "messages", hx_swap_oob: "beforeend" }));
 * });
 * ```
 */
export function setupWs(app: SocketHost): SendAll;
/** Declares the WebSocket `/ws`, with a handler of messages without parameters. */
export function setupWs(
  app: SocketHost,
  handler: (context: SocketContext<"/ws">) => unknown,
  options?: SetupWsOptions,
): SendAll;
/** Declares the WebSocket `/ws`, with a handler and its parameters. */
export function setupWs<const D extends Declarations>(
  app: SocketHost,
  params: D,
  handler: (context: SocketContext<"/ws", D>) => unknown,
  options?: SetupWsOptions,
): SendAll;
export function setupWs(app: SocketHost, ...args: unknown[]): SendAll {
  const [params, handler = () => {}, options = {}] =
    (typeof args[0] === "object" ? args : [{}, ...args]) as [
      Declarations,
      (context: SocketContext<"/ws", Declarations>) => void,
      SetupWsOptions?,
    ];
  checkOptions(options);
  const { keep, onConnect, ...others } = options;
  const clients = app.channel("/ws", { keep });
  app.ws("/ws", params, handler, {
    ...others,
    onConnect: async (context) => {
      const replay = keep === undefined ? {} : { after: await clients.lastId() };
      const state = await onConnect?.(context) as Child;
      if (state !== undefined) await context.send(state);
      await clients.join(context.ws, undefined, replay);
    },
  });
  return (...content) => clients.send(...content);
}
