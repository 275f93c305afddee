import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { percent, round, toAxis, toPlot, toWide } from "../../../ext/charts/plot.ts";
import type { AnyRow } from "../../../ext/charts/series.ts";
import type { AxisOptions } from "../../../ext/charts/types.ts";

const axis = (values: number[], options: Partial<AxisOptions<AnyRow>> = {}) =>
  toAxis(values, { title: "Visits", x: "a", y: "b", ...options });

Deno.test("the y axis has all numbers, and those that the program names", () => {
  deepStrictEqual(axis([3, 9]).ticks, [2, 4, 6, 8, 10]);
  deepStrictEqual([axis([0, 2]).ticks, axis([0, 2.5]).ticks], [[0, 1, 2], [0, 1, 2, 3]]);
  deepStrictEqual(axis([0, 1.5]).ticks, [0, 0.5, 1, 1.5]);
  deepStrictEqual(axis([3, 9], { min: 0, max: 20 }).ticks, [0, 5, 10, 15, 20]);
  deepStrictEqual(axis([3, 9], { min: 5, max: 6 }).ticks, [2, 4, 6, 8, 10]);
  deepStrictEqual(axis([3, 9], { height: 120 }).ticks, [0, 5, 10]);
  deepStrictEqual(axis([0, 1], { format: { style: "percent" } }).ticks, [0, 0.25, 0.5, 0.75, 1]);
  const { y, width, height } = axis([0, 100], { height: 200 });
  deepStrictEqual([y(0), y(100), y(33.33), width, height], [208, 8, 141.3, 32, 232]);
});

Deno.test("an axis without a height or with a bound that is none is an error", () => {
  const message = (what: string) => `Cannot draw "Visits": ${what}`;
  throws(() => axis([1], { height: 0 }), {
    message: message("height is 0, expected 40 to 4000 pixels"),
  });
  throws(() => axis([1], { height: NaN }), {
    message: message("height is NaN, expected 40 to 4000 pixels"),
  });
  throws(() => axis([1], { min: -Infinity }), {
    message: message("min is -Infinity, expected a number"),
  });
});

Deno.test("a plot has its axes around the shapes", () => {
  const label = { at: 0.5, text: "May", anchor: "middle", level: 1 } as const;
  const letters = 'fill="currentColor" font-size="12"';
  strictEqual(
    `${toPlot(axis([0, 1], { height: 40 }), [label], "shapes")}`,
    '<div class="chart-body"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 72" width="16" ' +
      `height="72" aria-hidden="true"><g ${letters} text-anchor="end">` +
      '<text x="8" y="48" dy=".35em">0</text><text x="8" y="8" dy=".35em">1</text></g></svg>' +
      '<svg class="chart-plot" width="100%" height="72" overflow="visible" aria-hidden="true">' +
      '<g stroke="currentColor" stroke-opacity="0.15" aria-hidden="true">' +
      '<line x1="0" y1="48" x2="100%" y2="48" stroke-opacity="0.6"></line>' +
      '<line x1="0" y1="8" x2="100%" y2="8"></line></g>shapes' +
      `<g ${letters} aria-hidden="true">` +
      '<text x="50%" y="66" text-anchor="middle" class="chart-l1">May</text></g></svg></div>',
  );
});

Deno.test("a drawing with a name is told to screen readers", () => {
  const attrs = 'class="chart-plot" width="100%" height="9" overflow="visible"';
  strictEqual(`${toWide(9, "Visits")}`, `<svg ${attrs} role="group" aria-label="Visits"></svg>`);
  strictEqual(`${toWide(9, undefined)}`, `<svg ${attrs} aria-hidden="true"></svg>`);
});

Deno.test("percents and pixels are short", () => {
  deepStrictEqual([percent(1 / 3), percent(1), round(1 / 3)], ["33.33%", "100%", 0.3]);
});
