/** A value, or the promise of one: what a verb returns before its backend is known. */
export type Maybe<T> = T | Promise<T>;

/** Continues with a value at once when it is there, and when it arrives where it is promised. */
export function andThen<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Takes the steps one after the other, in one go where none of them waits. */
export function eachInTurn<T>(items: readonly T[], step: (item: T) => Maybe<unknown>): Maybe<void> {
  for (let i = 0; i < items.length; i++) {
    const done = step(items[i]);
    if (done instanceof Promise) {
      return done.then(() => eachInTurn(items.slice(i + 1), step));
    }
  }
}

/** Calls a function and goes one of two ways, at once or when what it promised has come or failed. */
export function settle<T>(fn: () => T, done: (value: T) => T, failed: (error: unknown) => T): T {
  let result: T;
  try {
    result = fn();
  } catch (error) {
    return failed(error);
  }
  return result instanceof Promise ? result.then(done, failed) as T : done(result);
}
