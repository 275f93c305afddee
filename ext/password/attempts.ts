/** Counts attempts by key, each key for a while. */

/** The largest number of keys. */
const MOST = 10_000;

/** Counts of a period. A live count is never dropped, or a flood of other names would reset it. */
export class Attempts {
  readonly #period: number;
  readonly #counts = new Map<string, { count: number; until: number }>();

  /** Takes the length of the period, in milliseconds. */
  constructor(period: number) {
    this.#period = period;
  }

  /** Counts one more attempt, and returns how many there were in this period. */
  add(key: string): number {
    const now = Date.now();
    this.#dropOld(now);
    const counted = this.#counts.get(this.#toKey(key));
    if (counted) return ++counted.count;
    this.#counts.set(this.#toKey(key), { count: 1, until: now + this.#period });
    return 1;
  }

  /** Takes one attempt back. */
  remove(key: string): void {
    const counted = this.#counts.get(this.#toKey(key));
    if (counted) counted.count--;
  }

  /** Forgets the attempts of a key. */
  forget(key: string): void {
    this.#counts.delete(key);
  }

  /** If there are too many keys, the others share one count. */
  #toKey(key: string): string {
    return this.#counts.has(key) || this.#counts.size < MOST ? key : "";
  }

  /** The oldest counts come first. */
  #dropOld(now: number): void {
    for (const [key, { until }] of this.#counts) {
      if (until > now) return;
      this.#counts.delete(key);
    }
  }
}
