import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { contrast, parseColor, toHex, toOklch } from "../../../ext/ui/color.ts";

Deno.test("colors are read in two notations, and nothing else is", () => {
  deepStrictEqual(parseColor("oklch(50% 0.1 270deg)"), [0.5, 0.1, 270]);
  deepStrictEqual(parseColor("oklch(0.5 0.1 270)"), [0.5, 0.1, 270]);
  deepStrictEqual(parseColor("#FFF")?.[0].toFixed(3), "1.000");
  for (const text of ["red", "#ffff", "#12345", "oklch(1 1)", "oklch(a b c)", "", "rgb(0 0 0)"]) {
    strictEqual(parseColor(text), undefined, text);
  }
});

Deno.test("a color is the same after OKLCH", () => {
  for (const hex of ["#000000", "#ffffff", "#4f46e5", "#d6000e", "#00ff00", "#7f8081"]) {
    strictEqual(toHex(toOklch(hex)), hex);
  }
});

Deno.test("a color that screens can't show loses chroma, and keeps its lightness", () => {
  const hex = toHex([0.7, 0.4, 150]);
  const [lightness, chroma, hue] = toOklch(hex);
  ok(Math.abs(lightness - 0.7) < 0.01 && chroma < 0.25 && Math.abs(hue - 150) < 2, hex);
});

Deno.test("contrast is that of WCAG", () => {
  strictEqual(contrast("#000", "#fff"), 21);
  strictEqual(contrast("#fff", "#fff"), 1);
  strictEqual(contrast("#767676", "#ffffff").toFixed(2), "4.54");
  strictEqual(contrast("#ffffff", "#767676").toFixed(2), "4.54");
});
