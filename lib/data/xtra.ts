import { AsyncLocalStorage } from "node:async_hooks";
import { DataError } from "./errors.ts";

const requests = new AsyncLocalStorage<object>();
const narrowings = new WeakMap<object, Map<object, unknown>>();

/**
 * Runs a function as part of a request: what `xtra` narrows within it, and within all that it
 * awaits, is narrowed for this request alone.
 */
export function inRequest<T>(request: object, fn: () => T): T {
  return hasTables ? requests.run(request, fn) : runUnwatched(fn);
}

/** Whether the request that the caller is in has narrowed a table. */
export function isNarrowed(): boolean {
  const request = hasTables ? requests.getStore() : undefined;
  return request !== undefined && narrowings.has(request);
}

// AsyncLocalStorage takes 3 of the 15 µs of a small request (CPU time under wrk), so a program that
// has no table does without. A request that began before the first table came cannot be told from
// the program around it; while one is under way, narrowing is refused rather than guessed.
let hasTables = false;
let unwatched = 0;

function runUnwatched<T>(fn: () => T): T {
  unwatched++;
  let result: T;
  try {
    result = fn();
  } catch (error) {
    unwatched--;
    throw error;
  }
  if (!(result instanceof Promise)) unwatched--;
  else result.then(endUnwatched, endUnwatched);
  return result;
}

function endUnwatched(): void {
  unwatched--;
}

/** A value that can be set for good, or, within a request, for that request alone. */
export class Scoped<T> {
  #lasting: T | undefined;
  // a table that no request has narrowed pays for no look-up
  #perRequest = false;

  constructor() {
    hasTables = true;
  }

  get value(): T | undefined {
    if (!this.#perRequest) return this.#lasting;
    const request = requests.getStore();
    const own = request && narrowings.get(request)?.get(this) as T | undefined;
    return own ?? this.#lasting;
  }

  set value(value: T | undefined) {
    const request = requests.getStore();
    if (request === undefined) {
      if (unwatched > 0) {
        throw new DataError(
          "Cannot narrow a table: the program's first table was made while a request was under way, " +
            "expected it before the first request",
        );
      }
      this.#lasting = value;
      return;
    }
    this.#perRequest = true;
    const own = narrowings.get(request) ?? new Map<object, unknown>();
    narrowings.set(request, own.set(this, value));
  }
}
