import { deepStrictEqual } from "node:assert";
import { toNumberText, toTickText, toTimeText, toXText } from "../../../ext/charts/formats.ts";
import type { FormatOptions } from "../../../ext/charts/types.ts";

const EURO = { style: "currency", currency: "EUR" } as const;

Deno.test("numbers are written in full", () => {
  const write = (value: number, options: FormatOptions = {}) => toNumberText(options)(value);
  deepStrictEqual(
    [write(1234567.25), write(0.1 + 0.2), write(-5), write(1e300), write(2.5e-9), write(0)],
    ["1,234,567.25", "0.3", "-5", "1E300", "2.5E-9", "0"],
  );
  deepStrictEqual(write(1234.5, { format: EURO, locale: "de" }), "1.234,50\u00a0€");
  deepStrictEqual(write(0.256, { format: { style: "percent" } }), "26%");
  deepStrictEqual(write(7, { format: (value) => `${value} km` }), "7 km");
});

Deno.test("numbers of an axis are short, and have the digits that tell them apart", () => {
  const write = (ticks: number[], options: FormatOptions = {}) =>
    ticks.map(toTickText(ticks, options));
  deepStrictEqual(write([0, 0.5, 1]), ["0.0", "0.5", "1.0"]);
  deepStrictEqual(write([0, 2500, 5000, 7500]), ["0", "2,500", "5,000", "7,500"]);
  deepStrictEqual(write([0, 25_000, 50_000]), ["0", "25K", "50K"]);
  deepStrictEqual(write([0, 20_000], { locale: "de" }), ["0", "20.000"]);
  deepStrictEqual(write([0, 5, 10], { format: EURO }), ["€0", "€5", "€10"]);
  deepStrictEqual(write([0, 0.25, 0.5], { format: { style: "percent" } }), ["0%", "25%", "50%"]);
  deepStrictEqual(write([0, 0.005, 0.01], { format: { style: "percent" } }), [
    "0.0%",
    "0.5%",
    "1.0%",
  ]);
  deepStrictEqual(write([0, 1e299, 2e299]), ["0E0", "1E299", "2E299"]);
  deepStrictEqual(write([0, 2e-9, 4e-9]), ["0E0", "2E-9", "4E-9"]);
  const rough = { format: { maximumSignificantDigits: 1 } };
  deepStrictEqual(write([0, 1250, 2500], rough), ["0", "1,250", "2,500"]);
  deepStrictEqual(write([0, 1], { format: (value) => `${value} km` }), ["0 km", "1 km"]);
});

Deno.test("dates are written in the user's language and time zone, days without a time", () => {
  const midnight = new Date("2026-04-30T22:00Z"), noon = new Date("2026-05-01T12:30Z");
  const berlin = { timeZone: "Europe/Berlin", locale: "en-GB" };
  const write = (xs: (Date | string | number)[], options: FormatOptions) =>
    xs.map(toXText(xs, options));
  deepStrictEqual(write([midnight], berlin), ["1 May 2026"]);
  deepStrictEqual(write([midnight, noon], berlin), ["1 May 2026, 00:00", "1 May 2026, 14:30"]);
  deepStrictEqual(write([midnight], { locale: "de" }), ["30.04.2026, 22:00"]);
  deepStrictEqual(write([noon], { dateFormat: { month: "long" } }), ["May"]);
  deepStrictEqual(write(["Mon", 1234.5], {}), ["Mon", "1,234.5"]);
});

Deno.test("times of an axis name the day or the year that begins", () => {
  const write = (
    unit: Parameters<typeof toTimeText>[0],
    times: string[],
    options: FormatOptions = {},
  ) =>
    times.map((time) => toTimeText(unit, { locale: "en-GB", ...options })(Date.parse(`${time}Z`)));
  deepStrictEqual(write("hour", ["2026-05-01T18:00", "2026-05-02T00:00"]), ["18:00", "2 May"]);
  deepStrictEqual(write("second", ["2026-05-01T18:00:15"]), ["18:00:15"]);
  deepStrictEqual(write("day", ["2026-05-01T00:00", "2026-05-02T00:00"]), ["1 May", "2 May"]);
  deepStrictEqual(write("month", ["2026-12-01T00:00", "2027-01-01T00:00"]), ["Dec", "2027"]);
  deepStrictEqual(write("year", ["2027-01-01T00:00"]), ["2027"]);
  const newYork = { timeZone: "America/New_York" };
  deepStrictEqual(write("hour", ["2026-05-01T04:00"], newYork), ["1 May"]);
  deepStrictEqual(write("day", ["2026-05-01T00:00"], { dateFormat: { weekday: "short" } }), [
    "Fri",
  ]);
});
