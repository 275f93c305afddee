/** Calls of one connection: what comes while one is under way gathers for the next. */

interface Batch<T, R> {
  readonly items: T[];
  size: number;
  readonly done: Promise<readonly R[]>;
}

/** Runs one call at a time, each for all items that came meanwhile, in their order. */
export class Batches<T, R> {
  readonly #most: number;
  readonly #run: (items: readonly T[]) => Promise<readonly R[]>;
  #last: Promise<unknown> = Promise.resolve();
  #next: Batch<T, R> | undefined;

  /** Takes the largest size of a batch, and what returns a result for each of its items. */
  constructor(most: number, run: (items: readonly T[]) => Promise<readonly R[]>) {
    this.#most = most;
    this.#run = run;
  }

  /** Adds an item to the next batch, and resolves with its result. An error is that of all. */
  async add(item: T, size = 1): Promise<R> {
    if (!this.#next || this.#next.size + size > this.#most) this.#next = this.#begin();
    this.#next.size += size;
    const at = this.#next.items.push(item) - 1;
    return (await this.#next.done)[at]!;
  }

  #begin(): Batch<T, R> {
    const items: T[] = [];
    const done = this.#last.then(() => {
      if (this.#next?.items === items) this.#next = undefined;
      return this.#run(items);
    });
    this.#last = done.catch(() => {}); // Those who added get its error.
    return { items, size: 0, done };
  }
}
