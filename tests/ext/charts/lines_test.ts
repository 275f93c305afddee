import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { AreaChart, LineChart } from "../../../ext/charts.ts";
import { drawn } from "./_drawn.ts";

const title = "Visits";
const week = [
  { day: "Mon", visits: 0, orders: 0 },
  { day: "Tue", visits: 100, orders: 50 },
  { day: "Wed", visits: null, orders: 50 },
  { day: "Thu", visits: 50, orders: 50 },
  { day: "Fri", visits: 100, orders: 0 },
];
const paths = (chart: unknown) => drawn(chart, "path").map((path) => /^d="(.*?)"/.exec(path)![1]);

Deno.test("a line has a gap where a number is missing", () => {
  const chart = LineChart(week, { x: "day", y: "visits", title });
  deepStrictEqual(paths(chart), ["M0 248L250 8M750 128L1000 8"]);
  match(
    drawn(chart, "path")[0]!,
    /fill="none" stroke="var\(--chart-1, currentColor\)" .* vector-effect="non-scaling-stroke"/,
  );
  match(
    `${chart}`,
    /viewBox="0 0 1000 272" width="100%" height="272" preserveAspectRatio="none"><path/,
  );
  deepStrictEqual(drawn(chart, "circle").map((circle) => circle.replace(' r="3"', "")), [
    'cx="0%" cy="248"',
    'cx="25%" cy="8"',
    'cx="75%" cy="128"',
    'cx="100%" cy="8"',
  ]);
});

Deno.test("stripes tell all numbers of a place under the mouse", () => {
  const chart = LineChart(week, { x: "day", y: ["visits", "orders"], title });
  deepStrictEqual(drawn(chart, "title").length, 0);
  deepStrictEqual([...`${chart}`.matchAll(/<title>([^<]*)/g)].map(([, text]) => text), [
    "Mon\nVisits: 0\nOrders: 0",
    "Tue\nVisits: 100\nOrders: 50",
    "Wed\nOrders: 50",
    "Thu\nVisits: 50\nOrders: 50",
    "Fri\nVisits: 100\nOrders: 0",
  ]);
  const bands = drawn(chart, "rect").filter((rect) => rect.includes("chart-band"));
  deepStrictEqual(
    bands.map((band) => /x="(.*?)".* width="(.*?)"/.exec(band)!.slice(1).join(" + ")),
    [
      "0% + 12.5%",
      "12.5% + 25%",
      "37.5% + 25%",
      "62.5% + 25%",
      "87.5% + 12.5%",
    ],
  );
});

Deno.test("dates are at their distances, in their order, under labels of the calendar", () => {
  const day = (text: string, n: number) => ({ at: new Date(`2026-05-${text}`), n });
  const rows = [day("11", 1), day("01", 1), day("03", 3)];
  const chart = LineChart(rows, { x: "at", y: "n", title });
  deepStrictEqual(paths(chart), ["M0 248L200 8L1000 248"]);
  deepStrictEqual(drawn(chart, "text").slice(-6).map((text) => text.split(" | ")[1]), [
    "May 1",
    "May 3",
    "May 5",
    "May 7",
    "May 9",
    "May 11",
  ]);
});

Deno.test("numbers along the x axis have round labels", () => {
  const rows = [0.7, 1.2, 3.4].map((weight) => ({ weight, n: 1 }));
  const labels = drawn(LineChart(rows, { x: "weight", y: "n", title }), "text")
    .filter((text) => text.includes('y="266"')).map((text) => text.split(" | ")[1]);
  deepStrictEqual(labels, ["1", "1.5", "2", "2.5", "3"]);
});

Deno.test("one point is a mark in the middle, and so is one between two gaps", () => {
  const one = LineChart([{ day: new Date(0), n: 5 }], { x: "day", y: "n", title });
  deepStrictEqual(drawn(one, "circle"), ['cx="50%" cy="48" r="3"']);
  match(`${one}`, />Jan 1, 1970<\/text>/);
  const many = Array.from({ length: 50 }, (_, x) => ({ x, n: x === 20 || x > 40 ? x : null }));
  deepStrictEqual(drawn(LineChart(many, { x: "x", y: "n", title }), "circle").length, 1);
});

Deno.test("an axis begins near the lowest number, or at 0", () => {
  const rows = [{ day: "Mon", n: 95 }, { day: "Tue", n: 99 }];
  const first = (chart: unknown) => drawn(chart, "text")[0]!.split(" | ")[1];
  strictEqual(first(LineChart(rows, { x: "day", y: "n", title })), "95");
  strictEqual(first(LineChart(rows, { x: "day", y: "n", title, zero: true })), "0");
  strictEqual(first(AreaChart(rows, { x: "day", y: "n", title })), "0");
});

Deno.test("an area goes down to 0, each part between two gaps by itself", () => {
  const chart = AreaChart(week, { x: "day", y: "visits", title });
  deepStrictEqual(paths(chart), [
    "M0 248L250 8L250 248L0 248ZM750 128L1000 8L1000 248L750 248Z",
    "M0 248L250 8M750 128L1000 8",
  ]);
  match(drawn(chart, "path")[0]!, /fill-opacity="0.2"/);
  const below = [{ day: "Mon", n: -4 }, { day: "Tue", n: 4 }];
  deepStrictEqual(
    paths(AreaChart(below, { x: "day", y: "n", title }))[0],
    "M0 248L1000 8L1000 128L0 128Z",
  );
});

Deno.test("areas on top of each other: the upper one begins where the lower ends, a gap is 0", () => {
  const chart = AreaChart(week, { x: "day", y: ["visits", "orders"], stack: true, title });
  // 150 is the most, so the axis goes to 150.
  deepStrictEqual(paths(chart), [
    "M0 248L250 8L500 168L750 88L1000 88L1000 88L750 168L500 248L250 88L0 248Z",
    "M0 248L250 8L500 168L750 88L1000 88",
    "M0 248L250 88L500 248L750 168L1000 88L1000 248L0 248Z",
    "M0 248L250 88L500 248L750 168L1000 88",
  ]);
  throws(
    () => AreaChart([{ day: "Mon", a: -1, b: 1 }], { x: "day", y: ["a", "b"], stack: true, title }),
    {
      message:
        'Cannot draw "Visits": a of row 1 is below 0, expected no such number where areas are ' +
        "on top of each other",
    },
  );
});

Deno.test("a line of 100,000 points has 800, and its table a summary", () => {
  const rows = Array.from({ length: 100_000 }, (_, x) => ({ x, n: x === 5_000 ? 99 : x % 7 }));
  const html = `${LineChart(rows, { x: "x", y: "n", title })}`;
  ok(html.length < 20_000, `${html.length} bytes`);
  match(html, /<th scope="row">Highest<\/th><td>99 \(5,000\)<\/td>/);
  ok(!html.includes("chart-band") && !html.includes("<circle"));
});
