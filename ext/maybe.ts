/** Values that may be promises: what is in memory, or in SQLite, waits for nothing. */
import type { Maybe } from "../types.ts";

/** Calls `next` with a value: at once, or when its promise resolves. */
export function then<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
