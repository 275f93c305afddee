/** How long brokers keep messages. */

const DAY = 86_400_000;

/** Milliseconds for a number of days, which is checked. */
export function toKeepTime(keepDays: number): number {
  if (keepDays > 0 && keepDays <= 36_500) return Math.ceil(keepDays * DAY);
  throw new RangeError(
    `Cannot make a broker: keepDays ${keepDays}, expected a number above 0, and 36500 at most`,
  );
}
