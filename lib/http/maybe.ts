/** Values that may be promises: a request that waits for nothing is answered synchronously. */

/** A value, or the promise of one. */
export type Maybe<T> = T | Promise<T>;

/** Calls `next` with a value: at once, or when its promise resolves. */
export function then<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs a step, and passes what it throws or rejects with to `fail`. */
export function attempt<T>(step: () => Maybe<T>, fail: (error: unknown) => Maybe<T>): Maybe<T> {
  try {
    const value = step();
    return value instanceof Promise ? value.catch(fail) : value;
  } catch (error) {
    return fail(error);
  }
}
