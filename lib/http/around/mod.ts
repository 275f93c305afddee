/**
 * Middleware that many applications need.
 *
 * @module
 */
export { compress } from "./compress.ts";
export { etag } from "./etag.ts";
export { requestId } from "./request_id.ts";
export { timeout } from "./timeout.ts";
export { addHeader } from "../request/early_headers.ts";
export { toNetwork } from "../request/network.ts";
