/**
 * The path of one request, from `Request` to `Response`.
 *
 * @module
 */
export {
  FileResponse,
  FtResponse,
  type FtResponseOptions,
  Redirect,
  type RedirectOptions,
} from "./reply/responses.ts";
export { BackgroundTask } from "./background.ts";
export { type Before, Beforeware, BeforewareGuard, type BeforewareOptions } from "./before.ts";
export type { BodyLimits } from "./request/body/read.ts";
export { cookie, type CookieOptions } from "./cookies.ts";
export { cancelOnDisconnect } from "./request/disconnect.ts";
export type { CspDirectives } from "./reply/csp.ts";
export { HTTPException, type HTTPExceptionOptions } from "./errors.ts";
export type { FileOptions } from "./reply/files.ts";
export { HttpHeader } from "./headers.ts";
export { type HtmxResponse, HtmxResponseHeaders } from "./reply/htmx_response.ts";
export type { Fetch, Middleware } from "./middleware.ts";
export type { Maybe } from "../maybe.ts";
export { ApiReturn, ifChanged, type Validators } from "./reply/negotiate.ts";
export {
  type Checked,
  checked,
  fromCookie,
  fromHeader,
  oneOf,
  only,
  type OnlyParam,
  optional,
} from "./params/declare.ts";
export type { Converter } from "./routing/path.ts";
export type { Responder } from "./reply/reply.ts";
export { Route, type RouteOptions } from "./routing/route.ts";
export { StaticFiles } from "./reply/static_files.ts";
export type * from "./types.ts";
