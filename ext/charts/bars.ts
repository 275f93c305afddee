/** Bars, upright or lying. */
import { type Child, makeTag, Title } from "../../mod.ts";
import { G, Rect, type SvgAttrs, Text } from "../svg.ts";
import { toNumberText, toXText } from "./formats.ts";
import { LETTERS, placeLabels, shorten, textWidth, WIDTHS } from "./labels.ts";
import { toLegend } from "./parts.ts";
import { type Axis, percent, round, toAxis, toPlot, toWide } from "./plot.ts";
import type { AnyRow, ChartData, X } from "./series.ts";
import { toRange } from "./ticks.ts";
import type { BarChartOptions } from "./types.ts";

/** A bar: of which row and series, and from which number to which. */
interface Bar {
  readonly at: number;
  readonly one: number;
  readonly from: number;
  readonly to: number;
}

type Options = BarChartOptions<AnyRow>;

const link = makeTag<SvgAttrs>("a");

/** Draws each number as a bar. */
export function drawBars(data: ChartData, options: Options): Child[] {
  const bars = toBars(data, options.stack ?? false);
  const drawn = options.horizontal
    ? drawLying(data, bars, options)
    : drawUpright(data, bars, options);
  return [toLegend(data.series), drawn];
}

/** Bars begin at 0, or where those before them end: of numbers above 0, or of those below. */
function toBars({ series, rows }: ChartData, stack: boolean): Bar[] {
  return rows.flatMap((_, at) => {
    const ends = { up: 0, down: 0 };
    return series.flatMap(({ values }, one) => {
      const value = values[at] ?? null;
      if (value === null) return [];
      if (!stack) return [{ at, one, from: 0, to: value }];
      const side = value < 0 ? "down" : "up", from = ends[side];
      ends[side] += value;
      return [{ at, one, from, to: ends[side] }];
    });
  });
}

function drawUpright(data: ChartData, bars: readonly Bar[], options: Options): Child {
  const { xs, series, rows } = data;
  const axis: Axis = toAxis([0, ...bars.map(({ to }) => to)], options);
  const text = toXText(xs, options);
  const band = 1 / rows.length;
  const beside = options.stack ? 1 : series.length;
  // Few bars would be as wide as tables.
  const room = band * (rows.length * beside < 4 ? rows.length * 0.2 : 0.76), width = room / beside;
  const draw = ({ at, one, from, to }: Bar): SvgAttrs => {
    const x = at * band + (band - room) / 2 + (options.stack ? 0 : one * width);
    const [top, bottom] = [axis.y(from), axis.y(to)].sort((a, b) => a - b) as [number, number];
    return {
      x: percent(x),
      y: top,
      width: percent(beside > 1 ? width * 0.92 : width),
      height: round(bottom - top),
      rx: options.stack ? undefined : 2,
    };
  };
  const labels = placeLabels(
    xs.map((x, at) => ({ at: (at + 0.5) * band, text: shorten(text(x), 120) })),
    axis.width,
  );
  const name = options.href && options.title;
  return toPlot(axis, labels, toShapes(data, bars, options, draw), name);
}

/** The heights of a name, of a bar, and of a row's end. */
const NAME = 20, BAR = 14, END = 12;

/** Each name is above its bars: it has the whole width, which it needs on a phone. */
function drawLying(data: ChartData, bars: readonly Bar[], options: Options): Child {
  const { xs, series } = data;
  const text = toXText(xs, options), number = toNumberText(options);
  const beside = options.stack ? 1 : series.length;
  const row = NAME + beside * BAR + (beside - 1) * 2 + END;
  const [low, high] = toRange([0, ...bars.map(({ to }) => to)]);
  const place = (value: number) => (value - low) / (high - low);
  const draw = ({ at, one, from, to }: Bar): SvgAttrs => {
    const [left, right] = [place(from), place(to)].sort((a, b) => a - b) as [number, number];
    return {
      x: percent(left),
      y: at * row + NAME + (options.stack ? 0 : one * (BAR + 2)),
      width: percent(right - left),
      height: BAR,
      rx: options.stack ? undefined : 2,
    };
  };
  const height = row * xs.length - END;
  const name = options.href && options.title;
  return toWide(
    height,
    name,
    toShapes(data, bars, options, draw),
    G(
      { fill: "currentColor", font_size: LETTERS + 1, aria_hidden: "true" },
      xs.map((x, at) => {
        const y = at * row + NAME - 7;
        const sum = bars.filter((bar) => bar.at === at).map(({ from, to }) => to - from);
        const value = sum.length > 0 && beside === 1 ? number(sum.reduce((a, b) => a + b)) : "";
        return [
          toNames(text(x), textWidth(value, LETTERS + 1), y),
          value && Text(value, { x: "100%", y, text_anchor: "end" }),
        ];
      }),
    ),
  );
}

/** The name of a bar: a long one is shortened, more so where the chart is narrow. */
function toNames(name: string, beside: number, y: number): Child {
  const [short, long] = WIDTHS.map((width) => shorten(name, width - beside - 12, LETTERS + 1));
  if (short === name) return Text({ y }, name);
  const whole = Title(name);
  return [Text({ y, cls: "chart-s" }, short, whole), Text({ y, cls: "chart-l1" }, long, whole)];
}

/** The bars by series, which have one color each. */
function toShapes(
  { rows, xs, series }: ChartData,
  bars: readonly Bar[],
  options: Options,
  draw: (bar: Bar) => SvgAttrs,
): Child {
  const { href } = options;
  const text = toXText(xs, options), number = toNumberText(options);
  const tell = ({ at, one }: Bar, x: X = xs[at]!) =>
    `${text(x)}${series.length > 1 ? `, ${series[one]!.label}` : ""}: ${
      number(series[one]!.values[at]!)
    }`;
  return series.map(({ color, key }, one) =>
    G(
      { fill: color, cls: "chart-bars" },
      bars.filter((bar) => bar.one === one).map((bar) => {
        const shape = Rect(draw(bar), Title(tell(bar)));
        if (!href) return shape;
        const to = href(rows[bar.at]!, key);
        return link({ href: to, aria_label: tell(bar) }, shape);
      }),
    )
  );
}
