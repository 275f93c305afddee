/** The verbs of requests and routes: HTTP's methods, and one for sockets. */
import { HTTPException } from "./errors.ts";

/** The verbs that `rt()` answers when none is named. */
export const OPEN_VERBS: readonly string[] = ["GET", "POST"];

/** What a route may answer, as a method of `rt` and in a group. */
export const ROUTE_VERBS = ["get", "post", "put", "patch", "delete", "head", "options"] as const;

/** The methods of HTTP that a route may name (RFC 9110, 9.3; RFC 5789). */
const METHODS: ReadonlySet<string> = new Set([...ROUTE_VERBS, "trace"].map(toUpper));

/** The verb of routes that upgrade to sockets. */
export const SOCKET_VERB = "WS";

/** Whether a request of this verb asks for content, or for its headers alone. */
export function isRead(verb: string): boolean {
  return verb === "GET" || verb === "HEAD";
}

/** Whether a request of this verb may change something (RFC 9110, 9.2.1). */
export function isUnsafe(verb: string): boolean {
  return !isRead(verb) && verb !== "OPTIONS";
}

/** Reads the names of methods, in capital letters or not; throws when one is unknown. */
export function toVerbs(methods: string | readonly string[], path: string): string[] {
  const verbs = [methods].flat().map(toUpper);
  const wrong = verbs.length === 0 ? "no methods" : verbs.find((verb) => !METHODS.has(verb));
  if (wrong === undefined) return verbs;
  const expected = [...METHODS].join(", ");
  throw new TypeError(`Cannot add route "${path}": ${wrong}, expected some of ${expected}`);
}

/** The error of a path that exists, but not for this verb; `cause` says so to the developer. */
export function toMethodError(allow: readonly string[], cause?: Error): HTTPException {
  const verbs = allow.filter((verb) => verb !== SOCKET_VERB);
  if (verbs.length === 0) {
    return new HTTPException(426, undefined, { headers: { upgrade: "websocket" }, cause });
  }
  const all = new Set(verbs.includes("GET") ? ["HEAD", ...verbs] : verbs);
  return new HTTPException(405, undefined, { headers: { allow: [...all].join(", ") }, cause });
}

function toUpper(text: string): string {
  return text.toUpperCase();
}
