import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { brotliCompressSync } from "node:zlib";
import { ROLES } from "../../../ext/ui/roles.ts";
import { toSheet } from "../../../ext/ui/sheet.ts";
import { theme, toTheme } from "../../../ext/ui/theme.ts";
import type { ThemeName } from "../../../ext/ui/theme_types.ts";
import { THEMES } from "../../../ext/ui/themes.ts";
import { filesOf, ROOT } from "../../house/_files.ts";

const paper = toTheme("paper");

Deno.test("the sheet is small, and all themes cost little more", () => {
  const size = (names: ThemeName[]) => brotliCompressSync(toSheet(names.map(toTheme))).length;
  const one = size(["paper"]), all = size(Object.keys(THEMES) as ThemeName[]);
  ok(one < 9_500, `${one} bytes`);
  ok(all < one + 2_000, `${all} bytes`);
});

Deno.test("Tailwind's reset is below the components, and its utilities are above", () => {
  match(toSheet([paper]), /^@layer theme,base,ui,components,utilities;@layer ui\{/);
});

Deno.test("the first theme is that of every page, others have a name, and own rules are last", () => {
  const sheet = toSheet([paper, theme({ name: "acme", primary: "#0f766e" })], ".own{}");
  match(sheet, /@layer ui\{:root,\[data-theme=paper\]\{--ui-bg:light-dark\(#f7f5f3,#\w{6}\);/);
  match(sheet, /\}\[data-theme=acme\]\{.*--ui-primary:light-dark\(#0f766e,#\w{6}\)/);
  ok(sheet.endsWith(".own{}"));
});

Deno.test("what the sheet uses is defined, and all colors are those of a role", () => {
  const sheet = toSheet([paper]);
  const defined = new Set([...sheet.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = [...sheet.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!);
  deepStrictEqual(used.filter((name) => !defined.has(name)), []);
  strictEqual(ROLES.length, [...sheet.matchAll(/--ui-[\w-]+:(?:light-dark\(#|#)/g)].length);
  const parts = sheet.slice(sheet.indexOf("*,::before"));
  // Shadows and the ground behind a dialog are no color of a theme.
  deepStrictEqual(parts.match(/#[\da-f]{3,8}\b/g), null);
});

Deno.test("every class of a component is in the sheet, and every class of the sheet in one", () => {
  const sheet = toSheet([paper]);
  const classes = new Set(sheet.match(/(?<=\.)ui-[\w-]*\w/g));
  const code = filesOf(/\.(?:ts|js)$/, "ext/ui").map((file) => Deno.readTextFileSync(ROOT + file))
    .join("");
  const unused = [...classes].filter((name) =>
    !code.includes(name) && !code.includes(`${name.replace(/[^-]+$/, "")}\${`)
  );
  deepStrictEqual(unused, []);
});
