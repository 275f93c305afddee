import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { Sparkline } from "../../../ext/charts.ts";
import { drawSparkline } from "../../../ext/charts/sparkline.ts";

const START =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 24" width="100" height="24" role="img"';

Deno.test("a sparkline is an image that tells the first, the last and the extremes", () => {
  strictEqual(
    `${Sparkline([3, 5, null, 9, 6], { title: "Visits", color: "red" })}`,
    `${START} aria-label="Visits: First 3, Last 6, Lowest 3, Highest 9" class="sparkline">` +
      '<path d="M3 21L26.5 15M73.5 3L97 12" fill="none" stroke="red" stroke-width="1.5" ' +
      'stroke-linejoin="round"></path><circle cx="97" cy="12" r="2" fill="red"></circle></svg>',
  );
});

Deno.test("a sparkline of none, of one, and of equal numbers", () => {
  const inside = (values: (number | null)[]) =>
    /aria-label="(.*?)".*<path d="(.*?)".*?<\/path>(?:<circle cx="(.*?)" cy="(.*?)")?/.exec(
      `${drawSparkline(values, { title: "Visits", texts: { none: "nichts" } })}`,
    )!.slice(1);
  deepStrictEqual(inside([]), ["Visits: nichts", "", undefined, undefined]);
  deepStrictEqual(inside([null]), ["Visits: nichts", "", undefined, undefined]);
  deepStrictEqual(inside([7]), [
    "Visits: First 7, Last 7, Lowest 7, Highest 7",
    "M50 3",
    "50",
    "3",
  ]);
  deepStrictEqual(inside([7, 7]).slice(1), ["M3 3L97 3", "97", "3"]);
});

Deno.test("a sparkline of many numbers is no longer than one that is seen", () => {
  ok(
    `${Sparkline(Array.from({ length: 100_000 }, (_, i) => i % 9), { title: "Visits" })}`.length <
      6_000,
  );
});

Deno.test("a sparkline of what are no numbers is an error", () => {
  throws(() => Sparkline([1, NaN], { title: "Visits" }), {
    message: 'Cannot draw "Visits": value 2 is NaN, expected a number below 1e300 or null',
  });
  throws(() => Sparkline([1], {} as { title: string }), /no title, expected what it shows/);
});
