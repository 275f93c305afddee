/** Themes: colors for light and dark, type, shape and density, as data, with a contrast that passes. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { contrast, type Oklch, parseColor, toHex, toOklch } from "./color.ts";
import { type Colors, PAIRS, type Role, ROLES, SURFACES, type Tone, TONES } from "./roles.ts";
import type { Look, Scheme, Theme, ThemeName, ThemeOptions } from "./theme_types.ts";
import { THEMES } from "./themes.ts";

const LOOK: Readonly<Record<keyof Look, true>> = {
  font: true,
  headFont: true,
  monoFont: true,
  size: true,
  leading: true,
  headWeight: true,
  headTracking: true,
  headScale: true,
  radius: true,
  cardRadius: true,
  line: true,
  density: true,
  shadow: true,
  caps: true,
};

const checkOptions = makeOptionCheck<ThemeOptions>("make a theme", {
  ...LOOK,
  name: true,
  from: true,
  primary: true,
  tint: true,
  light: true,
  dark: true,
});

/**
 * Makes a theme: the colors that are not given are derived. Throws a TypeError that names the pair
 * and its contrast where text would have less than 4.5:1, or a border or a mark less than 3:1.
 *
 * @example
 * ```ts
 * import { theme } from "@fasthtml/fasthtml/ext/ui";
 * import { throws } from "node:assert";
 *
 * theme({ name: "acme", primary: "#4f46e5", radius: 4 });
 * throws(() => theme({ primary: "#fde047" }), {
 *   message: "Cannot make a theme: primary #fde047 on bg #fbf9f6 has a contrast of 1.25:1 in the " +
 *     "light scheme, expected 3:1 or more",
 * });
 * ```
 */
export function theme(options: ThemeOptions = {}): Theme {
  checkOptions(options);
  const { name = "own", from = "paper" } = options;
  if (!/^[a-z][a-z\d-]{0,31}$/.test(name)) {
    const found = JSON.stringify(name);
    throw new TypeError(`Cannot make a theme: name ${found}, expected 1 to 32 of a-z 0-9 -`);
  }
  return make({ ...THEMES.paper, ...toSeeds(from), ...toGiven(options), name });
}

/** A theme by its name, or as it was made. */
export function toTheme(theme: ThemeName | Theme): Theme {
  if (typeof theme === "object" && theme !== null) return theme;
  const known = made.get(theme) ?? make({ ...THEMES.paper, ...toSeeds(theme), name: theme });
  made.set(theme, known);
  return known;
}

const made = new Map<ThemeName, Theme>();

function toSeeds(name: ThemeName): ThemeOptions {
  if (Object.hasOwn(THEMES, name)) return THEMES[name];
  const names = Object.keys(THEMES).join(", ");
  throw new TypeError(`Cannot make a theme: unknown theme "${name}", expected one of ${names}`);
}

/** A primary color or a tint of one's own does not go with the colors of another theme. */
function toGiven(options: ThemeOptions): ThemeOptions {
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  const isOwn = options.primary !== undefined || options.tint !== undefined;
  return isOwn ? { light: {}, dark: {}, ...given } : given;
}

function make({ primary = "", tint = [0, 0], light, dark, ...look }: ThemeOptions): Theme {
  const [day, night] = typeof primary === "string" ? [primary] : [primary.light, primary.dark];
  const { from: _, ...rest } = look;
  return {
    ...rest as Look & { name: string },
    light: toColors("light", { primary: day, ...light }, tint),
    dark: toColors("dark", { primary: night ?? toNight(day!), ...dark }, tint),
  };
}

/** A color of the day, as bright as the night needs it. */
function toNight(day: string): string {
  const [lightness, chroma, hue] = readColor("primary", day);
  return toHex([Math.max(lightness, 0.74), Math.min(chroma, 0.17), hue]);
}

/** What derived colors begin with, and the way that gives them more contrast. */
const START = {
  light: { way: -1, bg: 0.982, surface: 1, sunken: 0.955, overlay: 1, text: 0.24, line: 0.905 },
  dark: { way: 1, bg: 0.17, surface: 0.21, sunken: 0.258, overlay: 0.24, text: 0.94, line: 0.31 },
};

/** The hues of tones that mean something, with their chroma and lightness by day. */
const HUES: Readonly<Record<Exclude<Tone, "primary" | "neutral">, Oklch>> = {
  info: [0.52, 0.13, 245],
  success: [0.5, 0.115, 155],
  warning: [0.57, 0.148, 50],
  danger: [0.53, 0.195, 25],
};

