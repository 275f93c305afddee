/** Handlers that stop when the client disconnects. */
import { HTTPException } from "../errors.ts";
import type { RequestContext } from "../types.ts";

/**
 * Stops waiting for a handler when the client disconnects, and ends a generator that it returned.
 *
 * Work that the handler has started continues unless it watches `signal`. FastHTML:
 * `cancel_on_disconnect`.
 *
 * @example
 * ```ts
 * import { cancelOnDisconnect, fastApp } from "@fasthtml/fasthtml";
 *
 * const { rt } = fastApp();
 * rt("/report", cancelOnDisconnect(async ({ signal }) => {
 *   const answer = await fetch("https://example.com/slow", { signal });
 *   return await answer.text();
 * }));
 * ```
 */
export function cancelOnDisconnect<C extends Pick<RequestContext, "signal">>(
  handler: (context: C) => unknown,
): (context: C) => Promise<unknown> {
  const cancelled = async (context: C): Promise<unknown> => {
    const { signal } = context;
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(new HTTPException(499, "The visitor left"));
    signal.addEventListener("abort", leave);
    try {
      return await Promise.race([handler(context), left.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  };
  return Object.defineProperty(cancelled, "name", { value: handler.name });
}
