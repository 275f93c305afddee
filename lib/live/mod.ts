/**
 * Live parts of a page: sockets, event streams, channels and toasts.
 *
 * @module
 */
export type { Broker } from "./broker.ts";
export type { Channel, ChannelOptions } from "./channel.ts";
export {
  EventStream,
  SseMessage,
  sseMessage,
  type SseOptions,
  type StreamContext,
  type StreamOptions,
  type StreamSource,
} from "./events.ts";
export type { Extra } from "./extras.ts";
export type { SocketContext, SocketRequest } from "./message.ts";
export { type SendAll, setupWs, type SocketHost } from "./setup_ws.ts";
export { Socket, type SocketLimits } from "./socket.ts";
export type { SocketMaker, SocketOptions } from "./socket_route.ts";
export {
  addToast,
  type ExtraHost,
  setupToasts,
  type SetupToastsOptions,
  type ToastKind,
  type ToastOptions,
} from "./toasts.ts";
