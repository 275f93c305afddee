/**
 * Rate limits: how often a client, a name or anything else may ask for something.
 *
 * @module
 */
import { addHeader, toNetwork } from "../lib/http/around/mod.ts";
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  Beforeware,
  type Database,
  FtResponse,
  HTTPException,
  HttpHeader,
  type RequestContext,
} from "../mod.ts";
import type { BeforewareGuard, BodyData, Maybe, StandardSchema } from "../types.ts";
import { Counts } from "./ratelimit/counts.ts";
import { then } from "./maybe.ts";
import { type Quota, type Rate, type Taken, toQuota } from "./ratelimit/quota.ts";
import type { LimitStore } from "./ratelimit/types.ts";

export type { LimitStore, Quota, Rate, Taken };

/** Options of {@linkcode limit}. */
export interface RateLimitOptions {
  /**
   * What is counted: a parameter of the path, the query or a form, by its name, or what a function
   * returns. Default: the client's network.
   */
  key?: string | ((context: RequestContext) => Maybe<string | undefined>);
  /** Makes the content of the response with status 429. Default: the error page. */
  onLimit?: (seconds: number) => unknown;
  /** Whether `RateLimit` and `RateLimit-Policy` tell clients what is left. Default: true. */
  headers?: boolean;
  /** The name in these headers, in the log and in the store. Default: the key and the rate. */
  name?: string;
  /**
   * Where counts are kept, for several processes: a database of SQLite or Postgres, or another store.
   * Default: the memory of this process.
   */
  store?: Database<boolean> | LimitStore;
  /** Seconds that a request waits for a store before that counts as away. Default: 1. */
  timeout?: number;
  /** Whether requests are rejected with 503 while the store is away. Default: false. */
  closed?: boolean;
  /** The time in milliseconds, for tests. Default: `Date.now`. */
  clock?: () => number;
}

const checkOptions = makeOptionCheck<RateLimitOptions>("limit", {
  key: true,
  onLimit: true,
  headers: true,
  name: true,
  store: true,
  timeout: true,
  closed: true,
  clock: true,
});

/** A limit: a function that runs before handlers, and counts. */
export interface Limit extends BeforewareGuard {
  /** Counts once for a key, without a request, and returns whether that is within the limit. */
  take(key: string): Maybe<boolean>;
}

/**
 * Limits how often the routes are called that it runs before: `limit("5/m")` lets five requests of a
 * client through at once, and one more every twelve seconds. Others get a 429 with `Retry-After`.
 * Routes with the same limit share its counts. FastHTML: `limiter`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/search", { q: String }, ({ q }) => P(q), { before: limit("2/m") });
 *
 * const statuses = [];
 * for (let i = 0; i < 3; i++) statuses.push((await app.request("/search?q=a")).status);
 * strictEqual(statuses.join(), "200,200,429");
 * ```
 */
export function limit(rate: Rate, options: RateLimitOptions = {}): Limit {
  checkOptions(options);
  const counter = new Counter(toQuota(rate), options);
  const { key = clientOf } = options;
  const guard = typeof key === "string"
    ? Beforeware((context) => counter.count(context, valuesOf(key, context)), { params: FIELDS })
    : Beforeware((context) => then(key(context), (key) => counter.count(context, [key ?? ""])));
  const take = (key: string) => then(counter.ask(key), (taken) => taken?.ok ?? true);
  return Object.assign(guard, { take });
}

/**
 * Another name of {@linkcode limit}, as FastHTML has it.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { limiter } from "@fasthtml/fasthtml/ext/ratelimit";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/search", () => "Found", { before: limiter("1/minute") });
 * strictEqual((await app.request("/search")).status, 200);
 * strictEqual((await app.request("/search")).status, 429);
 * ```
 */
export const limiter: typeof limit = limit;

/** What a limit does, whatever its key is. */
class Counter {
  readonly #quota: Quota;
  readonly #options: RateLimitOptions;
  readonly #counts: Counts;
  readonly #name: string;
  readonly #policy: HttpHeader;

  constructor(quota: Quota, options: RateLimitOptions) {
    const { store, name = toName(quota, options.key) } = options;
    if (store && options.name === undefined) {
      throw new TypeError("Cannot limit: a store without a name, expected the name of its counts");
    }
    if (!/^[\w ./-]{1,64}$/.test(name)) {
      const found = JSON.stringify(name);
      throw new TypeError(`Cannot limit: name ${found}, expected 1 to 64 of A-Z a-z 0-9 _ . / -`);
    }
    this.#quota = quota;
    this.#options = options;
    this.#counts = new Counts(quota, { ...options, name });
    this.#name = name;
    const window = Math.ceil(quota.seconds);
    this.#policy = new HttpHeader("RateLimit-Policy", `"${name}";q=${quota.count};w=${window}`);
  }

  /** Counts a request for each of its keys in turn. Returns what is sent in its place, if anything. */
  count(context: RequestContext, [key = "", ...rest]: readonly string[]): unknown {
    return then(this.ask(key), (taken) => {
      if (taken?.ok !== false && rest.length > 0) return this.count(context, rest);
      if (!taken) return;
      if (this.#options.headers !== false) this.#tell(context, taken);
      if (!taken.ok) return this.#reject(Math.max(1, Math.ceil(taken.wait)));
    });
  }

  /** Counts for a key. Returns undefined where the store is away. */
  ask(key: string): Maybe<Taken | undefined> {
    return this.#counts.take(key, this.#options.clock?.());
  }

  /** As draft-ietf-httpapi-ratelimit-headers-11 has it, of May 2026. */
  #tell(context: RequestContext, { left, wait }: Taken): void {
    const value = `"${this.#name}";r=${left};t=${Math.ceil(wait)}`;
    addHeader(context, this.#policy);
    addHeader(context, new HttpHeader("RateLimit", value));
  }

  #reject(seconds: number): unknown {
    const headers = { "retry-after": `${seconds}` };
    const content = this.#options.onLimit?.(seconds);
    if (content != null) return FtResponse(content, { status: 429, headers });
    const { count, seconds: window } = this.#quota;
    const detail = `Cannot answer: more than ${count} in ${window} s, limit "${this.#name}"`;
    throw new HTTPException(429, detail, { tell: { key: "tooManyRequests" }, headers });
  }
}

function toName({ count, seconds }: Quota, key: RateLimitOptions["key"]): string {
  const by = typeof key === "string" ? key.replace(/[^\w.-]/g, "_").slice(0, 32) : "client";
  return `${typeof key === "function" ? "key" : by} ${count}/${seconds}s`;
}

function clientOf({ scope }: RequestContext): string {
  return toNetwork(scope.client ?? "");
}

/** Reads all fields as a parameter: those of the body, or of the query where there is none. */
const FIELDS: { "~fields": StandardSchema<BodyData> } = {
  "~fields": {
    "~standard": {
      version: 1,
      vendor: "fasthtml",
      validate: (value) => ({ value: value as BodyData }),
    },
  },
};

/**
 * The values of a parameter that a handler may read: one of the body and another of the query could
 * both be there, and which one is read depends on its declaration.
 */
function valuesOf(
  name: string,
  { "~fields": fields, url }: RequestContext & { "~fields": BodyData },
): string[] {
  const all = [fields[name], url.searchParams.getAll(name)].flatMap((value) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return ["string", "number", "boolean"].includes(typeof last) ? toPlain(`${last}`) : [];
  });
  return [...new Set(all)];
}

/** A handler may read a number, of which there are many spellings: `1`, `01`, `1.0`. */
function toPlain(text: string): string {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : `${number}`;
}
