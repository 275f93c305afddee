import fc from "fast-check";
import { deepStrictEqual, strictEqual } from "node:assert";
import { toCasePattern, toCases } from "../../lib/data/letter_case.ts";
import { contains, database, startsWith } from "../../lib/data/mod.ts";

Deno.test("toCases() has each letter with its other case, where that is one letter", () => {
  deepStrictEqual(toCases("aÉß1ſ𐐀"), [
    ["a", "A"],
    ["É", "é"],
    ["ß"],
    ["1"],
    ["ſ", "S"],
    ["𐐀", "𐐨"],
  ]);
  deepStrictEqual(toCases(""), []);
});

Deno.test("toCasePattern() escapes all that has a meaning", () => {
  strictEqual(toCasePattern("a.*[b]", true), "^[aA]\\.\\*\\[[bB]\\]");
  const signs = "\\^$.*+?()[]{}|-/ #&~";
  strictEqual(new RegExp(`${toCasePattern(signs, true)}$`).test(signs), true);
});

Deno.test("contains() and startsWith() that ignore case find what a plain filter finds", () => {
  const letter = fc.constantFrom(..."aAbBéÉжЖσΣς%_*?[]^\\.-' 1");
  const text = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(""));
  const isSame = (one: string, other: string) =>
    one === other || one === other.toLowerCase() || one === other.toUpperCase();
  const isAt = (text: string, part: string, at: number) =>
    [...part].every((letter, i) => text[at + i] !== undefined && isSame(text[at + i]!, letter));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), text, (texts, part) => {
      using db = database(":memory:");
      const rows = db.create("rows", { id: Number, text: String });
      rows.insertAll(texts.map((text) => ({ text })));
      const found = (condition: ReturnType<typeof contains>) =>
        rows({ text: condition }, { orderBy: "id" }).map(({ text }) => text);
      const any = { ignoreCase: true };
      deepStrictEqual(
        found(contains(part, any)),
        texts.filter((text) => [...`${text} `].some((_, at) => isAt(text, part, at))),
      );
      deepStrictEqual(found(startsWith(part, any)), texts.filter((text) => isAt(text, part, 0)));
    }),
    { numRuns: 60 },
  );
});
