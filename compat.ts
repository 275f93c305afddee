/**
 * Names of FastHTML and Starlette beyond the main entry, for programs that come from there: small
 * scripts beside their elements, responses, and other names of functions.
 *
 * @example
 * ```ts
 * import { Button, toXml } from "@fasthtml/fasthtml";
 * import { On } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(toXml(Button("Close", On("e.fadeOut()"))), /me\(\).*e\.fadeOut\(\)/s);
 * ```
 *
 * @module
 */
export { Nbsp } from "./lib/html/components.ts";
export { ScriptX, StyleX } from "./lib/html/files.ts";
export { findInputs } from "./lib/html/forms.ts";
export { NotStr } from "./lib/html/safe.ts";
export { sse } from "./lib/live/events.ts";
export { Toast } from "./lib/live/toasts.ts";
export { Any, AnyNow, HtmxOn, Now, On, Prev, Surreal, uploadPbAttrs } from "./lib/html/scripts.ts";
export { sidScr, withSid } from "./lib/app/sid.ts";
export { parsedDate } from "./lib/http/params/coerce.ts";
export { requires } from "./lib/app/requires.ts";
export { RedirectResponse } from "./lib/http/reply/responses.ts";
export { HTMLResponse, PlainTextResponse, StreamingResponse } from "./lib/http/reply/starlette.ts";
