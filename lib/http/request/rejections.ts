/** Requests that are rejected before any handler runs. */
import { OpenContext } from "./context.ts";
import { HTTPException } from "../errors.ts";
import { isCrossSite, isUnsafe } from "./cross_site.ts";
import { type Route, SOCKET_VERB } from "../routing/route.ts";

/** Throws 403 when another site made the browser send a request that may change something. */
export function rejectCrossSite(
  context: OpenContext,
  route: Pick<Route, "crossSite" | "verbs">,
  trustedOrigins: ReadonlySet<string>,
): void {
  const { headers, req } = context;
  if (route.crossSite || !isRisky(route.verbs, req)) return;
  const { host } = OpenContext.target(context);
  if (isCrossSite(headers, { host, trustedOrigins })) {
    throw new HTTPException(403, "Cannot accept this request: it comes from another site");
  }
}

function isRisky(verbs: readonly string[], { method, headers }: Request): boolean {
  return isUnsafe(method) || verbs.includes(SOCKET_VERB) ||
    // A route that also answers POST may change something on GET, but links to it are allowed.
    verbs.includes("POST") && headers.has("sec-fetch-site") &&
      headers.get("sec-fetch-mode") !== "navigate";
}

/** The error of a path that exists, but not for this method. */
export function toMethodError(allow: readonly string[]): HTTPException {
  const verbs = allow.filter((verb) => verb !== SOCKET_VERB);
  if (verbs.length === 0) {
    return new HTTPException(426, undefined, { headers: { upgrade: "websocket" } });
  }
  const all = verbs.includes("GET") ? ["HEAD", ...verbs] : verbs;
  return new HTTPException(405, undefined, { headers: { allow: all.join(", ") } });
}
