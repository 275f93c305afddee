import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { findLucide, lucideNames } from "../../../ext/icons/lucide.ts";
import { generate } from "./generate.ts";

const FOLDER = new URL("../../../ext/icons/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");

Deno.test("each name of the types has its shapes, and no other has", () => {
  const typed = [...read("names.ts").matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  deepStrictEqual(lucideNames(), typed);
  strictEqual(new Set(typed).size, typed.length);
  ok(typed.length > 2000, `${typed.length} names`);
});

Deno.test("shapes are elements with coordinates and nothing else: no script, no link, no style", () => {
  const number = String.raw`[\d.]+`;
  const attr = String.raw` (?:[cr]?[xy][12]?|r|width|height)="${number}"`;
  const path = String
    .raw` d="[MmLlHhVvCcSsQqTtAaZz\d ,.-]+"| points="[\d ,.]+"| fill="currentColor"`;
  const shapes = new RegExp(
    `^(?:<(?:path|circle|rect|line|ellipse|polyline|polygon)(?:${attr}|${path})+/>)+$`,
  );
  deepStrictEqual(lucideNames().filter((name) => !shapes.test(`${findLucide(name)}`)), []);
});

Deno.test("the text has the licences of lucide and of Feather, and fits a package of JSR", () => {
  const text = read("lucide.txt");
  match(text, /^# lucide-static [\d.]+\n#\n# ISC License\n[^]*# The MIT License \(MIT\)/);
  ok(text.length < 500_000, `${text.length} bytes`);
});

Deno.test("what is no name has no shapes", () => {
  for (const name of ["", "#", "constructor", "__proto__", "x\t", "=circle-x", "X"]) {
    strictEqual(findLucide(name), undefined, name);
  }
});

const isCI = Boolean(Deno.env.get("CI") ?? Deno.env.get("ICONS"));

Deno.test({
  name: "`deno task icons` makes the files that are here" +
    (isCI ? "" : " (needs ICONS=1, to load lucide from npm)"),
  ignore: !isCI,
  async fn() {
    for (const [name, text] of Object.entries(await generate())) {
      ok(read(name) === text, `${name} is another`);
    }
  },
});
