import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { database, fastApp } from "../../mod.ts";
import {
  AreaChart,
  BarChart,
  chartStyle,
  DonutChart,
  LineChart,
  Sparkline,
} from "../../ext/charts.ts";
import { cells } from "./charts/_drawn.ts";

class Day {
  static types = { orders: Number };
  id = 0;
  day = new Date(0);
  place = "";
  visits = 0;
  orders: number | null = null;
}

const rows: Day[] = [1, 2, 3].map((id) =>
  Object.assign(new Day(), {
    id,
    day: new Date(`2026-05-0${id}`),
    place: `Place ${id}`,
    visits: id * 10,
  })
);

Deno.test("a page with a chart loads the style sheet, which browsers keep", async () => {
  const { app, rt } = fastApp({ hdrs: [chartStyle], csp: true });
  rt("/", () => BarChart(rows, { x: "place", y: "visits", title: "Visits" }));
  const page = await (await app.request("/")).text();
  const [, url] = /href="(\/_fasthtml\/charts\.[\da-f]{12}\.css)"/.exec(page)!;
  const { status, headers } = await app.request(url!);
  deepStrictEqual([status, headers.get("content-type")], [200, "text/css; charset=utf-8"]);
  match(headers.get("cache-control")!, /immutable/);
});

Deno.test("no chart has an inline style, a script, or an id that two could share", () => {
  const all = [
    LineChart(rows, { x: "day", y: ["visits", "orders"], title: "A" }),
    AreaChart(rows, { x: "day", y: "visits", title: "A" }),
    BarChart(rows, {
      x: "place",
      y: "visits",
      horizontal: true,
      title: "A",
      href: ({ id }) => `/${id}`,
    }),
    DonutChart(rows, { x: "place", y: "visits", title: "A" }),
    Sparkline([1, 2], { title: "A" }),
  ].join("");
  ok(!/ style=|<style|<script| id=| on\w+=/.test(all));
});

Deno.test("rows of a table are drawn, and a fragment is the whole chart", async () => {
  const db = database(":memory:");
  const days = db.create(Day);
  for (const row of rows) days.insert(row);
  const { app, rt } = fastApp();
  rt(
    "/chart",
    () =>
      LineChart(days({ orderBy: "id" }), { x: "day", y: "visits", title: "Visits" }).with({
        id: "c",
      }),
  );
  const fragment = await (await app.request("/chart", { headers: { "hx-request": "true" } }))
    .text();
  match(fragment, /^<figure class="chart" id="c"><figcaption>Visits<\/figcaption>[^]*<\/figure>$/);
  deepStrictEqual(cells(fragment), [
    "Day | Visits",
    "May 1, 2026 | 10",
    "May 2, 2026 | 20",
    "May 3, 2026 | 30",
  ]);
  db.close();
});

Deno.test("texts of rows are escaped, in the drawing and in the table", () => {
  const evil = [{ name: '<script>"&', n: 1 }];
  const all = [
    BarChart(evil, { x: "name", y: { n: "<b>" }, title: "<i>" }),
    BarChart(evil, { x: "name", y: "n", horizontal: true, title: "<i>", href: () => '/"><b>' }),
    DonutChart(evil, { x: "name", y: "n", title: "<i>", colors: ['"><b>'] }),
    LineChart(evil, { x: "name", y: "n", title: "<i>" }),
    Sparkline([1], { title: '"><i>' }),
  ].join("");
  ok(!/<script|<i>|<b>[^\d]/.test(all), all);
});

Deno.test("every number is in the table, as it is in the rows", () => {
  const numbers = [0, -0.5, 1e-7, 123456.789, 1e20, -7].map((n, i) => ({ name: `${i}`, n }));
  const found = cells(BarChart(numbers, { x: "name", y: "n", title: "A" })).slice(1).map((row) =>
    row.split(" | ")[1]
  );
  deepStrictEqual(found, ["0", "-0.5", "1E-7", "123,456.789", "1E20", "-7"]);
});

Deno.test("a thousand points are small", () => {
  const many = Array.from(
    { length: 1000 },
    (_, i) => ({ at: new Date(i * 3.6e6), ms: (i * 7919) % 997 }),
  );
  const size = `${LineChart(many, { x: "at", y: "ms", title: "Latency" })}`.length;
  ok(size < 16_000, `${size} bytes`);
});

Deno.test("columns are checked by the compiler, and their names at run time", () => {
  // @ts-expect-error: it is "visits".
  const misspelt = () => LineChart(rows, { x: "day", y: "vists", title: "A" });
  // @ts-expect-error: a text is no number.
  const text = () => BarChart(rows, { x: "day", y: ["visits", "place"], title: "A" });
  // @ts-expect-error: it is "place".
  const x = () => BarChart(rows, { x: "plaze", y: "visits", title: "A" });
  // @ts-expect-error: a chart has a title.
  const untitled = () => DonutChart(rows, { x: "place", y: "visits" });
  // @ts-expect-error: a row has no "page".
  BarChart(rows, { x: "place", y: "visits", title: "A", href: ({ page }) => `${page}` });
  throws(misspelt, { message: 'Cannot draw "A": no row has "vists", expected visits' });
  throws(text, {
    message: 'Cannot draw "A": place of row 1 is "Place 1", expected a number below 1e300 or null',
  });
  throws(x, { message: 'Cannot draw "A": no row has "plaze", expected place' });
  throws(untitled, {
    message: "Cannot draw a chart: no title, expected what it shows in a few words",
  });
  strictEqual(
    `${BarChart(rows, { x: "place", y: { visits: "All", orders: "Sold" }, title: "A" })}`.includes(
      "Sold",
    ),
    true,
  );
});
