/** What charts have around their plots: the figure, the legend, and a table for screen readers. */
import {
  Caption,
  type Child,
  Div,
  Figcaption,
  Figure,
  type FT,
  Li,
  P,
  Span,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Ul,
} from "../../mod.ts";
import { Rect, Svg } from "../svg.ts";
import { toNumberText, toXText } from "./formats.ts";
import { word } from "./messages.ts";
import { type AnyRow, type ChartData, type Series, toTitle } from "./series.ts";
import type { ChartOptions } from "./types.ts";

/** Tables with more rows would keep a screen reader busy for minutes: they have a summary. */
const MOST_ROWS = 200;

/** Makes a chart of its parts; without any number it says so. */
export function toFigure(
  data: ChartData,
  options: ChartOptions<AnyRow>,
  draw: () => Child[],
  hasNumbers = data.series.some(({ values }) => values.some((value) => value !== null)),
): FT {
  const { title, hideTitle, texts } = options;
  return Figure(
    { cls: "chart" },
    Figcaption(title, { cls: hideTitle && "chart-data" }),
    hasNumbers ? [draw(), toTable(data, options)] : P(texts?.none ?? word("none")),
  );
}

/** Makes the legend of several series. */
export function toLegend(series: readonly Series[]): FT | undefined {
  if (series.length < 2) return undefined;
  return Ul(
    { cls: "chart-legend", aria_hidden: "true" },
    series.map(({ label, color }) => Li(toSwatch(color), Span(label))),
  );
}

/** Makes the colored square before a name of a legend. */
export function toSwatch(color: string): FT {
  return Svg(
    { w: 12, h: 12, aria_hidden: "true" },
    Rect({ width: 12, height: 12, rx: 3, fill: color }),
  );
}

function toTable(data: ChartData, options: ChartOptions<AnyRow>): FT {
  const { title, x, xLabel = toTitle(x) } = options;
  return Div(
    { cls: "chart-data" },
    Table(
      Caption(title),
      Thead(
        Tr([
          xLabel,
          ...data.series.map(({ label }) => label),
        ].map((label) => Th(label, { scope: "col" }))),
      ),
      Tbody(
        (data.rows.length > MOST_ROWS ? toSummary(data, options) : toCells(data, options))
          .map(([name, ...cells]) => Tr(Th(name, { scope: "row" }), cells.map((cell) => Td(cell)))),
      ),
    ),
  );
}

function toCells({ xs, series }: ChartData, options: ChartOptions<AnyRow>): string[][] {
  const xText = toXText(xs, options), number = toNumberText(options);
  return xs.map((x, at) => [
    xText(x),
    ...series.map(({ values }) => values[at] === null ? "–" : number(values[at]!)),
  ]);
}

/** The first, the last, the lowest and the highest number of each series, and where it is. */
function toSummary({ xs, series }: ChartData, options: ChartOptions<AnyRow>): string[][] {
  const { texts } = options;
  const xText = toXText(xs, options), number = toNumberText(options);
  const write = (at: number, values: Series["values"]) =>
    at < 0 ? "–" : `${number(values[at]!)} (${xText(xs[at]!)})`;
  const row = (name: string, find: (values: Series["values"]) => number) => [
    name,
    ...series.map(({ values }) => write(find(values), values)),
  ];
  return [
    row(
      texts?.first ?? `${word("first")}`,
      (values) => values.findIndex((value) => value !== null),
    ),
    row(
      texts?.last ?? `${word("last")}`,
      (values) => values.findLastIndex((value) => value !== null),
    ),
    row(texts?.lowest ?? `${word("lowest")}`, (values) => findMost(values, -1)),
    row(texts?.highest ?? `${word("highest")}`, (values) => findMost(values, 1)),
  ];
}

/** Where the highest number is, or with -1 the lowest. */
function findMost(values: Series["values"], sign: 1 | -1): number {
  let found = -1;
  values.forEach((value, at) => {
    if (value !== null && (found < 0 || sign * value > sign * values[found]!)) found = at;
  });
  return found;
}
