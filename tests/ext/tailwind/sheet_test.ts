import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { Sheet } from "../../../ext/tailwind/sheet.ts";
import { logged } from "../../http/_app.ts";

const daisyui = () => import("daisyui");
const typography = () => import("@tailwindcss/typography");

/** CSS without Tailwind's theme and its rules for bare elements. */
const BARE =
  '@import "tailwindcss/theme.css" theme(reference); @import "tailwindcss/utilities.css";';

function toText(names: string, css = BARE, plugins = {}): Promise<string> {
  return new Sheet({ css, plugins }).toText(names.split(" "));
}

Deno.test("a sheet has Tailwind 4.3's rules, in Tailwind's order, whatever the order of names", async () => {
  const names =
    "md:flex hover:underline p-4 grid-cols-[1fr_2fr] bg-red-500/50 before:content-['x'] " +
    "data-[state=open]:p-1 no-such-class size-2!";
  const text = await toText(names);
  strictEqual(await toText(names.split(" ").reverse().join(" ")), text);
  strictEqual(text, GOLDEN);
});

/** Without indentation, as it is sent. */
const GOLDEN = `/*! tailwindcss v4.3.5 | MIT License | https://tailwindcss.com */
@layer properties;
@layer theme, base, ui, components, utilities;
.size-2\\! {
width: calc(var(--spacing, 0.25rem) * 2) !important;
height: calc(var(--spacing, 0.25rem) * 2) !important;
}
.grid-cols-\\[1fr_2fr\\] {
grid-template-columns: 1fr 2fr;
}
.bg-red-500\\/50 {
background-color: color-mix(in srgb, oklch(63.7% 0.237 25.331) 50%, transparent);
@supports (color: color-mix(in lab, red, red)) {
background-color: color-mix(in oklab, var(--color-red-500, oklch(63.7% 0.237 25.331)) 50%, transparent);
}
}
.p-4 {
padding: calc(var(--spacing, 0.25rem) * 4);
}
.before\\:content-\\[\\'x\\'\\]::before {
--tw-content: 'x';
content: var(--tw-content);
}
@media (hover: hover) {
.hover\\:underline:hover {
text-decoration-line: underline;
}
}
.data-\\[state\\=open\\]\\:p-1[data-state="open"] {
padding: var(--spacing, 0.25rem);
}
@media (width >= 48rem) {
.md\\:flex {
display: flex;
}
}
@property --tw-content {
syntax: "*";
initial-value: "";
inherits: false;
}
@layer properties {
@supports ((-webkit-hyphens: none) and (not (margin-trim: block))) or ((-moz-orient: inline) and (not (color:rgb(from red r g b)))) {
*, ::before, ::after, ::backdrop {
--tw-content: "";
}
}
}
`;

Deno.test("a sheet has the theme and the rules for bare elements before those of css", async () => {
  const css =
    "@theme { --color-own: #abcdef }\n@layer components { .card { @apply p-2 } }\nb { c: d }";
  const text = await toText("text-own flex", css);
  match(text, /^\/\*! tailwindcss v4\.3\.5 [^]*\n@layer theme, base, ui, components, utilities;/);
  deepStrictEqual(
    [".text-own {\ncolor: var(--color-own);", "--color-own: #abcdef;", ".card {\npadding: "].map(
      (part) => text.includes(part),
    ),
    [true, true, true],
  );
  match(text, /box-sizing: border-box[^]*\.flex[^]*\.card[^]*\nb \{\nc: d;\n\}/);
});

