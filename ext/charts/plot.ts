/** The plot of a chart with axes. Widths are percents, so that letters keep their size on a phone. */
import { type Child, Div, type FT, makeTag } from "../../mod.ts";
import { G, Line, Svg, type SvgAttrs, Text } from "../svg.ts";
import { toTickText } from "./formats.ts";
import { LETTERS, type PlacedLabel, textWidth } from "./labels.ts";
import { numberTicks, toRange } from "./ticks.ts";
import type { AnyRow } from "./series.ts";
import type { AxisOptions } from "./types.ts";

/** Room above the plot for the upper half of a label, and below for the labels of the x axis. */
const ABOVE = 8, BELOW = 24;

/** The y axis. */
export interface Axis {
  readonly ticks: readonly number[];
  /** Returns where a number is, in pixels from the top. */
  y(value: number): number;
  /** Writes a number of the axis. */
  text(value: number): string;
  /** The room for its labels in pixels. */
  readonly width: number;
  /** The height of the whole drawing in pixels. */
  readonly height: number;
}

/** Makes an axis that has all these numbers. */
export function toAxis(values: readonly number[], options: AxisOptions<AnyRow>): Axis {
  const { height = 240, min, max, format, title } = options;
  if (!(height >= 40 && height <= 4000)) {
    throw new TypeError(`Cannot draw "${title}": height is ${height}, expected 40 to 4000 pixels`);
  }
  for (const [name, bound] of Object.entries({ min, max })) {
    if (bound === undefined || Number.isFinite(bound)) continue;
    throw new TypeError(`Cannot draw "${title}": ${name} is ${bound}, expected a number`);
  }
  const isPercent = typeof format === "object" && format.style === "percent";
  const isWhole = !isPercent && values.every(Number.isInteger);
  const all = [...values, min, max].filter((value) => value !== undefined);
  const ticks = numberTicks(...toRange(all), Math.max(2, Math.round(height / 55)), isWhole);
  const low = ticks[0]!, high = ticks.at(-1)!;
  const text = toTickText(ticks, options);
  return {
    ticks,
    y: (value) => round(ABOVE + height * (1 - (value - low) / (high - low))),
    text,
    width: Math.max(...ticks.map((tick) => textWidth(text(tick)))) + 8,
    height: ABOVE + height + BELOW,
  };
}

/** Draws the axes around shapes. Shapes that are links are told to screen readers. */
export function toPlot(
  axis: Axis,
  labels: readonly PlacedLabel[],
  shapes: Child,
  name?: string,
): FT {
  const { ticks, y, text, width, height } = axis;
  const letters = { fill: "currentColor", font_size: LETTERS };
  return Div(
    { cls: "chart-body" },
    Svg(
      { width, height, viewBox: `0 0 ${width} ${height}`, aria_hidden: "true" },
      G(
        { ...letters, text_anchor: "end" },
        ticks.map((tick) => Text(text(tick), { x: width - 8, y: y(tick), dy: ".35em" })),
      ),
    ),
    toWide(
      height,
      name,
      G(
        { stroke: "currentColor", stroke_opacity: 0.15, aria_hidden: "true" },
        ticks.map((tick) =>
          Line({
            x2: "100%",
            y1: y(tick),
            y2: y(tick),
            stroke_opacity: tick === 0 ? 0.6 : undefined,
          })
        ),
      ),
      shapes,
      G(
        { ...letters, aria_hidden: "true" },
        labels.map(({ at, text, anchor, level }) =>
          Text(text, {
            x: percent(at),
            y: height - 6,
            text_anchor: anchor,
            cls: level > 0 && `chart-l${level}`,
          })
        ),
      ),
    ),
  );
}

const svg = makeTag<SvgAttrs>("svg");

/** Makes an `<svg>` as wide as there is room. One with a name has links, and is told by it. */
export function toWide(height: number, name: string | undefined, ...children: Child[]): FT {
  const attrs = { cls: "chart-plot", width: "100%", height, overflow: "visible" };
  const told = name ? { role: "group", aria_label: name } : { aria_hidden: "true" };
  return svg({ ...attrs, ...told }, ...children);
}

/** A part of the width. */
export function percent(part: number): string {
  return `${Math.round(part * 1e4) / 100}%`;
}

/** A tenth of a pixel is as fine as is seen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
