/** The types that the files of this folder share. Imports no code. */
import type { Quota, Taken } from "./quota.ts";

/** Where buckets are kept. */
export interface LimitStore {
  /**
   * Takes a token from the bucket of a key, if one is left; a bucket that is not there is full. `now`
   * is in milliseconds. Throws a `ConnectionError` where its server can't be reached.
   */
  take(key: string, quota: Quota, now: number): Taken | Promise<Taken>;
  /** Gives back tokens that were taken from the bucket of a key; all that it can hold make it full. */
  giveBack(key: string, quota: Quota, tokens: number): void | Promise<void>;
}
