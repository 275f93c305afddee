/** Watches whether a client disconnects before the response is complete. */

/**
 * Watches for the disconnect. Deno aborts a request's own signal after complete responses, too, and
 * warns of that; so the watch ends when the response is handed over.
 */
export class Leaving {
  /** Aborted when the client disconnects, or the server closes. */
  readonly signal: AbortSignal;
  readonly #request: AbortSignal;
  readonly #left = new AbortController();
  readonly #leave = (): void => this.#left.abort(this.#request.reason);

  /** Takes the request's signal, and the server's. */
  constructor(request: AbortSignal, closing: AbortSignal) {
    this.#request = request;
    request.addEventListener("abort", this.#leave);
    if (request.aborted) this.#leave();
    this.signal = AbortSignal.any([this.#left.signal, closing]);
  }

  /** Ends the watch. */
  end(): void {
    this.#request.removeEventListener("abort", this.#leave);
  }
}
