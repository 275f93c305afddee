/** Buckets in the memory of this process. */
import { type Quota, take, type Taken, toTaken } from "./quota.ts";
import type { LimitStore } from "./types.ts";

/** The largest number of buckets of each kind. */
const MOST = 10_000;

/**
 * Keeps two lists of buckets, those that are empty and others, and drops the oldest of each. So a
 * flood of names frees no name that has reached its limit: it would have to empty as many buckets.
 */
export class MemoryStore implements LimitStore {
  readonly #empty = new Map<string, number>();
  readonly #others = new Map<string, number>();

  /** How many buckets there are. */
  get size(): number {
    return this.#empty.size + this.#others.size;
  }

  take(key: string, quota: Quota, now: number): Taken {
    const known = this.#empty.get(key) ?? this.#others.get(key) ?? now;
    const bucket = take(known, now, quota), taken = toTaken(bucket, now, quota);
    this.#put(key, bucket.fullAt, taken.left === 0 ? this.#empty : this.#others);
    return taken;
  }

  giveBack(key: string, { count, seconds }: Quota, tokens: number): void {
    const known = this.#empty.get(key) ?? this.#others.get(key);
    if (known !== undefined) this.#put(key, known - tokens * seconds * 1000 / count, this.#others);
  }

  #put(key: string, fullAt: number, buckets: Map<string, number>): void {
    this.#empty.delete(key);
    this.#others.delete(key);
    buckets.set(key, fullAt);
    if (buckets.size > MOST) dropOldest(buckets);
  }
}

/** Drops many at once: V8 passes all that were dropped before to find the first of a Map. */
function dropOldest(buckets: Map<string, number>): void {
  for (const key of buckets.keys()) {
    if (buckets.size <= MOST * 0.9) return;
    buckets.delete(key);
  }
}
