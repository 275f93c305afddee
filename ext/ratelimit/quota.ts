/** How often something may be done, and the bucket of tokens that counts it. */

/** How often something may be done: `count` times at once, and again every `seconds / count`. */
export interface Quota {
  /** The number of tokens in a full bucket. */
  readonly count: number;
  /** The seconds in which an empty bucket becomes full. */
  readonly seconds: number;
}

/** What became of taking a token. */
export interface Taken {
  /** Whether there was one. */
  readonly ok: boolean;
  /** How many there are now. */
  readonly left: number;
  /** Seconds until there is one more. */
  readonly wait: number;
}

/** A rate: a text such as `"5/m"`, `"1 per day"` or `"100/2h"`, or a number and seconds. */
export type Rate = string | readonly [count: number, seconds: number];

/**
 * A bucket is one number: when it is full again, in milliseconds. One that is not there is full.
 * Beside it, whether there was a token to take.
 */
export interface Bucket {
  readonly fullAt: number;
  readonly ok: boolean;
}

/** What a bucket is compared with, and what is added to it. */
export interface Bounds {
  /** What one token takes to come back. */
  readonly step: number;
  /** No bucket may be full later. */
  readonly most: number;
  /** A bucket that is full later than this is from a clock that was set back since: it is full. */
  readonly odd: number;
}

/** Reads a rate. FastHTML: `parse_rate`, which takes "5/month" as five in a minute. */
export function toQuota(rate: Rate): Quota {
  const [, n, times = 1, unit = ""] = typeof rate === "string" ? RATE.exec(rate) ?? [] : [];
  const [count, seconds] = typeof rate === "string"
    ? [Number(n), Number(times) * UNITS[unit[0]?.toLowerCase() ?? ""]!]
    : rate;
  if (Number.isSafeInteger(count) && count > 0 && seconds > 0 && seconds <= MOST_SECONDS) {
    return { count, seconds };
  }
  throw new TypeError(
    `Cannot limit: rate ${JSON.stringify(rate)}, expected a text such as "5/m" or "100/2h": ` +
      "one or more, in a year at most",
  );
}

/** The bounds of buckets at a time. */
export function boundsAt(now: number, { count, seconds }: Quota): Bounds {
  const step = seconds * 1000 / count, most = now + seconds * 1000;
  return { step, most: most + Math.min(LITTLE, step / 2), odd: most + MOST_SKEW };
}

/** Takes a token from a bucket. */
export function take(fullAt: number, now: number, quota: Quota): Bucket {
  const { step, most, odd } = boundsAt(now, quota);
  const base = fullAt < now || fullAt > odd ? now : fullAt, next = base + step;
  return next <= most ? { fullAt: next, ok: true } : { fullAt: base, ok: false };
}

/** What is left in a bucket. */
export function toTaken({ fullAt, ok }: Bucket, now: number, quota: Quota): Taken {
  const { step, most } = boundsAt(now, quota);
  const left = Math.max(0, Math.floor((most - fullAt) / step));
  const nextAt = fullAt - (quota.count - left - 1) * step;
  return { ok, left, wait: Math.max(0, nextAt - now) / 1000 };
}

const RATE =
  /^ *(\d{1,9}) *(?:\/|per) *(\d{1,9})? *(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?) *$/i;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const MOST_SECONDS = 366 * 86_400;

/** Milliseconds by which numbers of this size are wrong after some thousand additions. */
const LITTLE = 1;

/** By how many milliseconds clocks of several machines may differ. */
const MOST_SKEW = 60_000;