function toColors(
  scheme: Scheme,
  given: Partial<Colors>,
  [hue, chroma]: readonly [number, number],
): Colors {
  const colors: Partial<Record<Role, string>> = {};
  for (const [role, text] of Object.entries(given)) {
    if (!(ROLES as readonly string[]).includes(role)) {
      throw new TypeError(
        `Cannot make a theme: unknown role "${role}" in ${scheme}, expected one of ${
          ROLES.join(", ")
        }`,
      );
    }
    if (text !== undefined) colors[role as Role] = toHex(readColor(role, text));
  }
  const { way, text, line, ...surfaces } = START[scheme];
  const set = (role: Role, make: () => Oklch) => colors[role] ??= toHex(make());
  const gray = (lightness: number, factor = 1): Oklch => [lightness, chroma * factor, hue];
  for (const role of SURFACES) set(role, () => gray(surfaces[role]));
  const all = SURFACES.map((role) => colors[role]!);
  const against = (start: Oklch, ratio: number, others = all) => solve(start, others, ratio, way);
  set("text", () => gray(text, 2));
  set("muted", () => against(gray(scheme === "light" ? 0.53 : 0.69, 2), 4.6));
  set("line", () => gray(line));
  set("border", () => against(gray(scheme === "light" ? 0.68 : 0.46, 2), 3.05));
  for (const tone of TONES) {
    const base = tone === "primary"
      ? readColor(tone, colors.primary!)
      : tone === "neutral"
      ? gray(scheme === "light" ? 0.36 : 0.88, 2)
      : HUES[tone];
    const [lightness, strength, own] = base;
    const isBright = scheme === "dark" && tone !== "primary" && tone !== "neutral";
    set(tone, () => isBright ? [0.75, strength, own] : [lightness, strength, own]);
    const solid = toOklch(colors[tone]!);
    set(`${tone}On`, () => toOn(colors[tone]!, own));
    const away = contrast(colors[`${tone}On`]!, "#000") > 10 ? -1 : 1;
    set(`${tone}Hover`, () => [solid[0] + away * 0.05, solid[1], solid[2]]);
    const soft = tone === "neutral"
      ? chroma
      : Math.min(strength, scheme === "light" ? 0.033 : 0.055);
    const pale = scheme === "light" ? (tone === "neutral" ? 0.935 : 0.955) : 0.29;
    set(`${tone}Soft`, () => [pale, soft, own]);
    set(`${tone}Text`, () => against(solid, 4.6, [...all, colors[`${tone}Soft`]!]));
  }
  set("side", () => toOklch(colors.surface!));
  set("sideText", () => toOklch(colors.text!));
  set("sideHover", () => toOklch(colors.sunken!));
  set("sideOn", () => toOklch(colors.primarySoft!));
  set("sideOnText", () => toOklch(colors.primaryText!));
  check(colors as Colors, scheme);
  return colors as Colors;
}

/** What can be read on a color: white, or a black of its hue. */
function toOn(color: string, hue: number): Oklch {
  const white: Oklch = [1, 0, 0], black: Oklch = [0.17, 0.03, hue];
  return contrast(color, "#ffffff") >= 4.6 ? white : black;
}

/** Moves the lightness of a color until it has a contrast to all others. */
function solve([start, chroma, hue]: Oklch, others: readonly string[], ratio: number, way: number) {
  const passes = (lightness: number) => {
    const hex = toHex([lightness, chroma, hue]);
    return others.every((other) => contrast(hex, other) >= ratio);
  };
  if (passes(start)) return [start, chroma, hue] as const;
  let near = start, far = way < 0 ? 0 : 1;
  for (let i = 0; i < 9; i++) {
    const middle = (near + far) / 2;
    if (passes(middle)) far = middle;
    else near = middle;
  }
  return [far, chroma, hue] as const;
}

function check(colors: Colors, scheme: Scheme): void {
  for (const [over, under, ratio] of PAIRS) {
    const found = contrast(colors[over], colors[under]);
    if (found >= ratio) continue;
    throw new TypeError(
      `Cannot make a theme: ${over} ${colors[over]} on ${under} ${
        colors[under]
      } has a contrast of ` +
        `${found.toFixed(2)}:1 in the ${scheme} scheme, expected ${ratio}:1 or more`,
    );
  }
}

function readColor(role: string, text: string): Oklch {
  const color = typeof text === "string" ? parseColor(text) : undefined;
  if (color) return color;
  throw new TypeError(
    `Cannot make a theme: ${role} ${JSON.stringify(text)}, expected "#rrggbb" or "oklch(l c h)"`,
  );
}
