/**
 * Rate limits over Redis: `limit("5/m", { store: redisLimits(url), name: "login" })`.
 *
 * @module
 */
import { ErrorReply } from "@redis/client";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { makeOptionCheck } from "../lib/option_check.ts";
import { ConnectionError } from "../mod.ts";
import type { LimitStore, Quota, Taken } from "./ratelimit.ts";
import { Line, type RedisClient, SILENCE, toConnector } from "./redis/connection.ts";

/** Options of {@linkcode redisLimits}. */
export interface RedisLimitsOptions {
  /** The beginning of all keys, if several applications share a server. Default: `fasthtml`. */
  topic?: string;
}

const checkOptions = makeOptionCheck<RedisLimitsOptions>("keep limits", { topic: true });

/** Limits in Redis. Close it where a program ends without its process, such as in a test. */
export interface RedisLimits extends LimitStore, AsyncDisposable {
  /** Closes the connection. The next request opens it again. */
  close(): Promise<void>;
}

/**
 * Keeps the counts of limits in Redis. They are of fixed windows, which begin with the first request
 * of a key: all of a limit is there again at once, when its window ends. The connection is opened at
 * first use.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
 * import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
 *
 * const store = redisLimits("redis://localhost:6379"); // connects at first use
 * const { rt } = fastApp();
 * rt.post("/login", () => "…", { before: limit("5/minute", { store, name: "login" }) });
 * ```
 */
export function redisLimits(url: string, options: RedisLimitsOptions = {}): RedisLimits {
  checkOptions(options);
  const { topic = "fasthtml" } = options;
  if (!/^[\w.:-]+$/.test(topic)) {
    throw new TypeError(
      `Cannot keep limits: topic ${JSON.stringify(topic)}, expected letters, digits, ".", ":", "-"`,
    );
  }
  const line = new Line(toConnector(url, { silence: SILENCE }));
  const limiters = new WeakMap<RedisClient, Map<string, RateLimiterRedis>>();
  const close = () => Promise.resolve(line.close());
  return {
    take: (key, quota) =>
      reach(async (client) => {
        try {
          return toTaken(await limiterOf(client, quota).consume(key), true);
        } catch (error) {
          // The package throws what is left where nothing is.
          if (error instanceof RateLimiterRes) return toTaken(error, false);
          throw error;
        }
      }),
    giveBack: (key, quota, tokens) =>
      reach(async (client) => {
        const limiter = limiterOf(client, quota);
        // Of a window that is over there would be more tokens than it may have.
        if (tokens < quota.count && await limiter.get(key)) await limiter.reward(key, tokens);
        else await limiter.delete(key);
      }),
    close,
    [Symbol.asyncDispose]: close,
  };

  async function reach<T>(ask: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      return await line.use(ask);
    } catch (error) {
      if (error instanceof ErrorReply) {
        throw new ConnectionError(`Cannot count in Redis: ${error.message}`, { cause: error });
      }
      throw new ConnectionError(
        "Cannot reach Redis: the connection is lost, expected an open one",
        { cause: error },
      );
    }
  }

  function limiterOf(client: RedisClient, { count, seconds }: Quota): RateLimiterRedis {
    const id = `${count}/${seconds}`, known = limiters.get(client) ?? new Map();
    limiters.set(client, known);
    const limiter = known.get(id) ?? new RateLimiterRedis({
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `${topic}_limit`,
      points: count,
      duration: Math.ceil(seconds), // Redis would keep less than a second for ever.
    });
    known.set(id, limiter);
    return limiter;
  }
}

function toTaken({ remainingPoints, msBeforeNext }: RateLimiterRes, ok: boolean): Taken {
  return { ok, left: remainingPoints, wait: msBeforeNext / 1000 };
}
