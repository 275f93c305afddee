/** `xtra`: tables narrowed for the whole program, or for one request. */
import { AsyncLocalStorage } from "node:async_hooks";
import { DataError } from "./errors.ts";

const requests = new AsyncLocalStorage<object>();
const narrowings = new WeakMap<object, Map<object, unknown>>();

/**
 * Runs a function as part of a request. What `xtra` filters in it, and in all that it awaits, is
 * filtered for this request only.
 *
 * @example
 * ```ts
 * import { database, inRequest } from "@fasthtml/fasthtml";
 * import { deepStrictEqual, strictEqual } from "node:assert";
 *
 * class Book { id = 0; title = ""; owner = ""; }
 * const books = database(":memory:").create(Book);
 * books.insert({ title: "Emma", owner: "ann" });
 *
 * // What a test does in place of a request: the filter is gone after it.
 * inRequest(new Request("http://localhost/"), () => {
 *   books.xtra({ owner: "bob" });
 *   deepStrictEqual(books(), []);
 * });
 * strictEqual(books().length, 1);
 * ```
 */
export function inRequest<T>(request: object, fn: () => T): T {
  return hasTables ? requests.run(request, fn) : runUnwatched(fn);
}

/** Whether requests are known to what they start: a program without tables does without. */
export function areKnown(): boolean {
  return hasTables;
}

/** The request that the caller is part of; known where the program has tables. */
export function currentRequest(): object | undefined {
  return requests.getStore();
}

/**
 * Whether the caller's request has narrowed a table.
 *
 * @example
 * ```ts
 * import { database, inRequest } from "@fasthtml/fasthtml";
 * import { isNarrowed } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Book { id = 0; owner = ""; }
 * const books = database(":memory:").create(Book);
 * const seen = inRequest(new Request("http://localhost/"), () => {
 *   books.xtra({ owner: "ann" });
 *   return isNarrowed();
 * });
 * deepStrictEqual([seen, isNarrowed()], [true, false]);
 * ```
 */
export function isNarrowed(): boolean {
  const request = hasTables ? requests.getStore() : undefined;
  return request !== undefined && narrowings.has(request);
}

// AsyncLocalStorage takes 0.8 of the 6 µs of a small request, so a program without tables does
// without it. A request that began before the first table existed looks the
// same as code outside of requests, so narrowing throws while such a request is running.
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

/** A value that is set for the whole program, or, inside a request, for that request only. */
export class PerRequest<T> {
  #lasting: T | undefined;
  // A table that no request has narrowed skips the lookup.
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
