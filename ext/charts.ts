/**
 * Charts as SVG that the server draws: lines, areas, bars, donuts and sparklines. No script, no
 * inline style; a table says the same to screen readers. For charts to zoom in there is `PlotlyJS`
 * of `ext/js`.
 *
 * @module
 */
import { Asset, type FT } from "../mod.ts";
import { makeOptionCheck } from "../lib/option_check.ts";
import { drawBars } from "./charts/bars.ts";
import { drawDonut, hasSum } from "./charts/donut.ts";
import { drawLines } from "./charts/lines.ts";
import { toFigure } from "./charts/parts.ts";
import { type AnyRow, inOrder, readRows } from "./charts/series.ts";
import { drawSparkline } from "./charts/sparkline.ts";
import { STYLE } from "./charts/style.ts";
import type {
  AreaChartOptions,
  BarChartOptions,
  DonutChartOptions,
  LineChartOptions,
  SparklineOptions,
} from "./charts/types.ts";

export { CHART_MESSAGES, type ChartMessages, chartMessages } from "./charts/messages.ts";
export type * from "./charts/types.ts";

/**
 * The style sheet of charts, for `hdrs`. It defines `--chart-1` to `--chart-8`, light and dark by
 * the page's `color-scheme`; a page's own `:root` comes before them.
 */
export const chartStyle: Asset = new Asset("charts.css", STYLE);

const FORMATS = {
  format: true,
  dateFormat: true,
  locale: true,
  timeZone: true,
  texts: true,
} as const;
const ROWS = {
  ...FORMATS,
  x: true,
  y: true,
  title: true,
  hideTitle: true,
  colors: true,
  xLabel: true,
} as const;
const AXES = { ...ROWS, height: true, min: true, max: true } as const;

const checkLines = makeOptionCheck<LineChartOptions<AnyRow>>("draw a line chart", {
  ...AXES,
  zero: true,
});
const checkAreas = makeOptionCheck<AreaChartOptions<AnyRow>>("draw an area chart", {
  ...AXES,
  stack: true,
});
const checkBars = makeOptionCheck<BarChartOptions<AnyRow>>("draw a bar chart", {
  ...AXES,
  stack: true,
  horizontal: true,
  href: true,
});
const checkDonut = makeOptionCheck<DonutChartOptions<AnyRow>>("draw a donut chart", {
  ...ROWS,
  center: true,
  href: true,
});
const checkSparkline = makeOptionCheck<SparklineOptions>("draw a sparkline", {
  ...FORMATS,
  title: true,
  width: true,
  height: true,
  color: true,
});

/**
 * Draws columns of rows as lines. A missing number is a gap.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { chartStyle, LineChart } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ hdrs: [chartStyle] });
 * const days = [{ day: "Mon", visits: 3 }, { day: "Tue", visits: null }, { day: "Wed", visits: 7 }];
 * rt("/", () => LineChart(days, { x: "day", y: "visits", title: "Visits of the week" }));
 *
 * match(await (await app.request("/")).text(), /<th scope="row">Wed<\/th><td>7<\/td>/);
 * ```
 */
export function LineChart<Row extends object>(
  rows: Iterable<Row>,
  options: LineChartOptions<Row>,
): FT {
  checkLines(options);
  const given = options as unknown as LineChartOptions<AnyRow>;
  const data = inOrder(readRows(rows, given));
  return toFigure(data, given, () => drawLines(data, given, { area: false }));
}

/**
 * Draws columns of rows as lines with the area to 0 filled, or on top of each other.
 *
 * @example
 * ```ts
 * import { AreaChart } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * const months = [{ month: "Jan", sales: 12 }, { month: "Feb", sales: 15 }];
 * const chart = AreaChart(months, { x: "month", y: "sales", title: "Sales" });
 * match(`${chart}`, /<th scope="row">Feb<\/th><td>15<\/td>/);
 * ```
 */
export function AreaChart<Row extends object>(
  rows: Iterable<Row>,
  options: AreaChartOptions<Row>,
): FT {
  checkAreas(options);
  const given = options as unknown as AreaChartOptions<AnyRow>;
  const data = inOrder(readRows(rows, given));
  return toFigure(data, given, () => drawLines(data, given, { area: true }));
}

/**
 * Draws columns of rows as bars from 0: side by side, on top of each other, or from left to right.
 *
 * @example
 * ```ts
 * import { BarChart } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * const shops = [{ shop: "Bonn", sales: 12, returns: 1 }, { shop: "Kiel", sales: 15, returns: 0 }];
 * const chart = BarChart(shops, { x: "shop", y: ["sales", "returns"], title: "Shops" });
 * match(`${chart}`, /<th scope="row">Bonn<\/th><td>12<\/td><td>1<\/td>/);
 * ```
 */
export function BarChart<Row extends object>(
  rows: Iterable<Row>,
  options: BarChartOptions<Row>,
): FT {
  checkBars(options);
  const given = options as unknown as BarChartOptions<AnyRow>;
  const data = readRows(rows, given);
  return toFigure(data, given, () => drawBars(data, given));
}

/**
 * Draws a column of rows as parts of its sum, the largest first.
 *
 * @example
 * ```ts
 * import { DonutChart } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * const browsers = [{ name: "Firefox", users: 30 }, { name: "Chrome", users: 70 }];
 * const chart = DonutChart(browsers, { x: "name", y: "users", title: "Browsers" });
 * match(`${chart}`, /<th scope="row">Chrome<\/th>/);
 * ```
 */
export function DonutChart<Row extends object>(
  rows: Iterable<Row>,
  options: DonutChartOptions<Row>,
): FT {
  checkDonut(options);
  const given = options as unknown as DonutChartOptions<AnyRow>;
  const data = readRows(rows, given);
  return toFigure(data, given, () => drawDonut(data, given), hasSum(data));
}

/**
 * Draws numbers as a line as small as a word, in a table or beside a number.
 *
 * @example
 * ```ts
 * import { Sparkline } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * match(
 *   `${Sparkline([3, 5, null, 9], { title: "Visits" })}`,
 *   /aria-label="Visits: First 3, Last 9, Lowest 3, Highest 9"/,
 * );
 * ```
 */
export function Sparkline(
  values: Iterable<number | bigint | null | undefined>,
  options: SparklineOptions,
): FT {
  checkSparkline(options);
  return drawSparkline(values, options);
}
