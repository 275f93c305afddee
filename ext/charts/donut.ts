/** A donut: the parts of a sum. */
import { A, B, type Child, Div, Li, makeTag, Small, Span, Title, Ul } from "../../mod.ts";
import { Circle, G, Svg, type SvgAttrs, Text } from "../svg.ts";
import { toNumberText, toXText } from "./formats.ts";
import { word } from "./messages.ts";
import { toSwatch } from "./parts.ts";
import type { AnyRow, ChartData } from "./series.ts";
import type { DonutChartOptions } from "./types.ts";

/** As many slices as there are colors; the last one may be all others together. */
const MOST = 8;

/** The size of the drawing in pixels, and the ring's middle and width. */
const SIZE = 180, RADIUS = 72, RING = 32;

interface Slice {
  readonly name: string;
  readonly value: number;
  readonly color: string;
  /** The row, or undefined for those together. */
  readonly row: AnyRow | undefined;
}

type Options = DonutChartOptions<AnyRow>;

const link = makeTag<SvgAttrs>("a");

/** Whether there is anything to draw: a sum above 0. */
export function hasSum({ series }: ChartData): boolean {
  return series[0]!.values.some((value) => value !== null && value > 0);
}

/** Draws the slices, the largest first, beside their names. */
export function drawDonut(data: ChartData, options: Options): Child[] {
  const { href, y, locale = "en" } = options;
  const slices = toSlices(data, options);
  const sum = slices.reduce((all, { value }) => all + value, 0);
  const number = toNumberText(options);
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  let start = 0;
  const rings = slices.map(({ name, value, color, row }) => {
    const length = value / sum * 100;
    // A thin gap between two slices, unless there is one alone or hardly any.
    const drawn = length > 2 && length < 100 ? length - 0.6 : length;
    const ring = Circle(
      {
        r: RADIUS,
        stroke: color,
        pathLength: 100,
        stroke_dasharray: `${round(drawn)} ${round(100 - drawn)}`,
        stroke_dashoffset: -round(start),
      },
      Title(`${name}: ${number(value)} (${share.format(value / sum)})`),
    );
    start += length;
    return href && row ? link({ href: href(row, y), tabindex: -1 }, ring) : ring;
  });
  const middle = options.center ?? number(sum);
  return [
    Div(
      { cls: "chart-donut" },
      Svg(
        { w: SIZE, h: SIZE, aria_hidden: "true" },
        G(
          {
            cls: "chart-bars",
            fill: "none",
            stroke_width: RING,
            transform: `translate(${SIZE / 2} ${SIZE / 2}) rotate(-90)`,
          },
          rings,
        ),
        Text(middle, {
          x: SIZE / 2,
          y: SIZE / 2,
          dy: ".35em",
          text_anchor: "middle",
          fill: "currentColor",
          font_size: middle.length > 7 ? 15 : 22,
          font_weight: 600,
        }),
      ),
      Ul(
        { cls: "chart-legend" },
        slices.map(({ name, value, color, row }) =>
          Li(
            toSwatch(color),
            href && row ? A(name, { href: href(row, y) }) : Span(name),
            B(number(value)),
            Small(share.format(value / sum)),
          )
        ),
      ),
    ),
  ];
}

function toSlices({ rows, xs, series: [one] }: ChartData, options: Options): Slice[] {
  const { title, texts, colors = [] } = options;
  const negative = one!.values.findIndex((value) => value !== null && value < 0);
  if (negative >= 0) {
    throw new TypeError(
      `Cannot draw "${title}": ${one!.key} of row ${
        negative + 1
      } is below 0, expected a part of a sum`,
    );
  }
  const text = toXText(xs, options);
  const all = xs.map((x, at) => ({ name: text(x), value: one!.values[at] ?? 0, row: rows[at] }))
    .filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  const shown: Omit<Slice, "color">[] = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const rest = all.slice(shown.length).reduce((sum, { value }) => sum + value, 0);
  if (rest > 0) {
    shown.push({
      name: texts?.other ?? `${word("other")}`,
      value: rest,
      row: undefined,
    });
  }
  return shown.map((slice, at) => ({
    ...slice,
    color: colors[at] ?? `var(--chart-${at + 1}, currentColor)`,
  }));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
