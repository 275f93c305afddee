import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { fromCsvText, readCsv, toCsvLine } from "../../../ext/admin/csv.ts";

const TEXTS = [
  ...["", "a", " a ", "a,b", 'say "hi"', "two\nlines", "two\r\nlines", "a;b", "tab\there"],
  ...["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''=1", "'plain", "\t=1", " =1", "\r=1", "＝1"],
  ...['=HYPERLINK("http://evil","x")', "\n-1", "＠x", "'"],
];

Deno.test("readCsv() reads what toCsvLine() writes, null and the empty text apart", () => {
  const cells = TEXTS.map((text) => ({ text, isText: true }));
  const line = toCsvLine([{ text: null, isText: true }, ...cells]);
  const all = [...readCsv(line)];
  deepStrictEqual(
    all.map(({ cells }) => cells.map((cell) => cell === null ? null : fromCsvText(cell))),
    [
      [null, ...TEXTS],
    ],
  );
});

Deno.test("toCsvLine() writes no text that a spreadsheet takes for a formula", () => {
  for (const text of TEXTS) {
    const { cells } = [...readCsv(`x,${toCsvLine([{ text, isText: true }])}`)][0]!;
    strictEqual(/^\s*[=+\-@＝＋－＠]/.test(cells[1] ?? ""), false, JSON.stringify(text));
  }
  // A number is one.
  strictEqual(toCsvLine([{ text: "-5", isText: false }]), "-5\r\n");
});

Deno.test("readCsv() knows lines, whatever ends them and separates cells", () => {
  const read = (text: string) => [...readCsv(text)].map(({ line, cells }) => [line, ...cells]);
  deepStrictEqual(read("\uFEFFa,b\r\n1,2\n\n3,\r4,5"), [
    [1, "a", "b"],
    [2, "1", "2"],
    [4, "3", null],
    [5, "4", "5"],
  ]);
  deepStrictEqual(read('"a;b";c\n"x\ny";2\n3;4\n'), [
    [1, "a;b", "c"],
    [2, "x\ny", "2"],
    [4, "3", "4"],
  ]);
  deepStrictEqual(read("a\tb\n1\t,"), [[1, "a", "b"], [2, "1", ","]]);
  deepStrictEqual(read(""), []);
  deepStrictEqual(read('""'), [[1, ""]]);
});

Deno.test("readCsv() names the line of a quote that does not fit", () => {
  throws(() => [...readCsv('a,b\n1,"2\n3')], { line: 2, message: "A quote is not closed" });
  throws(() => [...readCsv('a,b\n1,2\n3,"4"x')], {
    line: 3,
    message: "A quote is in the middle of a value",
  });
  throws(() => [...readCsv('a\nb"c')], { line: 2 });
});

Deno.test("readCsv() reads megabytes of quotes", () => {
  const text = `a\n"${'""'.repeat(1_000_000)}"`;
  strictEqual([...readCsv(text)][1]!.cells[0]!.length, 1_000_000);
});
