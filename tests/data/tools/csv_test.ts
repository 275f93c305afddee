import { deepStrictEqual, throws } from "node:assert";
import { parseCsv } from "../../../lib/data/tools/csv.ts";

const CASES: readonly [what: string, text: string, rows: Record<string, string>[]][] = [
  ["reads nothing from nothing", "", []],
  ["reads no row from a head", "a,b\n", []],
  ["names the values by the first line", "a,b\n1,2\n", [{ a: "1", b: "2" }]],
  ["reads a last line without its end", "a,b\n1,2", [{ a: "1", b: "2" }]],
  ["reads Windows' line ends", "a,b\r\n1,2\r\n", [{ a: "1", b: "2" }]],
  ["drops a byte order mark", "\uFEFFa\n1\n", [{ a: "1" }]],
  ["drops blanks around a name, not around a value", " a ,b\n 1 ,2\n", [{ a: " 1 ", b: "2" }]],
  ["skips an empty line", "a\n1\n\n2\n", [{ a: "1" }, { a: "2" }]],
  ["keeps an empty value in quotes", 'a\n""\n', [{ a: "" }]],
  ["keeps an empty value at the end", "a,b\n1,\n,2", [{ a: "1", b: "" }, { a: "", b: "2" }]],
  ["keeps an empty value at the end of the text", "a,b\n1,", [{ a: "1", b: "" }]],
  ["takes commas, quotes and lines in quotes", 'a,b\n"x, ""y""\nz",2\n', [
    { a: 'x, "y"\nz', b: "2" },
  ]],
  ["takes doubled quotes alone", 'a\n""""\n', [{ a: '"' }]],
];

for (const [what, text, rows] of CASES) {
  Deno.test(`parseCsv() ${what}`, () => deepStrictEqual(parseCsv(text), rows));
}

Deno.test("parseCsv() names the row that has too many or too few values", () => {
  throws(() => parseCsv("a,b\n1,2\n3\n"), {
    name: "DataError",
    message: "Cannot read CSV: row 3 has 1 values, expected 2",
  });
  throws(() => parseCsv("a\n1,2\n"), /row 2 has 2 values, expected 1/);
});

Deno.test("parseCsv() names the place of a stray quote", () => {
  throws(() => parseCsv('a\nx"y\n'), {
    message: "Cannot read CSV: found a stray quote after character 2, expected it doubled",
  });
  throws(() => parseCsv('a\n"x"y\n'), /stray quote after character 2/);
  throws(() => parseCsv('a\n"open\n'), /stray quote after character 2/);
});

Deno.test("parseCsv() names the columns that the first line has more than once", () => {
  throws(() => parseCsv("a,b, a ,c,b,a\n1,2,3,4,5,6\n"), {
    name: "DataError",
    message: 'Cannot read CSV: found "a", "b" more than once in the first line, expected once',
  });
  throws(() => parseCsv("a,a"), /found "a" more than once/);
  const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
  throws(() => parseCsv(`${names},${names}`), /"c8", "c9", … more than once/);
  throws(() => parseCsv(`${"x".repeat(70)},`.repeat(2)), /found "x{60}…" more than once/);
});
