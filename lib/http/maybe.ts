/** Values that may be promised: a request that waits for nothing is answered in one go. */

/** A value, or the promise of one. */
export type Maybe<T> = T | Promise<T>;

/** Goes on with a value: at once when it is there, else when it arrives. */
export function then<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Takes a step, and hands what it throws, now or later, to `fail`. */
export function attempt<T>(step: () => Maybe<T>, fail: (error: unknown) => Maybe<T>): Maybe<T> {
  try {
    const value = step();
    return value instanceof Promise ? value.catch(fail) : value;
  } catch (error) {
    return fail(error);
  }
}
