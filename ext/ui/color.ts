/** Colors: OKLCH for people who choose them, hexadecimal for the style sheet, contrast for tests. */

/** A color in OKLCH: lightness of 0 to 1, chroma, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Reads `#rgb`, `#rrggbb` or `oklch(0.5 0.2 270)`. Returns undefined for anything else. */
export function parseColor(text: string): Oklch | undefined {
  if (/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text)) return toOklch(text);
  const [, inner = ""] = /^oklch\(([^()]{1,60})\)$/i.exec(text.trim()) ?? [];
  const parts = inner.trim().split(/\s+/);
  const [lightness, chroma, hue] = parts.map((part) =>
    part.endsWith("%") ? Number(part.slice(0, -1)) / 100 : Number(part.replace(/deg$/, ""))
  );
  if (parts.length !== 3 || [lightness, chroma, hue].some((part) => !Number.isFinite(part))) return;
  return [Math.min(1, Math.max(0, lightness!)), Math.max(0, chroma!), hue!];
}

/**
 * Writes a color for screens of sRGB as `#rrggbb`. One that they can't show loses chroma, not
 * lightness, so that its contrast stays as it was chosen.
 */
export function toHex([lightness, chroma, hue]: Oklch): string {
  let low = 0, high = chroma;
  if (isShown(toLinear([lightness, chroma, hue]))) low = chroma;
  else {
    for (let i = 0; i < 12; i++) {
      const middle = (low + high) / 2;
      if (isShown(toLinear([lightness, middle, hue]))) low = middle;
      else high = middle;
    }
  }
  const bytes = toLinear([lightness, low, hue]).map((part) => {
    const bounded = Math.min(1, Math.max(0, part));
    const coded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(coded * 255);
  });
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Converts `#rgb` or `#rrggbb` to OKLCH, as https://bottosson.github.io/posts/oklab defines it. */
export function toOklch(hex: string): Oklch {
  const [r, g, b] = readLinear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const hue = Math.atan2(bb, a) * 180 / Math.PI;
  return [lightness, Math.hypot(a, bb), (hue + 360) % 360];
}

/** The contrast of two colors in hexadecimal, from 1 to 21, as WCAG 2 defines it. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = readLinear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

type Rgb = readonly [red: number, green: number, blue: number];

function readLinear(hex: string): Rgb {
  const digits = hex.slice(1);
  const wide = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  return [0, 2, 4].map((at) => {
    const part = parseInt(wide.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

function toLinear([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos(hue * Math.PI / 180), b = chroma * Math.sin(hue * Math.PI / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function isShown(rgb: Rgb): boolean {
  return rgb.every((part) => part >= -0.0001 && part <= 1.0001);
}
