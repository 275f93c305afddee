import { AsyncLocalStorage } from "node:async_hooks";

const requests = new AsyncLocalStorage<object>();
const narrowings = new WeakMap<object, Map<object, unknown>>();

/**
 * Runs a function as part of a request: what `xtra` narrows within it, and within all that it
 * awaits, is narrowed for this request alone.
 */
export function inRequest<T>(request: object, fn: () => T): T {
  return requests.run(request, fn);
}

/** A value that can be set for good, or, within a request, for that request alone. */
export class Scoped<T> {
  #lasting: T | undefined;
  // a table that no request has narrowed pays for no look-up
  #perRequest = false;

  get value(): T | undefined {
    if (!this.#perRequest) return this.#lasting;
    const request = requests.getStore();
    const own = request && narrowings.get(request)?.get(this) as T | undefined;
    return own ?? this.#lasting;
  }

  set value(value: T | undefined) {
    const request = requests.getStore();
    if (request === undefined) {
      this.#lasting = value;
      return;
    }
    this.#perRequest = true;
    const own = narrowings.get(request) ?? new Map<object, unknown>();
    narrowings.set(request, own.set(this, value));
  }
}
