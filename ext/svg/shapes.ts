/** `<svg>`, its shapes, and transforms. */
import {
  type Child,
  type FT,
  HtmxResponseHeaders,
  makeTag,
  type Tag,
  Template,
} from "../../mod.ts";
import type { TextValue } from "../../types.ts";
import type { SvgAttrs } from "./attrs.ts";
import { shape } from "./values.ts";

/** The attributes of {@linkcode Svg}. */
export interface SvgTagAttrs extends SvgAttrs {
  /** Short for `width`. */
  w?: TextValue;
  /** Short for `height`. */
  h?: TextValue;
}

const svg = makeTag<SvgTagAttrs>("svg");

/**
 * Makes `<svg>` with its namespace. Without a `viewBox`, it is made from the width and height.
 *
 * @example
 * ```ts
 * import { Circle, Svg } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 * strictEqual(
 *   `${Svg({ w: 20, h: 10 }, Circle(5, { fill: "red" }))}`,
 *   '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10">' +
 *     '<circle cx="0" cy="0" r="5" fill="red"></circle></svg>',
 * );
 * ```
 */
export function Svg(...args: (SvgTagAttrs | Child)[]): FT {
  const { attrs, children } = svg(...args);
  const { w, h, width = w, height = h, viewBox, ...rest } = attrs as SvgTagAttrs;
  const box = width && height ? `0 0 ${width} ${height}` : undefined;
  return svg(
    { xmlns: "http://www.w3.org/2000/svg", viewBox: viewBox ?? box, width, height, ...rest },
    ...children,
  );
}

/**
 * Makes any SVG element by its name. FastHTML: `ft_svg`.
 *
 * @example
 * ```ts
 * import { ftSvg } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${ftSvg("tspan", "Tea", { dy: 4 })}`, '<tspan dy="4">Tea</tspan>');
 * ```
 */
export function ftSvg(tag: string, ...args: (SvgAttrs | Child)[]): FT {
  return makeTag<SvgAttrs>(tag)(...args);
}

const START = { x: 0, y: 0 };
const CENTER = { cx: 0, cy: 0 };
const PAINT = ["fill", "stroke", "stroke_width"] as const;

/**
 * Makes `<rect>`: `Rect(width, height, x, y, fill, stroke, width, rx, ry)`, or by attributes.
 *
 * @example
 * ```ts
 * import { Rect } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Rect(20, 10, { fill: "teal" })}`,
 *   '<rect x="0" y="0" width="20" height="10" fill="teal"></rect>',
 * );
 * ```
 */
export const Rect: Tag<SvgAttrs> = shape(
  "rect",
  ["width", "height", "x", "y", ...PAINT, "rx", "ry"],
  START,
);
/**
 * Makes `<circle>`: `Circle(r, cx, cy, fill, stroke, width)`, or by attributes.
 *
 * @example
 * ```ts
 * import { Circle } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Circle(5, 10, 10)}`, '<circle cx="10" cy="10" r="5"></circle>');
 * ```
 */
export const Circle: Tag<SvgAttrs> = shape("circle", ["r", "cx", "cy", ...PAINT], CENTER);
/**
 * Makes `<ellipse>`: `Ellipse(rx, ry, cx, cy, fill, stroke, width)`, or by attributes.
 *
 * @example
 * ```ts
 * import { Ellipse } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Ellipse(8, 5)}`, '<ellipse cx="0" cy="0" rx="8" ry="5"></ellipse>');
 * ```
 */
export const Ellipse: Tag<SvgAttrs> = shape("ellipse", ["rx", "ry", "cx", "cy", ...PAINT], CENTER);
const line = shape<SvgTagAttrs>(
  "line",
  ["x1", "y1", "x2", "y2", "stroke", "w", "stroke_width"],
  { x1: 0, y1: 0, x2: 0, y2: 0 },
);

/**
 * Makes `<line>`: `Line(x1, y1, x2, y2, stroke, width)`, or by attributes. `w` is the width.
 *
 * @example
 * ```ts
 * import { Line } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Line(0, 0, 10, 10, "black", 2)}`,
 *   '<line x1="0" y1="0" x2="10" y2="10" stroke="black" stroke-width="2"></line>',
 * );
 * ```
 */
