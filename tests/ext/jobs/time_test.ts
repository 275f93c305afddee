import { deepStrictEqual, throws } from "node:assert";
import { type Duration, toMs } from "../../../ext/jobs/time.ts";

Deno.test("toMs() reads seconds, and texts with a unit", () => {
  const cases: [Duration, number][] = [
    [0, 0],
    [0.5, 500],
    [90, 90_000],
    ["30s", 30_000],
    ["1.5m", 90_000],
    ["2h", 7_200_000],
    ["1d", 86_400_000],
  ];
  for (const [duration, ms] of cases) deepStrictEqual(toMs(duration, "x"), ms);
});

Deno.test("toMs() rejects what is no length of time", () => {
  for (
    const wrong of [-1, NaN, Infinity, "", "5 m", "5w", "m", "-5m", "1e3s", null] as Duration[]
  ) {
    throws(() => toMs(wrong, "the time"), {
      name: "TypeError",
      message:
        `Cannot read the time: found ${
          JSON.stringify(wrong)
        }, expected seconds, or a text such as ` +
        '"30s", "5m", "2h"',
    });
  }
});
