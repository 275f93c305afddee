import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { ROOT } from "../house/_files.ts";
import { mutate, sample } from "./mutate.ts";
import { ROOMS, toTest } from "./rooms.ts";

/** A text, and each mutant of it: the operator and what the changed part became. */
const CASES: readonly [text: string, mutants: readonly string[]][] = [
  ["if (a) b();", [
    "condition a → true",
    "condition a → false",
    "condition a → !(a)",
    "removal b(); → ;",
  ]],
  ["while (a) b++;", [
    "condition a → false",
    "removal b++; → ;",
    "arithmetic b++ → b--",
  ]],
  ["x = !a ? b : c", [
    "removal x = !a ? b : c → ;",
    "condition !a → true",
    "condition !a → false",
    "condition !a → (a)",
  ]],
  ["const x = a === b", ["comparison a === b → a !== b"]],
  ["const x = a instanceof B", ["comparison a instanceof B → !(a instanceof B)"]],
  ["const x = a <= b", ["comparison a <= b → a > b", "boundary a <= b → a < b"]],
  ["const x = a && b", [
    "logical a && b → (a || b)",
    "logical a && b → (a)",
    "logical a && b → (b)",
  ]],
  ["const x = a ?? b", ["logical a ?? b → (a)", "logical a ?? b → (b)"]],
  ["const x = a?.b", ["optional a?.b → a.b"]],
  ["const x = a?.[b]", ["optional a?.[b] → a[b]"]],
  ["function f() { return a; }", ["return a → undefined"]],
  ["function f() { return !a; }", ["return !a → true", "return !a → false"]],
  ["const f = () => a", ["return a → undefined"]],
  ["function f() { if (false) return; }", [
    "condition false → true",
    "condition false → !(false)",
    "removal return; → ;",
  ]],
  ["throw a", ["removal throw a → ;"]],
  ["for (const a of b) continue;", ["removal continue; → ;"]],
  ["const x = a.trim()", ["call a.trim() → a"]],
  ["const x = a.some(b)", ["call some → every"]],
  ["const x = Buffer.concat(a)", []],
  ["const x = 1", ["constant 1 → 2", "constant 1 → 0"]],
  ["const x = 0", ["constant 0 → 1", "constant 0 → (-1)"]],
  ['const x = "a"', ['constant "a" → ""']],
  ['const x = ""', ['constant "" → "mutant"']],
  ["const x = true", ["constant true → false"]],
  ["const x = `a${b}c`", [
    'constant `a${b}c` → ""',
    "constant `a${b}c` → `${b}c`",
    "constant `a${b}c` → `a${b}`",
  ]],
  ["const x = a - b * c", ["arithmetic a - b * c → a + b * c", "arithmetic b * c → b / c"]],
  ['const x = "a" + b', ['constant "a" → ""']],
  ["const x = -a", ["arithmetic -a → a"]],
  ["const x = /^a+[^b\\d]$/gi", [
    "regex /^a+[^b\\d]$/gi → /a+[^b\\d]$/gi",
    "regex /^a+[^b\\d]$/gi → /^a*[^b\\d]$/gi",
    "regex /^a+[^b\\d]$/gi → /^a+[b\\d]$/gi",
    "regex /^a+[^b\\d]$/gi → /^a+[^b\\D]$/gi",
    "regex /^a+[^b\\d]$/gi → /^a+[^b\\d]/gi",
    "regex /^a+[^b\\d]$/gi → /^a+[^b\\d]$/i",
    "regex /^a+[^b\\d]$/gi → /^a+[^b\\d]$/g",
  ]],
  ["const x = /(?<!a)b/", ["regex /(?<!a)b/ → /(?<=a)b/"]],
  ['const x = makeOptionCheck("a", { b: true })', ['constant "a" → ""']],
  // names and types are no code
  ['import a from "a"; type A = "b" | 1; const x: Map<"c", 2> = { "d": e } as F<"g">;', []],
];

Deno.test("mutate() makes what each operator says", () => {
  for (const [text, expected] of CASES) {
    const mutants = mutate("a.ts", text);
    const found = mutants.map(({ operator, before, after }) => `${operator} ${before} → ${after}`);
    deepStrictEqual(found, expected, text);
  }
});

Deno.test("mutate() says where a mutant is, by line and by name", () => {
  const text = "class A {\n  get b() {\n    return  c &&\n      1;\n  }\n}\n";
  deepStrictEqual(mutate("a.ts", text)[2], {
    file: "a.ts",
    at: "3:13",
    operator: "logical",
    before: "c && 1",
    after: "(c)",
    inside: "A.b",
    lines: ["return c && 1;", "return (c);"],
    text: "class A {\n  get b() {\n    return  (c);\n  }\n}\n",
  });
});

Deno.test("sample() draws the same mutants for the same seed, in the order of the text", () => {
  const all = mutate("a.ts", "const x = [0, 1, 2, 3, 4, 5, 6, 7];");
  const draw = (size: number, seed: number) =>
    sample(all, size, seed).map((mutant) => all.indexOf(mutant));
  deepStrictEqual(draw(5, 1), draw(5, 1));
  deepStrictEqual(draw(5, 1).toSorted((a, b) => a - b), draw(5, 1));
  deepStrictEqual([draw(5, 1).length, draw(5, 1).join() === draw(5, 2).join()], [5, false]);
  deepStrictEqual(draw(Infinity, 1), [...all.keys()]);
});

Deno.test("sample() leaves out what is no program", () => {
  const all = mutate("a.ts", "function f() { if (a) { const b = /(?:a)/; } else return; }");
  const broken = { ...all[0], text: "if (" };
  deepStrictEqual(sample([broken, ...all], Infinity, 1), all);
});

Deno.test("ROOMS name files and tests that exist", () => {
  const named = Object.values(ROOMS).flatMap(({ files, more = [] }) => [
    ...files,
    ...files.map(toTest),
    ...more,
  ]);
  deepStrictEqual(named.filter((file) => !existsSync(ROOT + file)), []);
});
