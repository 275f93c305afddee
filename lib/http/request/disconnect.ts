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
  const canceled = async (context: C): Promise<unknown> => {
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
  return Object.defineProperty(canceled, "name", { value: handler.name });
}

/**
 * Watches for the disconnect. Deno 2.9 aborts a request's own signal after complete responses, too,
 * and warns of that in any program that reads it. So it is read only where a handler takes longer
 * than a turn, and the watch ends when the response is handed over.
 */
export class DisconnectWatch {
  /** Aborted when the client disconnects, or the server closes. */
  readonly signal: AbortSignal;
  readonly #disconnected = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  #request: AbortSignal | undefined;
  readonly #abort = (): void => this.#disconnected.abort(this.#request?.reason);

  /** Takes the request, and the server's signal. */
  constructor(request: Pick<Request, "signal">, closing: AbortSignal) {
    this.#timer = setTimeout(() => {
      this.#request = request.signal;
      this.#request.addEventListener("abort", this.#abort);
      if (this.#request.aborted) this.#abort();
    });
    this.signal = AbortSignal.any([this.#disconnected.signal, closing]);
  }

  /** Stops the watch. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#request?.removeEventListener("abort", this.#abort);
  }

  /** Goes on with the signal of a stream, which knows by itself when its client disconnects. */
  follow(stream: AbortSignal): void {
    this.stop();
    stream.addEventListener("abort", this.#abort);
  }
}
