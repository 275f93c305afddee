import { deepStrictEqual, ok } from "node:assert";
import { contrast } from "../../../ext/ui/color.ts";
import { PAIRS } from "../../../ext/ui/roles.ts";
import { toTheme } from "../../../ext/ui/theme.ts";
import type { ThemeName } from "../../../ext/ui/theme_types.ts";
import { THEMES } from "../../../ext/ui/themes.ts";

const NAMES = Object.keys(THEMES) as ThemeName[];

for (const name of NAMES) {
  Deno.test(`every pair of the theme ${name} has its contrast, in light and dark`, () => {
    const theme = toTheme(name);
    for (const scheme of ["light", "dark"] as const) {
      const faint = PAIRS.map(([over, under, ratio]) => {
        const found = contrast(theme[scheme][over], theme[scheme][under]);
        return found < ratio ? `${over} on ${under}: ${found}` : "";
      });
      deepStrictEqual(faint.filter(Boolean), [], scheme);
    }
  });
}

Deno.test("themes differ in more than color", () => {
  const looks = NAMES.map((name) => {
    const { light: _, dark: _d, name: _n, ...look } = toTheme(name);
    return JSON.stringify(look);
  });
  deepStrictEqual(new Set(looks).size, NAMES.length);
  for (const name of NAMES) {
    const { light, dark } = toTheme(name);
    ok(contrast(light.bg, "#000") > 10 && contrast(dark.bg, "#fff") > 10, name);
  }
});
