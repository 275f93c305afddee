/** Values that may be promises, so that SQLite answers at once and other backends later. */

/** A value, or the promise of one: what a verb returns on any backend. */
export type Maybe<T> = T | Promise<T>;

/** Continues with a value: at once, or when its promise resolves. */
export function andThen<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs a step for each item, one after the other, and waits only for promises. */
export function eachInTurn<T>(items: readonly T[], step: (item: T) => Maybe<unknown>): Maybe<void> {
  for (let i = 0; i < items.length; i++) {
    const done = step(items[i]);
    if (done instanceof Promise) {
      return done.then(() => eachInTurn(items.slice(i + 1), step));
    }
  }
}

/** Calls a function and continues with its result or error, at once or when its promise settles. */
export function settle<T>(fn: () => T, done: (value: T) => T, failed: (error: unknown) => T): T {
  let result: T;
  try {
    result = fn();
  } catch (error) {
    return failed(error);
  }
  return result instanceof Promise ? result.then(done, failed) as T : done(result);
}
