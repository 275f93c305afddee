import { deepStrictEqual, ok } from "node:assert";
import { highlightCss } from "../../../ext/highlight.ts";

/** The luminance of a color (WCAG 2.2). */
function light(color: string): number {
  const [r, g, b] = color.match(/[\da-f]{2}/g)!.map((hex) => parseInt(hex, 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

Deno.test("each color can be read on the grounds that pages have, light and dark", () => {
  const colors = [...highlightCss.matchAll(/light-dark\((#\w{6}),(#\w{6})\)/g)];
  ok(colors.length >= 8, highlightCss);
  const faint = colors.filter(([, day, night]) =>
    ["#ffffff", "#f6f8fa", "#f3f4f6"].some((ground) => contrast(day!, ground) < 4.5) ||
    ["#000000", "#0d1117", "#1f2630", "#262b33"].some((ground) => contrast(night!, ground) < 4.5)
  );
  deepStrictEqual(faint.map(([colors]) => colors), []);
});

Deno.test("each color can be replaced by a property of its own", () => {
  const names = [...highlightCss.matchAll(/var\(--hljs-([\w-]+),/g)].map(([, name]) => name);
  deepStrictEqual(new Set(names).size, names.length);
});
