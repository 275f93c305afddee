/** Counts attempts in a store that several processes share. */
import { createHash } from "node:crypto";
import type { Database } from "../../mod.ts";
import type { LimitStore } from "../ratelimit.ts";
import { Counts } from "../ratelimit/counts.ts";
import { Attempts } from "./attempts.ts";

/** Options of {@linkcode SharedAttempts}. */
export interface SharedAttemptsOptions {
  readonly store: Database<boolean> | LimitStore;
  /** The length of the period, in seconds. */
  readonly seconds: number;
  /** The largest number of attempts that is told from more. */
  readonly most: number;
  /** The name of the counts in the store. */
  readonly name: string;
  /** Seconds that the store has for each count. Default: 1. */
  readonly timeout?: number;
}

/** Attempts as tokens of a store; while that is away, this process counts for itself. */
export class SharedAttempts {
  readonly #most: number;
  readonly #counts: Counts;
  readonly #own: Attempts;

  constructor({ most, seconds, ...options }: SharedAttemptsOptions) {
    this.#most = most;
    this.#counts = new Counts({ count: most, seconds }, options);
    this.#own = new Attempts(seconds * 1000);
  }

  /**
   * Counts one more attempt, and returns how many there were in this period. One beyond `most` is
   * not kept, so it must not be taken back.
   */
  async add(key: string): Promise<number> {
    const taken = await this.#counts.take(toHash(key));
    if (!taken) return this.#own.add(key);
    return taken.ok ? this.#most - taken.left : this.#most + 1;
  }

  /** Takes one attempt back. */
  async remove(key: string): Promise<void> {
    this.#own.remove(key);
    await this.#counts.giveBack(toHash(key), 1);
  }

  /** Forgets the attempts of a key. */
  async forget(key: string): Promise<void> {
    this.#own.forget(key);
    await this.#counts.giveBack(toHash(key), this.#most);
  }
}

/**
 * Limits compare keys by NFKC, but two such names may be two users: with an account "ａda" one could
 * end the count of "ada".
 */
function toHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
