import { deepStrictEqual, match, throws } from "node:assert";
import { DonutChart } from "../../../ext/charts.ts";
import { hasSum } from "../../../ext/charts/donut.ts";
import { readRows } from "../../../ext/charts/series.ts";
import { cells, drawn } from "./_drawn.ts";

const title = "Plans";
const plans = [{ plan: "Free", users: 25 }, { plan: "Pro", users: 75 }, { plan: "None", users: 0 }];
const rings = (chart: unknown) =>
  drawn(chart, "circle").map((ring) =>
    /stroke-dasharray="(.*?)" stroke-dashoffset="(.*?)"/.exec(ring)!.slice(1)
  );

Deno.test("slices are parts of the sum, the largest first; what is 0 has none", () => {
  const chart = DonutChart(plans, { x: "plan", y: "users", title });
  deepStrictEqual(rings(chart), [["74.4 25.6", "0"], ["24.4 75.6", "-75"]]);
  match(`${chart}`, /<title>Pro: 75 \(75%\)<\/title>.*<title>Free: 25 \(25%\)<\/title>/);
  match(`${chart}`, /<span>Pro<\/span><b>75<\/b><small>75%<\/small>/);
  match(`${chart}`, /font-weight="600"[^>]*>100<\/text>/);
  deepStrictEqual(cells(chart), ["Plan | Users", "Free | 25", "Pro | 75", "None | 0"]);
});

Deno.test("one slice is a whole ring", () => {
  deepStrictEqual(rings(DonutChart(plans.slice(0, 1), { x: "plan", y: "users", title })), [[
    "100 0",
    "0",
  ]]);
});

Deno.test("more than eight slices: the smallest are one, which leads nowhere", () => {
  const many = [..."abcdefghij"].map((plan, i) => ({ plan, users: i + 1 }));
  const chart = DonutChart(many, {
    x: "plan",
    y: "users",
    title,
    href: ({ plan }) => `/${plan}`,
    texts: { other: "Rest" },
  });
  const names = [
    ...`${chart}`.matchAll(/(?:<a href="([^"]*)">|<span>)(\w+)<\/(?:a|span)><b>(\d+)/g),
  ];
  deepStrictEqual(names.map(([, href, name, value]) => `${href} ${name} ${value}`), [
    ..."jihgfed".split("").map((name, i) => `/${name} ${name} ${10 - i}`),
    "undefined Rest 6",
  ]);
  deepStrictEqual(
    drawn(chart, 'a href="/j" tabindex="-1"').length + drawn(chart, "circle").length,
    8,
  );
  match(`${chart}`, /<a href="\/j" tabindex="-1"><circle/);
});

Deno.test("the text in the middle may be another", () => {
  match(
    `${DonutChart(plans, { x: "plan", y: "users", title, center: "100 users" })}`,
    /font-size="15"[^>]*>100 users</,
  );
});

Deno.test("a sum of 0 is no data, and a number below 0 an error", () => {
  const none = DonutChart([{ plan: "Free", users: 0 }], { x: "plan", y: "users", title });
  deepStrictEqual(
    `${none}`,
    '<figure class="chart"><figcaption>Plans</figcaption><p>No data</p></figure>',
  );
  const read = (users: number) =>
    readRows([{ plan: "a", users }], { x: "plan", y: "users", title } as never);
  deepStrictEqual([hasSum(read(0)), hasSum(read(1))], [false, true]);
  throws(
    () => DonutChart([...plans, { plan: "Owed", users: -1 }], { x: "plan", y: "users", title }),
    {
      message: 'Cannot draw "Plans": users of row 4 is below 0, expected a part of a sum',
    },
  );
});
