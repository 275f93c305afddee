/** The counts of one limit in a store, which may be away. */
import { createHash } from "node:crypto";
import { meter } from "../../lib/metrics.ts";
import { ConnectionError, type Database, HTTPException } from "../../mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { DatabaseStore } from "./database_store.ts";
import { MemoryStore } from "./memory_store.ts";
import type { Quota, Taken } from "./quota.ts";
import type { LimitStore } from "./types.ts";

/** Options of {@linkcode Counts}: those of `limit()`. */
export interface CountsOptions {
  readonly name: string;
  readonly store?: Database<boolean> | LimitStore;
  readonly timeout?: number;
  readonly closed?: boolean;
}

const requests = meter?.createCounter("fasthtml.rate_limit.requests", {
  unit: "{request}",
  description: "Requests that were counted, by whether they were within the limit",
});

/** Milliseconds between two lines of the log about one limit. */
const QUIET = 60_000;

/** A longer key is hashed. */
const MOST_LENGTH = 256;

/** Counts in a store, or in memory. */
export class Counts {
  readonly #quota: Quota;
  readonly #options: CountsOptions;
  readonly #store: LimitStore;
  #logged = -Infinity;

  constructor(quota: Quota, options: CountsOptions) {
    this.#quota = quota;
    this.#options = options;
    this.#store = options.store ? toStore(options.store) : new MemoryStore();
  }

  /** Takes a token of a key. Returns undefined where the store is away. */
  take(key: string, now: number = Date.now()): Maybe<Taken | undefined> {
    const asked = this.#store.take(this.#toKey(key), this.#quota, now);
    const awaited = asked instanceof Promise ? this.#await(asked) : asked;
    return then(awaited, (taken) => {
      if (taken) this.#count(taken.ok ? "allowed" : "limited");
      return taken;
    });
  }

  /** Gives tokens of a key back, where the store is there. */
  giveBack(key: string, tokens: number): Maybe<void> {
    const asked = this.#store.giveBack(this.#toKey(key), this.#quota, tokens);
    return asked instanceof Promise ? this.#await(asked) : asked;
  }

  #count(result: "allowed" | "limited" | "store_away"): void {
    requests?.add(1, {
      "fasthtml.rate_limit.name": this.#options.name,
      "fasthtml.rate_limit.result": result,
    });
  }

  async #await<T>(asked: Promise<T>): Promise<T | undefined> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const { timeout = 1, name, closed } = this.#options;
    const give = () =>
      reject(
        new ConnectionError(`Cannot count: no response of the store in ${timeout} s, expected one`),
      );
    const timer = setTimeout(give, timeout * 1000);
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.#log(error.message);
      this.#count("store_away");
      if (!closed) return;
      const headers = { "retry-after": "5" };
      const detail = `Cannot limit "${name}": the store is away`;
      throw new HTTPException(503, detail, { tell: { key: "busy" }, headers, cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Names are compared without case. Those for a store say nothing about whose they are. */
  #toKey(key: string): string {
    const plain = key.trim().toLowerCase(), isLong = plain.length > MOST_LENGTH;
    const text = isLong ? plain : plain.normalize("NFKC");
    if (!this.#options.store && !isLong) return text;
    return createHash("sha256").update(`${this.#options.name}\0${text}`).digest("base64url");
  }

  #log(message: string): void {
    const now = performance.now();
    if (now - this.#logged < QUIET) return;
    this.#logged = now;
    // deno-lint-ignore no-console -- the developer must know that nothing is limited
    console.error(`Limit "${this.#options.name}": ${message}`);
  }
}

/** The stores of databases: limits of one database share its table. */
const stores = new WeakMap<Database<boolean>, LimitStore>();

function toStore(store: Database<boolean> | LimitStore): LimitStore {
  if (!("backend" in store)) return store;
  const made = stores.get(store) ?? new DatabaseStore(store);
  stores.set(store, made);
  return made;
}
