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
    for (const [old, until] of this.#used) { // The oldest come first.
      if (until > now && this.#used.size < MOST) break;
      this.#used.delete(old);
    }
    if (this.#used.has(text)) return false;
    this.#used.set(text, now + this.#period);
    return true;
  }
}

/** Throws if the application answers this already: a route that is added later is never reached. */
export function checkFree(app: FastHTML, verb: string, path: string): void {
  if (!app.routes.some(({ route }) => route.path === path && route.verbs.includes(verb))) return;
  throw new TypeError(
    `Cannot add a sign-in: the application has a route for ${verb} ${path}, expected another path`,
  );
}
