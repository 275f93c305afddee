/** A sparkline: a line as small as a word. */
import type { FT } from "../../mod.ts";
import { Circle, Path, Svg } from "../svg.ts";
import { toNumberText } from "./formats.ts";
import { word } from "./messages.ts";
import { round } from "./plot.ts";
import { toNumber } from "./series.ts";
import { thin } from "./thin.ts";
import { toRange } from "./ticks.ts";
import type { SparklineOptions } from "./types.ts";

/** Room for half of the line's end. */
const MARGIN = 3;

/** Draws numbers as a line without axes, whose name tells the first, the last and the extremes. */
export function drawSparkline(given: Iterable<unknown>, options: SparklineOptions): FT {
  const { title, width = 100, height = 24, color = "var(--chart-1, currentColor)" } = options;
  if (typeof title !== "string" || title.trim() === "") {
    throw new TypeError("Cannot draw a chart: no title, expected what it shows in a few words");
  }
  const values = [...given].map((value, at) => toNumber(value, title, `value ${at + 1}`));
  const known = values.filter((value) => value !== null);
  const [low, high] = known.length > 0 ? toRange(known) : [0, 1];
  const x = (at: number) =>
    round(values.length < 2 ? width / 2 : MARGIN + at / (values.length - 1) * (width - 2 * MARGIN));
  const y = (value: number) =>
    round(MARGIN + (1 - (value - low) / (high - low)) * (height - 2 * MARGIN));
  const points = thin(
    values.map((value, at) => [x(at), value === null ? null : y(value)] as const),
    4 * width,
  );
  let isDown = false;
  const d = points.flatMap(([x, y]) => {
    const command = isDown ? "L" : "M";
    isDown = y !== null;
    return y === null ? [] : [`${command}${x} ${y}`];
  }).join("");
  const last = values.findLastIndex((value) => value !== null);
  return Svg(
    { w: width, h: height, role: "img", aria_label: toName(known, options), cls: "sparkline" },
    Path({ d, fill: "none", stroke: color, stroke_width: 1.5, stroke_linejoin: "round" }),
    last >= 0 && Circle({ r: 2, cx: x(last), cy: y(values[last]!), fill: color }),
  );
}

function toName(known: readonly number[], options: SparklineOptions): string {
  const { title, texts } = options;
  if (known.length === 0) return `${title}: ${texts?.none ?? word("none")}`;
  const number = toNumberText(options);
  const [first, last] = [known[0]!, known.at(-1)!];
  let low = first, high = first;
  for (const value of known) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const parts: [name: string, value: number][] = [
    [texts?.first ?? `${word("first")}`, first],
    [texts?.last ?? `${word("last")}`, last],
    [texts?.lowest ?? `${word("lowest")}`, low],
    [texts?.highest ?? `${word("highest")}`, high],
  ];
  return `${title}: ${parts.map(([name, value]) => `${name} ${number(value)}`).join(", ")}`;
}
