/** What sign-in by others and by passkeys share: what counts once, and paths that are free. */
import type { FastHTML } from "../mod.ts";

/** The largest number of sign-ins that are remembered. */
const MOST = 100_000;

/**
 * Remembers sign-ins for as long as their state or challenge is valid. It is kept in a cookie, which
 * a copy of the cookie brings back. Each process has its own memory.
 */
export class UsedOnce {
  readonly #period: number;
  readonly #used = new Map<string, number>();

  /** Takes how long a state or challenge is valid, in milliseconds. */
  constructor(period: number) {
    this.#period = period;
  }

  /** Takes the state or challenge of a sign-in, and tells whether it is its first use. */
  take(text: string): boolean {
    const now = Date.now();
    if ((this.#used.get(text) ?? 0) > now) return false;
    this.#used.delete(text); // The oldest come first.
    this.#used.set(text, now + this.#period);
    if (this.#used.size > MOST) this.#dropOldest(now);
    return true;
  }

  /** Drops many at once: V8 passes all that were dropped before to find the first of a Map. */
  #dropOldest(now: number): void {
    for (const [old, until] of this.#used) {
      if (until > now && this.#used.size <= MOST * 0.9) return;
      this.#used.delete(old);
    }
  }
}

/** Throws if the application answers this already: a route that is added later is never reached. */
export function checkFree(app: FastHTML, verb: string, path: string): void {
  if (isFree(app, verb, path)) return;
  throw new TypeError(
    `Cannot add a sign-in: the application has a route for ${verb} ${path}, expected another path`,
  );
}

/** Tells whether the application has no route for this yet. */
export function isFree(app: FastHTML, verb: string, path: string): boolean {
  return !app.routes.some(({ route }) => route.path === path && route.verbs.includes(verb));
}
