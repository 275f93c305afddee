/**
 * The icons of lucide as inline SVG, which takes size and color of the text around it. Their names
 * are types, and a program may add icons of its own.
 *
 * @module
 */
import { type Attrs, type Child, type FT, makeTag } from "../mod.ts";
import { findNearest } from "../lib/option_check.ts";
import { findLucide, lucideNames } from "./icons/lucide.ts";
import type { IconName } from "./icons/names.ts";
import { type Drawing, LUCIDE, toDrawing } from "./icons/own.ts";
import type { SvgAttrs } from "./svg.ts";

export type { IconName };

/** What an icon takes: two attributes of its own, and any of `<svg>`. */
export interface IconAttrs extends SvgAttrs {
  /** Width and height. Default: `1em`, the size of the text around it. */
  size?: number | string;
  /**
   * What a screen reader says in place of the icon. Without it the icon is hidden from screen
   * readers, as beside a text that says the same.
   */
  label?: string;
}

/** A function that draws icons of these names. */
export type IconMaker<Name extends string = IconName> = (name: Name, attrs?: IconAttrs) => FT;

const svg = makeTag("svg");

/**
 * Draws one of lucide's icons.
 *
 * @example
 * ```ts
 * import { Button } from "@fasthtml/fasthtml";
 * import { Icon } from "@fasthtml/fasthtml/ext/icons";
 * import { match } from "node:assert";
 *
 * match(`${Button(Icon("plus"), " Add")}`, /<svg data-icon="plus" .*<\/svg> Add<\/button>/);
 * match(`${Button(Icon("trash-2", { label: "Delete" }))}`, /role="img" aria-label="Delete"/);
 * ```
 */
export const Icon: IconMaker = makeIcons({});

/**
 * Makes an {@linkcode Icon} that knows icons of the program's own, too. They are elements of SVG,
 * or `Safe()` around the text of a file that the program trusts. Shapes alone are drawn as lucide
 * draws, with lines in a square of 24; `<svg>` has its own square and colors.
 *
 * @example
 * ```ts
 * import { Safe } from "@fasthtml/fasthtml";
 * import { makeIcons } from "@fasthtml/fasthtml/ext/icons";
 * import { Circle } from "@fasthtml/fasthtml/ext/svg";
 * import { match } from "node:assert";
 *
 * const Icon = makeIcons({
 *   dot: Circle(4, 12, 12),
 *   acme: Safe('<svg viewBox="0 0 16 16"><path d="M8 0L16 16H0z"/></svg>'),
 * });
 * match(`${Icon("dot")}`, /stroke="currentColor".*><circle cx="12" cy="12" r="4">/);
 * match(`${Icon("acme")}`, /viewBox="0 0 16 16" fill="currentColor" .*><path d="M8 0L16 16H0z"\/>/);
 * ```
 */
export function makeIcons<Own extends string = never>(
  own: Readonly<Record<Own, Child>>,
): IconMaker<Own | IconName> {
  const drawings = new Map(
    Object.entries<Child>(own).map(([name, icon]) => [name, toDrawing(name, icon)]),
  );
  return (name, attrs = {}) => draw(name, drawings.get(name) ?? toLucide(name, drawings), attrs);
}

function draw(name: string, { frame, shapes }: Drawing, attrs: IconAttrs): FT {
  const { size = "1em", label, ...rest } = attrs;
  const role = isNamed(attrs) ? { role: "img", aria_label: label } : { aria_hidden: "true" };
  const own = { data_icon: name, width: size, height: size, ...frame, ...role, focusable: "false" };
  return svg(own, shapes, rest as Attrs);
}

function isNamed(attrs: IconAttrs): boolean {
  const { label, aria_label, aria_labelledby } = attrs;
  return Boolean(
    label || aria_label || aria_labelledby || attrs["aria-label"] || attrs["aria-labelledby"],
  );
}

function toLucide(name: string, drawings: ReadonlyMap<string, Drawing>): Drawing {
  const shapes = findLucide(name);
  if (shapes) return { frame: LUCIDE, shapes };
  const found = JSON.stringify(name)?.slice(0, 60);
  // Names are compared letter by letter: a long one, of a client, would take long.
  const isShort = typeof name === "string" && name.length < 40;
  const nearest = isShort
    ? findNearest(toKebab(name), [...drawings.keys(), ...lucideNames()])
    : undefined;
  const expected = nearest ? `"${nearest}"` : "one of https://lucide.dev/icons";
  throw new TypeError(`Cannot draw an icon: no icon has the name ${found}, expected ${expected}`);
}

/** Other packages of lucide have `Trash2` for `trash-2`. */
function toKebab(name: string): string {
  return name.replace(/([a-z])(?=[A-Z\d])/g, "$1-");
}
