/** Lines and areas. */
import type { Child } from "../../mod.ts";
import { Circle, G, Path, Rect, Svg } from "../svg.ts";
import { Title } from "../../mod.ts";
import { toNumberText, toTimeText, toXText } from "./formats.ts";
import { type Label, placeLabels, shorten } from "./labels.ts";
import { type Axis, percent, round, toAxis, toPlot } from "./plot.ts";
import { toLegend } from "./parts.ts";
import type { AnyRow, ChartData, Series, X } from "./series.ts";
import { type Point, thin } from "./thin.ts";
import { numberTicks, timeTicks } from "./ticks.ts";
import type { AreaChartOptions, LineChartOptions } from "./types.ts";

/** How a line is drawn. */
export interface LineStyle {
  /** Whether the area below it is filled. */
  readonly area: boolean;
}

/** The drawing is so wide in its own units; the browser stretches it. */
const WIDE = 1000;

/** A line of more points has as many as a wide screen can show. */
const MOST_POINTS = 800;

/** So many points are marked, and tell their numbers under the mouse. */
const MARKED = 16, TOLD = 120;

/** Draws each series as a line. */
export function drawLines(
  data: ChartData,
  options: LineChartOptions<AnyRow> & AreaChartOptions<AnyRow>,
  { area }: LineStyle,
): Child[] {
  const { zero, stack, title } = options;
  const layers = stack
    ? toLayers(data.series, title)
    : data.series.map((one) => ({ one, below: null }));
  const values = layers.flatMap(({ one }) => one.values.filter((value) => value !== null));
  const axis = toAxis(area || zero ? [...values, 0] : values, options);
  const places = toPlaces(data.xs);
  // Those on top come first, so that the lower ones are drawn over them.
  const opacity = !area ? 0 : stack ? 0.85 : 0.2;
  const drawn = layers.map(({ one, below }) => toLine(one, below, places, axis, opacity)).reverse();
  const marks = layers.map(({ one }) => toMarks(one, places, axis));
  const labels = placeLabels(toLabels(data.xs, places, options), axis.width);
  const lines = Svg({
    viewBox: `0 0 ${WIDE} ${axis.height}`,
    preserveAspectRatio: "none",
    width: "100%",
    height: axis.height,
  }, drawn);
  return [
    toLegend(data.series),
    toPlot(axis, labels, [lines, marks, toBands(data, places, axis, options)]),
  ];
}

interface Layer {
  one: Series;
  /** The upper edge of the layer below, or null for the axis. */
  below: readonly number[] | null;
}

/** Puts the series on top of each other; a gap adds nothing. */
function toLayers(series: readonly Series[], title: string): Layer[] {
  let below: readonly number[] | null = null;
  return series.map((one) => {
    const negative = one.values.findIndex((value) => value !== null && value < 0);
    if (negative >= 0) {
      throw new TypeError(
        `Cannot draw "${title}": ${one.key} of row ${negative + 1} is below 0, expected no such ` +
          "number where areas are on top of each other",
      );
    }
    const under: readonly number[] | null = below;
    const values = one.values.map((value, at) => (value ?? 0) + (under?.[at] ?? 0));
    below = values;
    return { one: { ...one, values }, below: under };
  });
}

function toLine(
  { values, color }: Series,
  below: readonly number[] | null,
  places: readonly number[],
  { y, ticks }: Axis,
  opacity: number,
): Child {
  const toPoints = (values: readonly (number | null)[]): readonly Point[] =>
    thin(
      values.map((value, at) => [round(places[at]! * WIDE), value === null ? null : y(value)]),
      MOST_POINTS,
    );
  const runs = toRuns(toPoints(values));
  const d = runs.map((run) => `M${run.map((point) => point.join(" ")).join("L")}`).join("");
  const line = Path({
    d,
    fill: "none",
    stroke: color,
    stroke_width: 2,
    stroke_linejoin: "round",
    vector_effect: "non-scaling-stroke",
  });
  if (opacity === 0) return line;
  const base = y(Math.max(ticks[0]!, Math.min(0, ticks.at(-1)!)));
  const edge = below && [...toPoints(below)].reverse().map((point) => point.join(" ")).join("L");
  const filled = runs.map((run) => {
    const [first] = run[0]!, [last] = run.at(-1)!;
    const back = edge ?? `${last} ${base}L${first} ${base}`;
    return `M${run.map((point) => point.join(" ")).join("L")}L${back}Z`;
  }).join("");
  return [Path({ d: filled, fill: color, fill_opacity: opacity }), line];
}

/** The parts of a line between its gaps. */
function toRuns(points: readonly Point[]): [x: number, y: number][][] {
  const runs: [number, number][][] = [[]];
  for (const [x, y] of points) {
    if (y !== null) runs.at(-1)!.push([x, y]);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** Marks the points of a short line, and of any line those between two gaps, which have no line. */
function toMarks({ values, color }: Series, places: readonly number[], { y }: Axis): Child {
  const isAlone = (at: number) =>
    (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
  return G(
    { fill: color },
    values.map((value, at) =>
      value !== null && (values.length <= MARKED || isAlone(at)) &&
      Circle({ r: 3, cx: percent(places[at]!), cy: y(value) })
    ),
  );
}

/** Stripes that tell all numbers at a place of the x axis. */
function toBands(
  { xs, series }: ChartData,
  places: readonly number[],
  { height }: Axis,
  options: LineChartOptions<AnyRow>,
): Child {
  if (xs.length > TOLD) return undefined;
  const xText = toXText(xs, options), number = toNumberText(options);
  return xs.map((x, at) => {
    const from = at === 0 ? 0 : (places[at - 1]! + places[at]!) / 2;
    const to = at === xs.length - 1 ? 1 : (places[at]! + places[at + 1]!) / 2;
    const lines = series.flatMap(({ label, values }) =>
      values[at] === null ? [] : [`${label}: ${number(values[at]!)}`]
    );
    return Rect(
      {
        cls: "chart-band",
        x: percent(from),
        width: percent(to - from),
        height: height - 24,
        fill: "none",
        pointer_events: "all",
      },
      Title([xText(x), ...lines].join("\n")),
    );
  });
}

/** Where each row is along the x axis: texts at equal distances, one alone in the middle. */
function toPlaces(xs: readonly X[]): number[] {
  const last = xs.length - 1;
  const low = Number(xs[0]), high = Number(xs[last]);
  if (typeof xs[0] === "string") return xs.map((_, at) => last === 0 ? 0.5 : at / last);
  return xs.map((x) => high === low ? 0.5 : (Number(x) - low) / (high - low));
}

function toLabels(
  xs: readonly X[],
  places: readonly number[],
  options: LineChartOptions<AnyRow>,
): Label[] {
  const text = toXText(xs, options);
  const low = Number(xs[0]), high = Number(xs.at(-1));
  if (typeof xs[0] === "string" || high === low) {
    return xs.map((x, at) => ({ at: places[at]!, text: shorten(text(x), 120) }));
  }
  const place = (value: number) => (value - low) / (high - low);
  if (typeof xs[0] === "number") {
    return numberTicks(low, high, 10).filter((tick) => tick >= low && tick <= high)
      .map((tick) => ({ at: place(tick), text: text(tick) }));
  }
  const { unit, times } = timeTicks(low, high, 10, options.timeZone ?? "UTC");
  const write = toTimeText(unit, options);
  return times.map((time) => ({ at: place(time), text: write(time) }));
}