export function Line(...args: (SvgTagAttrs | Child)[]): FT {
  const { attrs: { w, ...attrs }, children } = line(...args);
  return line(w ? { ...attrs, "stroke-width": w } as SvgAttrs : attrs as SvgAttrs, ...children);
}

/**
 * Makes `<polyline>` from points, `Polyline([0, 0], [1, 2])`, or by attributes.
 *
 * @example
 * ```ts
 * import { Polyline } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Polyline([0, 0], [5, 8], [10, 0], { fill: "none" })}`,
 *   '<polyline points="0,0 5,8 10,0" fill="none"></polyline>',
 * );
 * ```
 */
export const Polyline: Tag<SvgAttrs> = outline("polyline");
/**
 * Makes `<polygon>` from points, `Polygon([0, 0], [1, 2], [2, 0])`, or by attributes.
 *
 * @example
 * ```ts
 * import { Polygon } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Polygon([0, 0], [5, 8], [10, 0])}`, '<polygon points="0,0 5,8 10,0"></polygon>');
 * ```
 */
export const Polygon: Tag<SvgAttrs> = outline("polygon");

const text = makeTag<SvgAttrs>("text");

/**
 * Makes `<text>`, at 0, 0 by default.
 *
 * @example
 * ```ts
 * import { Text } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Text("Tea", { y: 12 })}`, '<text x="0" y="12">Tea</text>');
 * ```
 */
export function Text(...args: (SvgAttrs | Child)[]): FT {
  return text({ x: 0, y: 0 }).with(...args);
}

/** The transforms of {@linkcode transformd}. A list holds the arguments of one function. */
export interface Transform {
  /** Moves by x, y. */
  translate?: number | readonly number[];
  /** Scales by a factor, or by one for x and one for y. */
  scale?: number | readonly number[];
  /** Rotates by degrees, around x, y if they are given. */
  rotate?: number | readonly number[];
  /** Skews along the x axis by degrees. */
  skewX?: number;
  /** Skews along the y axis by degrees. */
  skewY?: number;
  /** The six numbers of a matrix. */
  matrix?: readonly number[];
}

/**
 * Makes the attribute `transform`: `G(transformd({ translate: [1, 2], rotate: 45 }), …)`.
 * The functions are written in the order of the object. SVG applies the last one first.
 *
 * @example
 * ```ts
 * import { Circle, G, transformd } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${G(transformd({ translate: [1, 2], rotate: 45 }), Circle(5))}`,
 *   '<g transform="translate(1, 2) rotate(45)"><circle cx="0" cy="0" r="5"></circle></g>',
 * );
 * ```
 */
export function transformd(transform: Transform): { transform?: string } {
  const calls = Object.entries(transform).map(([name, args]) =>
    `${name}(${[args].flat().join(", ")})`
  );
  return calls.length === 0 ? {} : { transform: calls.join(" ") };
}

/**
 * Wraps shapes that htmx swaps into an `<svg>` by their ids, with `hx_swap_oob`.
 *
 * @example
 * ```ts
 * import { Circle, SvgOob } from "@fasthtml/fasthtml/ext/svg";
 * import { match } from "node:assert";
 *
 * const moved = Circle(5, 20, 20, { id: "ball", hx_swap_oob: true });
 * match(`${SvgOob(moved)}`, /^<template><svg [^>]*><circle [^>]*id="ball"/);
 * ```
 */
export function SvgOob(...args: (SvgTagAttrs | Child)[]): FT {
  return Template(Svg(...args));
}

/**
 * Wraps shapes that htmx swaps, without the `<svg>`, into the target.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { Circle, SvgInb } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/ball", () => SvgInb(Circle(5, 20, 20)));
 * strictEqual((await app.request("/ball")).headers.get("hx-reselect"), "svg>*");
 * ```
 */
export function SvgInb(
  ...args: (SvgTagAttrs | Child)[]
): [svg: FT, headers: ReturnType<typeof HtmxResponseHeaders>] {
  return [Svg(...args), HtmxResponseHeaders({ reselect: "svg>*" })];
}

function outline(tag: string): Tag<SvgAttrs> {
  const make = makeTag<SvgAttrs>(tag);
  return (...args: (SvgAttrs | Child)[]) => {
    const pairs = args.filter(Array.isArray);
    const rest = args.filter((arg) => !Array.isArray(arg));
    return make({ points: pairs.map((pair) => pair.join()).join(" ") || undefined }).with(...rest);
  };
}
