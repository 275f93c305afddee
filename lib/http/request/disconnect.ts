/** Clients that disconnect: watched for as long as a response is made. */
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
 *   const response = await fetch("https://example.com/slow", { signal });
 *   return await response.text();
 * }));
 * ```
 */
export function cancelOnDisconnect<C extends Pick<RequestContext, "signal">>(
  handler: (context: C) => unknown,
): (context: C) => Promise<unknown> {
  const cancelled = async (context: C): Promise<unknown> => {
    const { signal } = context;
    const disconnected = Promise.withResolvers<never>();
    const reject = () => disconnected.reject(new HTTPException(499, "The client disconnected"));
    signal.addEventListener("abort", reject);
    try {
      return await Promise.race([handler(context), disconnected.promise]);
    } finally {
      signal.removeEventListener("abort", reject);
    }
  };
  return Object.defineProperty(cancelled, "name", { value: handler.name });
}

/**
 * Watches for the disconnect. Deno aborts a request's own signal after complete responses, too, and
 * warns of that; so the watch ends when the response is handed over.
 */
export class DisconnectWatch {
  /** Aborted when the client disconnects, or the server closes. */
  readonly signal: AbortSignal;
  readonly #request: AbortSignal;
  readonly #disconnected = new AbortController();
  readonly #abort = (): void => this.#disconnected.abort(this.#request.reason);

  /** Takes the request's signal, and the server's. */
  constructor(request: AbortSignal, closing: AbortSignal) {
    this.#request = request;
    request.addEventListener("abort", this.#abort);
    if (request.aborted) this.#abort();
    this.signal = AbortSignal.any([this.#disconnected.signal, closing]);
  }

  /** Stops the watch. */
  stop(): void {
    this.#request.removeEventListener("abort", this.#abort);
  }
}