Deno.test("plugins are used without an @plugin, and take the options of theirs", async () => {
  const css = '@plugin "daisyui" { themes: dark --default; prefix: d-; }';
  const lines = await logged(async () => {
    const all = await toText("btn prose", "", { daisyui, "@tailwindcss/typography": typography });
    match(all, /\.btn \{/);
    match(all, /\.prose \{/);
    match(all, /\[data-theme="?light"?\]/);
    const own = await toText("btn d-btn", css, { daisyui });
    strictEqual(/\.btn \{/.test(own), false);
    match(own, /\.d-btn \{/);
    strictEqual(/\[data-theme="?light"?\]/.test(own), false);
  }, "warn");
  deepStrictEqual(lines, []);
});

Deno.test("daisyUI writes nothing to the console", async () => {
  const code = `import { Sheet } from ${
    JSON.stringify(import.meta.resolve("../../../ext/tailwind/sheet.ts"))
  };
    const daisyui = () => import("daisyui");
    await new Sheet({ css: "", plugins: { daisyui } }).toText(["btn"]);`;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "-q",
      "--config",
      fileURLToPath(new URL("../../../deno.json", import.meta.url)),
      code,
    ],
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  deepStrictEqual([decode(stdout), decode(stderr), success], ["", "", true]);
});

Deno.test("mistakes in css are told with their line", async () => {
  const cases: Record<string, string> = {
    "\na { color: red;": "css, line 2, column 1: Missing closing } at a",
    "\n\na { color red }": "css, line 3, column 5: Invalid declaration: `color red`",
    "a {}\n}": "css, line 2, column 1: Missing opening {",
    'a { content: "x\n }': 'css, line 1, column 14: Unterminated string: "x"',
    "a {}\nb { @apply no-such; }": "css, line 2: Cannot apply unknown utility class `no-such`",
    '\n@plugin "x";': 'found "x", expected one of the option plugins, which has none',
    '@import "./a.css";': 'found @import "./a.css", expected one of tailwindcss, ' +
      "tailwindcss/index.css, tailwindcss/preflight.css, tailwindcss/theme.css, " +
      "tailwindcss/utilities.css; put other CSS into css as a text",
    '@source "./lib";': 'found @source "./lib", expected @source inline(…), or the option folder',
  };
  const found: Record<string, string> = {};
  for (const css of Object.keys(cases)) {
    await toText("flex", css).catch(({ message }) => {
      found[css] = message.replace("Cannot make the style sheet: ", "");
    });
  }
  deepStrictEqual(found, cases);
});

Deno.test("a plugin that is not there at first is asked for again", async () => {
  let times = 0;
  const typography2 = () => ++times === 1 ? Promise.reject(new Error("away")) : typography();
  const sheet = new Sheet({ css: "", plugins: { "@tailwindcss/typography": typography2 } });
  await rejects(sheet.toText(["prose"]), /away/);
  match(await sheet.toText(["prose"]), /\.prose \{/);
  const empty = () => Promise.resolve({ default: 1 });
  await rejects(toText("a", "", { empty }), {
    message: 'Cannot make the style sheet: found plugin "empty" without a default export, ' +
      'expected () => import("npm:empty@…")',
  });
});

Deno.test("an @import of Tailwind in css is in the place of the default", async () => {
  const text = await toText("tw:flex flex", '@import "tailwindcss" prefix(tw) source(none);');
  deepStrictEqual(text.match(/^\.\S+/gm), [".tw\\:flex"]);
  strictEqual(text.match(/box-sizing: border-box/g)?.length, 1);
});

Deno.test("@source inline() and safelists of css are in the sheet", async () => {
  const css = `${BARE}@source inline("{hover:,}underline");`;
  deepStrictEqual((await toText("", css)).match(/^\.\S+/gm), [
    ".underline",
    ".hover\\:underline:hover",
  ]);
});

Deno.test("addMissing() tells names with rules from others, each once", async () => {
  const sheet = new Sheet({ css: "@utility own { a: b }", plugins: {} });
  await sheet.toText(["flex"]);
  const names = ["flex", "grid", "htmx-request", "own", "p-[", "grid"];
  deepStrictEqual(await sheet.addMissing(names), ["grid", "own"]);
  deepStrictEqual(await sheet.addMissing(names), []);
});
