import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { contrast } from "../../../ext/ui/color.ts";
import { PAIRS } from "../../../ext/ui/roles.ts";
import { theme, toTheme } from "../../../ext/ui/theme.ts";

Deno.test("one color makes a theme, in which every pair has its contrast", () => {
  for (const primary of ["#4f46e5", "#b91c1c", "#0f766e", "#111111", "#be185d", "#8b5e00"]) {
    const made = theme({ primary });
    strictEqual(made.light.primary, primary);
    for (const scheme of ["light", "dark"] as const) {
      const faint = PAIRS.filter(([over, under, ratio]) =>
        contrast(made[scheme][over], made[scheme][under]) < ratio
      );
      deepStrictEqual(faint, [], `${primary} ${scheme}`);
    }
  }
});

Deno.test("a theme begins with another, and its own values win", () => {
  const swiss = toTheme("swiss"), made = theme({ name: "acme", from: "swiss", radius: 3 });
  deepStrictEqual(made, { ...swiss, name: "acme", radius: 3 });
  // A color of one's own does not go with the sidebar of another theme.
  const own = theme({ from: "swiss", primary: "#4f46e5" });
  strictEqual(own.font, swiss.font);
  strictEqual(own.light.sideOn, own.light.primarySoft);
});

Deno.test("a pair that can't be read is rejected, with its ratio", () => {
  throws(() => theme({ primary: "#fde047" }), {
    name: "TypeError",
    message: "Cannot make a theme: primary #fde047 on bg #fbf9f6 has a contrast of 1.25:1 in the " +
      "light scheme, expected 3:1 or more",
  });
  throws(
    () => theme({ dark: { muted: "#444444" } }),
    /muted #444444 on bg #\w+ .* in the dark scheme/,
  );
  throws(() => theme({ primary: { light: "#4f46e5", dark: "#222222" } }), /in the dark scheme/);
});

Deno.test("what is no color, no role, no name or no theme is told", () => {
  const odd = (options: object, message: string) =>
    throws(() => theme(options), { name: "TypeError", message: `Cannot make a theme: ${message}` });
  odd({ primary: "blue" }, 'primary "blue", expected "#rrggbb" or "oklch(l c h)"');
  odd({ light: { text: 7 } }, 'text 7, expected "#rrggbb" or "oklch(l c h)"');
  odd({ name: "A b" }, 'name "A b", expected 1 to 32 of a-z 0-9 -');
  odd({ name: "a{}" }, 'name "a{}", expected 1 to 32 of a-z 0-9 -');
  odd(
    { from: "papr" },
    'unknown theme "papr", expected one of paper, ink, folio, terminal, swiss, jelly, harbor',
  );
  odd({ radios: 3 }, 'unknown option "radios", expected radius');
  throws(
    () => theme({ dark: { link: "#fff" } } as never),
    /unknown role "link" in dark, expected one of bg/,
  );
});
