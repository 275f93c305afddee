/** Values that may be promises: what waits for nothing is done synchronously. */

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

/** Runs a step for each item, one after the other, and waits only for promises. */
export function eachInTurn<T>(items: readonly T[], step: (item: T) => Maybe<unknown>): Maybe<void> {
  for (let i = 0; i < items.length; i++) {
    const done = step(items[i]);
    if (done instanceof Promise) return awaitEach(done, items.slice(i + 1), step);
  }
}

async function awaitEach<T>(
  first: Promise<unknown>,
  items: readonly T[],
  step: (item: T) => Maybe<unknown>,
): Promise<void> {
  await first;
  for (const item of items) await step(item);
}
