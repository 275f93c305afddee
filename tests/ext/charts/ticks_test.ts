import { deepStrictEqual, ok } from "node:assert";
import fc from "fast-check";
import { numberTicks, timeTicks, toRange, toWall } from "../../../ext/charts/ticks.ts";

Deno.test("ticks are round numbers around all values", () => {
  deepStrictEqual(numberTicks(0, 97, 5), [0, 20, 40, 60, 80, 100]);
  deepStrictEqual(numberTicks(-38, 40, 4), [-40, -20, 0, 20, 40]);
  deepStrictEqual(numberTicks(0, 0.3, 3), [0, 0.1, 0.2, 0.3]);
  deepStrictEqual(numberTicks(1_000_001, 1_000_004, 3), [1000001, 1000002, 1000003, 1000004]);
  deepStrictEqual(numberTicks(0, 8, 4), [0, 2, 4, 6, 8]);
});

Deno.test("ticks of whole numbers are whole", () => {
  deepStrictEqual(numberTicks(0, 2, 5, true), [0, 1, 2]);
  deepStrictEqual(numberTicks(0, 10, 4, true), [0, 3, 6, 9, 12]);
  deepStrictEqual(numberTicks(0, 10, 4), [0, 2.5, 5, 7.5, 10]);
});

const number = fc.oneof(
  fc.double({ min: -1e300, max: 1e300, noNaN: true }),
  fc.integer({ min: -1e9, max: 1e9 }),
);

Deno.test("ticks cover any numbers, rise, and are few", () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1 }),
      fc.integer({ min: 2, max: 12 }),
      (values, count) => {
        const [low, high] = toRange(values);
        ok(low < high);
        const ticks = numberTicks(low, high, count);
        const slack = (high - low) * 1e-6;
        ok(
          ticks[0]! <= Math.min(...values) + slack && ticks.at(-1)! >= Math.max(...values) - slack,
        );
        ok(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!), `${ticks}`);
        ok(ticks.length >= 2 && ticks.length <= count + 3, `${ticks.length} ticks`);
      },
    ),
  );
});

Deno.test("equal numbers have an axis from 0", () => {
  deepStrictEqual([[5, 5], [-5], [0], [1e-300], [3, 9]].map(toRange), [[0, 5], [-5, 0], [0, 1], [
    0,
    1,
  ], [3, 9]]);
});

Deno.test("numbers that hardly differ are equal to an axis", () => {
  deepStrictEqual(toRange([1e9, 1e9 + 0.1]), [0, 1e9 + 0.1]);
});

const iso = (times: readonly number[]) =>
  times.map((time) => new Date(time).toISOString().slice(0, 16));
const at = (text: string) => Date.parse(`${text}Z`);

Deno.test("times are at the beginnings of what a clock and a calendar have", () => {
  const ticks = (from: string, to: string, count: number) => {
    const { unit, times } = timeTicks(at(from), at(to), count, "UTC");
    return [unit, ...iso(times)];
  };
  deepStrictEqual(ticks("2026-05-01T10:03", "2026-05-01T12:10", 5), [
    "minute",
    "2026-05-01T10:30",
    "2026-05-01T11:00",
    "2026-05-01T11:30",
    "2026-05-01T12:00",
  ]);
  deepStrictEqual(ticks("2026-05-01T00:00", "2026-05-31T00:00", 5), [
    "day",
    "2026-05-04T00:00", // a Monday
    "2026-05-11T00:00",
    "2026-05-18T00:00",
    "2026-05-25T00:00",
  ]);
  deepStrictEqual(ticks("2025-11-15T00:00", "2026-05-31T00:00", 8), [
    "month",
    ...["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"].map((month) =>
      `${month}-01T00:00`
    ),
  ]);
  deepStrictEqual(ticks("1987-01-01T00:00", "2026-05-31T00:00", 4), [
    "year",
    ...["1990", "2000", "2010", "2020"].map((year) => `${year}-01-01T00:00`),
  ]);
});

Deno.test("days begin where the user is, also when clocks change", () => {
  const { times } = timeTicks(at("2026-03-28T00:00"), at("2026-03-31T00:00"), 3, "Europe/Berlin");
  deepStrictEqual(iso(times), ["2026-03-28T23:00", "2026-03-29T22:00", "2026-03-30T22:00"]);
  const newYork = timeTicks(at("2026-03-08T05:00"), at("2026-03-08T13:00"), 3, "America/New_York");
  deepStrictEqual(iso(newYork.times), [
    "2026-03-08T05:00",
    "2026-03-08T07:00",
    "2026-03-08T10:00",
    "2026-03-08T13:00",
  ]);
  const wall = toWall("Asia/Kolkata");
  deepStrictEqual(wall(0) / 3_600_000, 5.5);
});

Deno.test("times are within the axis and few, wherever and whenever", () => {
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
  );
  const time = fc.integer({ min: -2e12, max: 4e12 }), span = fc.integer({ min: 1000, max: 3e12 });
  fc.assert(fc.property(zones, time, span, (zone, low, span) => {
    const { times } = timeTicks(low, low + span, 10, zone);
    ok(times.length <= 24, `${times.length} times`);
    ok(
      times.every((time, i) =>
        time >= low && time <= low + span && (i === 0 || time > times[i - 1]!)
      ),
    );
  }));
});
