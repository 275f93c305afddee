import { deepStrictEqual, match, strictEqual } from "node:assert";
import { BarChart, LineChart } from "../../../ext/charts.ts";
import { toLegend, toSwatch } from "../../../ext/charts/parts.ts";
import { cells } from "./_drawn.ts";

const title = "Visits <all>";

Deno.test("the table has each number as it is written elsewhere, and – for a gap", () => {
  const rows = [{ day: new Date("2026-05-01"), a: 1234.5, b: null }, {
    day: new Date("2026-05-02"),
    a: -1,
    b: 2n,
  }];
  const options = {
    x: "day",
    y: { a: "Sold", b: "Lent" },
    title,
    xLabel: "Tag",
    locale: "de",
  } as const;
  deepStrictEqual(cells(LineChart(rows, options)), [
    "Tag | Sold | Lent",
    "01.05.2026 | 1.234,5 | –",
    "02.05.2026 | -1 | 2",
  ]);
  match(
    `${LineChart(rows, options)}`,
    /<div class="chart-data"><table><caption>Visits &lt;all&gt;<\/caption>/,
  );
});

Deno.test("more than 200 rows have a summary", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, x) => ({ x, n: x === 0 ? null : (x * 7) % 11 }));
  strictEqual(cells(BarChart(rows(200), { x: "x", y: "n", title })).length, 201);
  const texts = { first: "Zuerst", last: "Zuletzt" };
  deepStrictEqual(cells(BarChart(rows(201), { x: "x", y: "n", title, texts })), [
    "X | N",
    "Zuerst | 7 (1)",
    "Zuletzt | 3 (200)",
    "Lowest | 0 (11)",
    "Highest | 10 (3)",
  ]);
});

Deno.test("without a number a chart says so; a title may be for screen readers alone", () => {
  strictEqual(
    `${
      LineChart([], {
        x: "a" as never,
        y: "b" as never,
        title,
        hideTitle: true,
        texts: { none: "Nichts" },
      })
    }`,
    '<figure class="chart"><figcaption class="chart-data">Visits &lt;all&gt;</figcaption><p>Nichts</p></figure>',
  );
  match(`${BarChart([{ a: "x", b: null }], { x: "a", y: "b", title })}`, /<p>No data<\/p>/);
});

Deno.test("a legend is for several series", () => {
  const one = { key: "a", label: "A", color: "red", values: [] };
  strictEqual(toLegend([one]), undefined);
  const swatch = toSwatch("red");
  strictEqual(
    `${toLegend([one, one])}`,
    `<ul class="chart-legend" aria-hidden="true">${
      `<li>${swatch}<span>A</span></li>`.repeat(2)
    }</ul>`,
  );
  match(`${swatch}`, /<rect x="0" y="0" width="12" height="12" rx="3" fill="red">/);
});
