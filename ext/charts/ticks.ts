/** Where an axis has its labels: at round numbers, and at the beginnings of days and months. */

/** The numbers on an axis, from one below to one above all values. */
export function numberTicks(low: number, high: number, count: number, whole = false): number[] {
  const step = niceStep((high - low) / count, whole);
  const first = Math.floor(low / step), last = Math.ceil(high / step);
  // 3 * 0.1 is 0.30000000000000004.
  return Array.from(
    { length: last - first + 1 },
    (_, at) => Number(((first + at) * step).toPrecision(15)) + 0,
  );
}

/** The lowest and the highest value of an axis: never the same. */
export function toRange(values: readonly number[]): [low: number, high: number] {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1e-290) return [0, 1];
  if (high - low > size * 1e-9) return [low, high];
  return low > 0 ? [0, high] : [low, 0];
}

function niceStep(rough: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((nice) => nice * power >= rough * (1 - 1e-9))! * power;
  // The halves of whole numbers, such as 2.5 users, are no round numbers.
  return whole ? Math.max(1, Math.ceil(step)) : step;
}

/** A unit of time between two labels. */
export type TimeUnit = "second" | "minute" | "hour" | "day" | "month" | "year";

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const MONTH = 30.4 * DAY, YEAR = 365.25 * DAY;

const STEPS: readonly [unit: TimeUnit, size: number, counts: readonly number[]][] = [
  ["second", SECOND, [1, 5, 15, 30]],
  ["minute", MINUTE, [1, 5, 15, 30]],
  ["hour", HOUR, [1, 3, 6, 12]],
  ["day", DAY, [1, 2, 7, 14]],
  ["month", MONTH, [1, 3, 6]],
  ["year", YEAR, [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]],
];

/** Times on an axis, all between `low` and `high`, and the unit between two. */
export interface TimeTicks {
  readonly unit: TimeUnit;
  readonly times: readonly number[];
}

/** The beginnings of seconds, days, months or years in a time zone: at most `count` and some. */
export function timeTicks(low: number, high: number, count: number, timeZone: string): TimeTicks {
  const rough = (high - low) / count;
  const all = STEPS.flatMap(([unit, size, counts]) => counts.map((n) => ({ unit, size, n })));
  const { unit, size, n } = all.find(({ size, n }) => size * n >= rough) ?? all.at(-1)!;
  const wall = toWall(timeZone);
  const from = low + wall(low), times: number[] = [];
  for (let at = floor(from, unit, size, n);; at = next(at, unit, size, n)) {
    // The clock of the place says `at`: twice, since its distance from UTC changes twice a year.
    const time = at - wall(at - wall(at));
    if (time > high) break;
    if (time >= low) times.push(time);
    if (times.length > 100) break;
  }
  return { unit, times };
}

/** The last beginning of a step at or before a time of the wall clock. */
function floor(wall: number, unit: TimeUnit, size: number, n: number): number {
  const date = new Date(wall);
  const year = date.getUTCFullYear(), month = date.getUTCMonth();
  if (unit === "year") return Date.UTC(Math.floor(year / n) * n, 0);
  if (unit === "month") return Date.UTC(year, Math.floor(month / n) * n);
  // Weeks begin on Mondays; 1970-01-01 was a Thursday.
  const start = unit === "day" && n > 2 ? 4 * DAY : 0;
  return Math.floor((wall - start) / (size * n)) * size * n + start;
}

function next(wall: number, unit: TimeUnit, size: number, n: number): number {
  const date = new Date(wall);
  const year = date.getUTCFullYear(), month = date.getUTCMonth();
  if (unit === "year") return Date.UTC(year + n, 0);
  if (unit === "month") return Date.UTC(year, month + n);
  return wall + size * n;
}

/** Makes a function that says how far ahead of UTC the clocks of a place are at a time. */
export function toWall(timeZone: string): (time: number) => number {
  if (timeZone === "UTC") return () => 0;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (time) => {
    const parts = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    );
    const { year, month, day, hour, minute, second } = parts as Record<TimeUnit, number>;
    const wall = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
    return wall - Math.floor(time / SECOND) * SECOND;
  };
}
