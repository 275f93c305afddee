import { deepStrictEqual, throws } from "node:assert";
import { toKeepTime } from "../../ext/keep_days.ts";

Deno.test("toKeepTime() takes days above 0 and returns whole milliseconds", () => {
  deepStrictEqual([1, 30, 36_500, 1e-9].map(toKeepTime), [86_400_000, 2592e6, 31_536e8, 1]);
  for (const days of [0, -1, NaN, Infinity, 36_501]) {
    throws(() => toKeepTime(days), {
      name: "RangeError",
      message:
        `Cannot make a broker: keepDays ${days}, expected a number above 0, and 36500 at most`,
    });
  }
});
