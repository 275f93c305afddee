import { deepStrictEqual, match, ok } from "node:assert";
import { COLORS, STYLE } from "../../../ext/charts/style.ts";

type Rgb = readonly number[];

/** Light without gamma, as contrast and vision are computed with. */
function toLinear(hex: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
}

/** WCAG 2's contrast. */
function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [a, b].map(([r, g, b]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05)
    .sort((a, b) => b - a);
  return high! / low!;
}

/** Backgrounds: white and grey cards, Pico's dark, and the darkest and lightest of dark themes. */
const BACKGROUNDS = {
  light: ["#ffffff", "#f4f4f5"],
  dark: ["#09090b", "#13171f", "#181c25", "#27272a"],
};

Deno.test("each color has a contrast of 3 to the backgrounds of its scheme", () => {
  const pairs = COLORS.flatMap(([light, dark]) => [
    ...BACKGROUNDS.light.map((back) => [light, back] as const),
    ...BACKGROUNDS.dark.map((back) => [dark, back] as const),
  ]);
  const weak = pairs.filter(([a, b]) => contrast(toLinear(a), toLinear(b)) < 3);
  deepStrictEqual(weak, []);
  deepStrictEqual(COLORS.length, 8);
});

/** What people see who have no red, green or blue cones: Machado, Oliveira and Fernandes, 2009. */
const VISIONS: Record<string, readonly Rgb[]> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [
    -0.003882,
    -0.048116,
    1.051998,
  ]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [
    -0.01182,
    0.04294,
    0.968881,
  ]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [
    0.004733,
    0.691367,
    0.3039,
  ]],
};

function toOklab([r, g, b]: Rgb): Rgb {
  const [l, m, s] = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map(([x, y, z]) => Math.cbrt(x! * r! + y! * g! + z! * b!));
  return [
    0.2104542553 * l! + 0.793617785 * m! - 0.0040720468 * s!,
    1.9779984951 * l! - 2.428592205 * m! + 0.4505937099 * s!,
    0.0259040371 * l! + 0.7827717662 * m! - 0.808675766 * s!,
  ];
}

Deno.test("any two colors differ, also to people who see no red, green or blue", () => {
  const near: string[] = [];
  for (const [vision, rows] of Object.entries(VISIONS)) {
    for (const scheme of [0, 1] as const) {
      const seen = COLORS.map((pair) => toLinear(pair[scheme])).map((rgb) =>
        toOklab(
          rows.map((row) =>
            Math.min(1, Math.max(0, row.reduce((sum, x, i) => sum + x * rgb[i]!, 0)))
          ),
        )
      );
      seen.forEach((one, i) =>
        seen.slice(0, i).forEach((other, j) => {
          const distance = Math.hypot(...one.map((x, k) => x - other[k]!));
          // Two that touch are told apart from 0.02 on; the first four, which most charts have, by more.
          if (distance < (i < 4 ? 0.13 : 0.1)) {
            near.push(`${vision}: ${COLORS[i]} and ${COLORS[j]}`);
          }
        })
      );
    }
  }
  deepStrictEqual(near, []);
});

Deno.test("the style sheet leaves the colors of a theme, and imports nothing", () => {
  match(STYLE, /^:where\(:root\) \{ --chart-1: light-dark\(#[\da-f]{6}, #[\da-f]{6}\); --chart-2/);
  ok(!/url\(|@import|!important/.test(STYLE));
  ok(STYLE.length < 3500, `${STYLE.length} bytes`);
});
