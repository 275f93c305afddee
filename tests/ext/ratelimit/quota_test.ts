import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { boundsAt, take, toQuota, toTaken } from "../../../ext/ratelimit/quota.ts";

Deno.test("toQuota() reads FastHTML's rates, and rejects what only begins as one", () => {
  const rates = {
    "5/m": [5, 60],
    "100/2h": [100, 7200],
    "1 per day": [1, 86_400],
    "5 per 2 hours": [5, 7200],
    " 3 / 10s ": [3, 10],
    "1/MIN": [1, 60],
  };
  deepStrictEqual(
    Object.keys(rates).map((rate) => Object.values(toQuota(rate))),
    Object.values(rates),
  );
  deepStrictEqual(toQuota([3, 0.5]), { count: 3, seconds: 0.5 });
  const wrong = [
    "",
    "5",
    "m",
    "5/",
    "5/month",
    "5/w",
    "0/m",
    "-1/m",
    "1.5/m",
    "5/0m",
    "5/m!",
    "1/9y",
  ];
  for (const rate of [...wrong, "1/400d", [0, 1], [1, 0], [1.5, 1], [1, NaN], [1, -1]]) {
    throws(() => limit(rate as string), {
      name: "TypeError",
      message: `Cannot limit: rate ${JSON.stringify(rate)}, expected a text such as "5/m" or ` +
        '"100/2h": one or more, in a year at most',
    });
  }
});

/** What is left after each of some times, in seconds. */
function takeAt(rate: string, seconds: readonly number[], start = 1_790_000_000_123) {
  const quota = toQuota(rate);
  let { fullAt } = { fullAt: start };
  return seconds.map((second) => {
    const now = start + second * 1000, bucket = take(fullAt, now, quota);
    ({ fullAt } = bucket);
    const { ok, left, wait } = toTaken(bucket, now, quota);
    return [ok, left, Math.round(wait * 100) / 100];
  });
}

Deno.test("take() gives what is in the bucket at once, then one more each step, and never more", () => {
  deepStrictEqual(takeAt("2/m", [0, 0, 0, 29.9, 30, 30, 59, 60, 600, 600, 600]), [
    [true, 1, 30],
    [true, 0, 30],
    [false, 0, 30],
    [false, 0, 0.1],
    [true, 0, 30],
    [false, 0, 30],
    [false, 0, 1],
    [true, 0, 30],
    [true, 1, 30],
    [true, 0, 30],
    [false, 0, 30],
  ]);
});

Deno.test("take() counts rates exactly that no number is exact for", () => {
  for (const count of [3, 7, 11, 49, 97, 100]) {
    for (const unit of ["s", "m", "h", "d"]) {
      const found = takeAt(`${count}/${unit}`, Array(count + 5).fill(0));
      strictEqual(found.filter(([ok]) => ok).length, count, `${count}/${unit}`);
    }
  }
});

Deno.test("take() forgives a clock that was set back, and not one that differs a little", () => {
  const hour = 3600;
  deepStrictEqual(takeAt("2/m", [0, 0, 0, -1, -1]).map(([ok]) => ok), [
    true,
    true,
    false,
    false,
    false,
  ]);
  deepStrictEqual(takeAt("2/m", [0, 0, -hour, -hour, -hour]).map(([ok]) => ok), [
    true,
    true,
    true,
    true,
    false,
  ]);
  const { step, most, odd } = boundsAt(0, { count: 2, seconds: 60 });
  deepStrictEqual([step, most, odd], [30_000, 60_001, 120_000]);
});
