/** The verbs of requests and routes: HTTP's methods, and one for sockets. */
import { HTTPException } from "./errors.ts";

/** The verbs that `rt()` answers when none is named. */
export const OPEN_VERBS: readonly string[] = ["GET", "POST"];

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

/** The error of a path that exists, but not for this verb. */
export function toMethodError(allow: readonly string[]): HTTPException {
  const verbs = allow.filter((verb) => verb !== SOCKET_VERB);
  if (verbs.length === 0) {
    return new HTTPException(426, undefined, { headers: { upgrade: "websocket" } });
  }
  const all = verbs.includes("GET") ? ["HEAD", ...verbs] : verbs;
  return new HTTPException(405, undefined, { headers: { allow: all.join(", ") } });
}
