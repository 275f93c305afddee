/**
 * One request, from `Request` to `Response`.
 *
 * @module
 */
export {
  FileResponse,
  FtResponse,
  type FtResponseOptions,
  Redirect,
  type RedirectOptions,
} from "./answers.ts";
export { BackgroundTask } from "./background.ts";
export { type Before, Beforeware, BeforewareGuard, type BeforewareOptions } from "./before.ts";
export type { BodyLimits } from "./body.ts";
export { cookie, type CookieOptions, header } from "./cookies.ts";
export { cancelOnDisconnect } from "./disconnect.ts";
export type { CspDirectives } from "./csp.ts";
export { HTTPException, type HTTPExceptionOptions } from "./errors.ts";
export type { FileOptions } from "./files.ts";
export { HttpHeader, HttpHeaders } from "./headers.ts";
export { type HtmxResponse, HtmxResponseHeaders } from "./htmx.ts";
export type { Fetch, Middleware } from "./middleware.ts";
export type { Maybe } from "./maybe.ts";
export { ApiReturn, ifChanged, type Validators } from "./negotiate.ts";
export type { BodyWrap } from "./page.ts";
export { type Checked, checked, oneOf, only, type OnlyParam, optional } from "./params.ts";
export type { Converter } from "./path.ts";
export type { Responder } from "./reply.ts";
export { Route, type RouteOptions } from "./route.ts";
export { StaticFiles } from "./static_files.ts";
export type * from "./types.ts";
