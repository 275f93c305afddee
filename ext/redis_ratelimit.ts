/**
 * Rate limits over Redis: `limit("5/m", { store: redisLimits(url), name: "login" })`.
 *
 * @module
 */
import { createClient } from "@redis/client";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { ConnectionError } from "../mod.ts";
import type { LimitStore, Quota, Taken } from "./ratelimit.ts";

/** Limits in Redis. Close it where a program ends without its process, such as in a test. */
export interface RedisLimits extends LimitStore, AsyncDisposable {
  /** Closes the connection. */
  close(): Promise<void>;
}

/**
 * Keeps the counts of limits in Redis. They are of fixed windows, which begin with the first request
 * of a key: all of a limit is there again at once, when its window ends.
 */
export function redisLimits(url: string): RedisLimits {
  const client = createClient({
    url,
    // A request does not wait for a server that is away.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 1000) },
  });
  let why = "it does not respond";
  client.on(
    "error",
    (error: Error & { code?: string }) => why = error.message || error.code || why,
  );
  const connected = client.connect();
  // The first request waits for the connection; those after a loss don't.
  const tried = Promise.withResolvers<void>();
  client.once("ready", tried.resolve);
  client.once("error", () => tried.resolve());
  connected.catch(() => {}); // `error` has told why.
  const limiters = new Map<string, RateLimiterRedis>();
  const close = async () => {
    if (client.isOpen) client.destroy();
    await connected.catch(() => {});
  };
  return {
    take: (key, quota) =>
      reach(async () => {
        try {
          return toTaken(await limiterOf(quota).consume(key), true);
        } catch (error) {
          // The package throws what is left where nothing is.
          if (error instanceof RateLimiterRes) return toTaken(error, false);
          throw error;
        }
      }),
    giveBack: (key, quota, tokens) =>
      reach(async () => {
        const limiter = limiterOf(quota);
        // Of a window that is over there would be more tokens than it may have.
        if (tokens < quota.count && await limiter.get(key)) await limiter.reward(key, tokens);
        else await limiter.delete(key);
      }),
    close,
    [Symbol.asyncDispose]: close,
  };

  async function reach<T>(ask: () => Promise<T>): Promise<T> {
    if (!client.isReady) await tried.promise;
    try {
      return await ask();
    } catch (error) {
      throw new ConnectionError(`Cannot reach Redis: ${why}, the next request tries again`, {
        cause: error,
      });
    }
  }

  function limiterOf({ count, seconds }: Quota): RateLimiterRedis {
    const id = `${count}/${seconds}`;
    const limiter = limiters.get(id) ?? new RateLimiterRedis({
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: "fasthtml_limit",
      points: count,
      duration: Math.ceil(seconds), // Redis would keep less than a second for ever.
    });
    limiters.set(id, limiter);
    return limiter;
  }
}

function toTaken({ remainingPoints, msBeforeNext }: RateLimiterRes, ok: boolean): Taken {
  return { ok, left: remainingPoints, wait: msBeforeNext / 1000 };
}
