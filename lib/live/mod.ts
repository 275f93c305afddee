/**
 * Live parts of a page: WebSockets, event streams, channels and toasts.
 *
 * @module
 */
export { APIRouter } from "./api_router.ts";
export type { Broker } from "./broker.ts";
export type { Channel } from "./channel.ts";
export { EventStream, sseMessage } from "./events.ts";
export type { SocketContext } from "./message.ts";
export { setupWs } from "./setup_ws.ts";
export { addToast, setupToasts } from "./toasts.ts";
