/** The types of themes. */
import type { Colors } from "./roles.ts";

/** The name of a theme that comes with the library. */
export type ThemeName = "paper" | "ink" | "folio" | "terminal" | "swiss" | "jelly" | "harbor";

/** A scheme of colors. */
export type Scheme = "light" | "dark";

/** Type, shape and density. */
export interface Look {
  /** The font families of text. */
  font: string;
  /** The font families of headings. */
  headFont: string;
  /** The font families of code and numbers. */
  monoFont: string;
  /** The size of text in pixels, where the browser's own is 16. */
  size: number;
  /** The height of a line, as a factor of the size. */
  leading: number;
  /** The weight of headings. */
  headWeight: number;
  /** The space between the letters of headings, as a factor of their size. */
  headTracking: number;
  /** What the sizes of headings are multiplied by. */
  headScale: number;
  /** The radius of buttons and fields in pixels. */
  radius: number;
  /** The radius of cards and dialogs in pixels. */
  cardRadius: number;
  /** The width of lines in pixels. */
  line: number;
  /** What all spaces are multiplied by: 0.85 is tight, 1.15 is airy. */
  density: number;
  /** What raises cards: nothing, a soft shadow, or an edge. */
  shadow: "none" | "soft" | "edge";
  /** Whether small labels are in capitals. */
  caps: boolean;
}

/** A theme, as `theme()` makes it. */
export interface Theme extends Readonly<Look> {
  /** The name, which the cookie and `data-theme` have. */
  readonly name: string;
  /** The colors of the light scheme, in hexadecimal. */
  readonly light: Colors;
  /** The colors of the dark scheme. */
  readonly dark: Colors;
}

/** Options of `theme()`: those of its look, and its colors. */
export interface ThemeOptions extends Partial<Look> {
  /** The name: lower-case letters, digits and `-`. Default: `own`. */
  name?: string;
  /** The theme that it begins with: what is not given is as there. Default: that of `paper`. */
  from?: ThemeName;
  /** The color of buttons and links: one for both schemes, or one for each. */
  primary?: string | { light: string; dark: string };
  /** The hue and the chroma of grays, such as `[85, 0.01]` for warm ones. Default: no color. */
  tint?: readonly [hue: number, chroma: number];
  /** Colors of the light scheme by their role, in place of those that are derived. */
  light?: Partial<Colors>;
  /** Colors of the dark scheme by their role. */
  dark?: Partial<Colors>;
}
