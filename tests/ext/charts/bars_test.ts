import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { BarChart } from "../../../ext/charts.ts";
import { drawn } from "./_drawn.ts";

const title = "Sales";
const quarters = [
  { quarter: "Q1", free: 100, pro: 50 },
  { quarter: "Q2", free: -50, pro: null },
  { quarter: "Q3", free: -100, pro: -100 },
  { quarter: "Q4", free: 0, pro: 100 },
];
const bars = (chart: unknown) => drawn(chart, "rect").filter((rect) => !/width="12"/.test(rect));
const titles = (chart: unknown) =>
  [...`${chart}`.matchAll(/<title>([^<]*)/g)].map(([, text]) => text);

Deno.test("bars begin at 0, up or down, and tell their numbers", () => {
  const chart = BarChart(quarters, { x: "quarter", y: "free", title });
  deepStrictEqual(bars(chart), [
    'x="3%" y="8" width="19%" height="120" rx="2"',
    'x="28%" y="128" width="19%" height="60" rx="2"',
    'x="53%" y="128" width="19%" height="120" rx="2"',
    'x="78%" y="128" width="19%" height="0" rx="2"',
  ]);
  deepStrictEqual(titles(chart), ["Q1: 100", "Q2: -50", "Q3: -100", "Q4: 0"]);
  deepStrictEqual(drawn(chart, "text").slice(-4).map((text) => text.replace(/ y=".*?"/, "")), [
    'x="12.5%" text-anchor="middle" | Q1',
    'x="37.5%" text-anchor="middle" | Q2',
    'x="62.5%" text-anchor="middle" | Q3',
    'x="87.5%" text-anchor="middle" | Q4',
  ]);
});

Deno.test("several series are side by side, with a legend and a color each", () => {
  const chart = BarChart(quarters.slice(0, 1), {
    x: "quarter",
    y: { free: "Free", pro: "Pro" },
    title,
  });
  deepStrictEqual(bars(chart), [
    'x="40%" y="8" width="9.2%" height="240" rx="2"',
    'x="50%" y="128" width="9.2%" height="120" rx="2"',
  ]);
  deepStrictEqual(titles(chart), ["Q1, Free: 100", "Q1, Pro: 50"]);
  deepStrictEqual(
    drawn(chart, "g").filter((g) => g.includes("chart-bars")),
    [1, 2].map((at) => `fill="var(--chart-${at}, currentColor)" class="chart-bars"`),
  );
  match(
    `${chart}`,
    /<ul class="chart-legend" aria-hidden="true"><li>.*<span>Free<\/span><\/li><li>.*<span>Pro<\/span>/,
  );
  ok(!`${BarChart(quarters, { x: "quarter", y: "free", title })}`.includes("<ul"));
});

Deno.test("on top of each other, numbers below 0 go down by themselves", () => {
  const chart = BarChart(quarters, { x: "quarter", y: ["free", "pro"], stack: true, title });
  // The axis goes from -200 to 200: a pixel is 1.67.
  deepStrictEqual(
    bars(chart).map((bar) => /y="(.*?)".*height="(.*?)"/.exec(bar)!.slice(1).join(" + ")),
    [
      "68 + 60", // free
      "128 + 30",
      "128 + 60",
      "128 + 0",
      "38 + 30", // pro
      "188 + 60",
      "68 + 60",
    ],
  );
});

Deno.test("numbers of both signs in one bar do not cover each other", () => {
  const rows = [{ a: "x", less: -50, more: 100, most: 50 }];
  const chart = BarChart(rows, { x: "a", y: ["less", "more", "most"], stack: true, title });
  const heights = bars(chart).map((bar) =>
    /y="(.*?)".*height="(.*?)"/.exec(bar)!.slice(1).join(" + ")
  );
  deepStrictEqual(heights, ["188 + 60", "68 + 120", "8 + 60"]);
});

Deno.test("lying bars have their names above, and their numbers at the end of the line", () => {
  const rows = [{ page: "/", views: 30 }, { page: "/a", views: 10 }, { page: "/b", views: null }];
  const chart = BarChart(rows, { x: "page", y: "views", horizontal: true, title });
  deepStrictEqual(bars(chart), [
    'x="0%" y="20" width="100%" height="14" rx="2"',
    'x="0%" y="66" width="33.33%" height="14" rx="2"',
  ]);
  deepStrictEqual(drawn(chart, "text"), [
    'x="0" y="13" | /',
    'x="100%" y="13" text-anchor="end" | 30',
    'x="0" y="59" | /a',
    'x="100%" y="59" text-anchor="end" | 10',
    'x="0" y="105" | /b',
  ]);
  match(`${chart}`, /<svg class="chart-plot" width="100%" height="126"/);
});

Deno.test("a lying bar below 0 goes to the left; those on top of each other have their sum", () => {
  const both = BarChart([{ a: "x", n: -10 }, { a: "y", n: 30 }], {
    x: "a",
    y: "n",
    horizontal: true,
    title,
  });
  deepStrictEqual(bars(both).map((bar) => /x="(.*?)".* width="(.*?)"/.exec(bar)!.slice(1)), [[
    "0%",
    "25%",
  ], ["25%", "75%"]]);
  const sum = BarChart(quarters.slice(0, 1), {
    x: "quarter",
    y: ["free", "pro"],
    stack: true,
    horizontal: true,
    title,
  });
  deepStrictEqual(bars(sum).map((bar) => /x="(.*?)".* width="(.*?)"/.exec(bar)!.slice(1)), [[
    "0%",
    "66.67%",
  ], ["66.67%", "33.33%"]]);
  match(`${sum}`, />150<\/text>/);
});

Deno.test("a long name is cut for a narrow chart, and less so for a wide one", () => {
  const page = "/docs/getting-started/installation-on-windows-and-other-systems";
  const html = `${
    BarChart([{ page, views: 1 }], { x: "page", y: "views", horizontal: true, title })
  }`;
  const [short, long] = [...html.matchAll(/class="(chart-s|chart-l1)">([^<]*)<title>([^<]*)/g)];
  deepStrictEqual(short!.slice(1), ["chart-s", "/docs/getting-started/installa…", page]);
  deepStrictEqual(long!.slice(1), [
    "chart-l1",
    "/docs/getting-started/installation-on-windows-and-ot…",
    page,
  ]);
});

Deno.test("bars are links with names, and the chart is no hidden drawing then", () => {
  const href = ({ quarter }: { quarter: string }, key: string) => `/sales?q=${quarter}&of=${key}`;
  for (const horizontal of [false, true]) {
    const chart = BarChart(quarters.slice(0, 1), {
      x: "quarter",
      y: ["free", "pro"],
      horizontal,
      href,
      title,
    });
    deepStrictEqual(drawn(chart, "a"), [
      'href="/sales?q=Q1&amp;of=free" aria-label="Q1, Free: 100"',
      'href="/sales?q=Q1&amp;of=pro" aria-label="Q1, Pro: 50"',
    ]);
    match(`${chart}`, /<svg class="chart-plot"[^>]* role="group" aria-label="Sales">/);
  }
  strictEqual(drawn(BarChart(quarters, { x: "quarter", y: "free", title }), "a").length, 0);
});
