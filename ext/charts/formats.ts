/** Numbers and dates as texts. */
import { type TimeUnit, toWall } from "./ticks.ts";
import type { X } from "./series.ts";
import type { FormatOptions } from "./types.ts";

const SCIENTIFIC = { notation: "scientific", maximumFractionDigits: 3 } as const;

/** Makes a function that writes a number in full. */
export function toNumberText({ format, locale = "en" }: FormatOptions): (value: number) => string {
  if (typeof format === "function") return format;
  const plain = new Intl.NumberFormat(locale, format ?? { maximumSignificantDigits: 12 });
  const extreme = new Intl.NumberFormat(locale, { ...format, ...SCIENTIFIC });
  return (value) => (isExtreme(value) ? extreme : plain).format(value);
}

/** Makes a function that writes the numbers of an axis: short, and all with the same digits. */
export function toTickText(
  ticks: readonly number[],
  { format = {}, locale = "en" }: FormatOptions,
): (value: number) => string {
  if (typeof format === "function") return format;
  const step = ticks[1]! - ticks[0]!;
  const largest = Math.max(...ticks.map(Math.abs));
  const isPercent = format.style === "percent";
  const isLong = !format.notation && !isPercent && largest >= 10_000;
  const places = decimals(isPercent ? step * 100 : step);
  const digits = isExtreme(largest) || isExtreme(step)
    ? SCIENTIFIC
    : isLong
    ? { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 2 } as const
    : { minimumFractionDigits: places, maximumFractionDigits: places };
  const short = new Intl.NumberFormat(locale, {
    ...format,
    minimumSignificantDigits: undefined,
    maximumSignificantDigits: undefined,
    ...digits,
  });
  return (value) => short.format(value);
}

/** Makes a function that writes what is along the x axis in full; days without a time. */
export function toXText(xs: readonly X[], options: FormatOptions): (x: X) => string {
  const { locale = "en", timeZone = "UTC", dateFormat } = options;
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12 });
  const wall = toWall(timeZone);
  const areDays = xs.every((x) => !(x instanceof Date) || isDay(x.getTime(), wall));
  const date = new Intl.DateTimeFormat(locale, {
    timeZone,
    ...dateFormat ?? { dateStyle: "medium", ...!areDays && { timeStyle: "short" } },
  });
  return (x) => typeof x === "string" ? x : x instanceof Date ? date.format(x) : number.format(x);
}

const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;
const DAY = { month: "short", day: "numeric" } as const;
const YEAR = { year: "numeric" } as const;

const UNITS: Record<TimeUnit, Intl.DateTimeFormatOptions> = {
  second: { ...CLOCK, second: "2-digit" },
  minute: CLOCK,
  hour: CLOCK,
  day: DAY,
  month: { month: "short" },
  year: YEAR,
};

/** Makes a function that writes the times of an axis: where a day or a year begins, its name. */
export function toTimeText(unit: TimeUnit, options: FormatOptions): (time: number) => string {
  const { locale = "en", timeZone = "UTC", dateFormat } = options;
  const make = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...dateFormat ?? format });
  const wall = toWall(timeZone);
  const plain = make(UNITS[unit]);
  const first = unit === "month"
    ? make(YEAR)
    : unit === "day" || unit === "year"
    ? plain
    : make(DAY);
  const isFirst = (time: number) =>
    unit === "month" ? new Date(time + wall(time)).getUTCMonth() === 0 : isDay(time, wall);
  return (time) => (isFirst(time) ? first : plain).format(time);
}

/** Whether a day of a place begins at a time. */
function isDay(time: number, wall: (time: number) => number): boolean {
  return (time + wall(time)) % 86_400_000 === 0;
}

/** Whether a number has too many digits to be read. */
function isExtreme(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1e15 || size > 0 && size < 1e-6;
}

/** How many digits after the point a step has: 2 for 0.25. */
function decimals(step: number): number {
  const digits = `${Number(step.toPrecision(3))}`;
  const power = digits.split("e-")[1];
  return power ? Number(power) + 2 : digits.split(".")[1]?.length ?? 0;
}
