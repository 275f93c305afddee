/**
 * The path of one request, from `Request` to `Response`.
 *
 * @module
 */
export type { After } from "./after.ts";
export { BackgroundTask } from "./background.ts";
export { type Before, Beforeware } from "./before.ts";
export { cookie } from "./cookies.ts";
export { HTTPException } from "./errors.ts";
export { HttpHeader } from "./headers.ts";
export { MESSAGES } from "./messages.ts";
export type { Fetch, Middleware } from "./middleware.ts";
export { checked, fromCookie, fromHeader, oneOf, only, optional } from "./params/declare.ts";
export { formOf } from "./params/whole.ts";
export { HtmxResponseHeaders } from "./reply/htmx_response.ts";
export { ApiReturn, ifChanged } from "./reply/negotiate.ts";
export type { Responder } from "./reply/reply.ts";
export { FileResponse, FtResponse, Redirect, TextResponse } from "./reply/responses.ts";
export { StaticFiles } from "./reply/files.ts";
export { cancelOnDisconnect } from "./request/disconnect.ts";
export { signIn, signOut } from "./request/session.ts";
export type { RtFunction } from "./routing/rt.ts";
export { defineMessages, say } from "./say.ts";
export type { AppTypes, RequestContext, Session } from "./types.ts";
