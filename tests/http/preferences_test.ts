import { deepStrictEqual } from "node:assert";
// @ts-types="npm:@types/negotiator@0.6.5"
import Negotiator from "negotiator";
import fc from "fast-check";
import { chooseLanguage, chooseType } from "../../lib/http/preferences.ts";

const TYPES = ["text/html;charset=utf-8", "application/json;charset=utf-8", "text/plain"];
const TAGS = ["en", "de", "pt-BR", "zh", "zh-Hant"];

Deno.test("chooseType() chooses what the client likes best, then what it names most exactly", () => {
  const rows: Record<string, string | undefined> = {
    "": undefined,
    "*/*": TYPES[0],
    "text/*": TYPES[0],
    "text/*;q=0.5,text/plain": "text/plain",
    "application/json": TYPES[1],
    "APPLICATION/JSON ; Q=0.3": TYPES[1],
    "application/json;charset=UTF-8": TYPES[1],
    "application/json;charset=latin1": undefined,
    "application/json;charset=*": TYPES[1],
    "text/html;q=0,*/*": TYPES[1],
    "text/html;q=0.2,application/json;q=0.4": TYPES[1],
    'text/html;a="x,application/json";q=0.1,text/plain;q=0.05': "text/plain",
    'text/html;charset="utf-8"': TYPES[0],
    "text/html;q=none": undefined,
    "image/png": undefined,
    ",;,=;q": undefined,
  };
  const found = Object.keys(rows).map((accept) => [accept, chooseType(accept, TYPES)]);
  deepStrictEqual(Object.fromEntries(found), rows);
});

Deno.test("chooseType() and chooseLanguage() agree with npm:negotiator on any header", () => {
  const q = fc.constantFrom("", ";q=0", ";q=0.1", ";q=0.5", "; q=1.0", ";q=", ";charset=utf-8");
  const spaced = fc.constantFrom(",", ", ", " ,\t");
  const types = fc.constantFrom(
    ...[
      "text/html",
      "Text/Plain",
      "application/json",
      "text/*",
      "*/*",
      "application/*",
      "image/png",
    ],
    ...["application/json;charset=latin1", 'text/html;charset="utf-8"'],
  );
  const tags = fc.constantFrom(..."en de de-AT pt pt-BR zh-CN zh-Hant fr * EN-us".split(" "));
  const header = (names: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(names, q, spaced), { maxLength: 6 })
      .map((items) => items.map((item) => item.join("")).join("").replace(/\s*,\s*$/, ""));
  const agree = fc.property(header(types), header(tags), (accept, language) => {
    const negotiator = new Negotiator({ headers: { accept, "accept-language": language } });
    deepStrictEqual([chooseType(accept, TYPES), chooseLanguage(language, TAGS)], [
      negotiator.mediaType(TYPES),
      negotiator.language(TAGS),
    ]);
  });
  fc.assert(agree, { numRuns: 2000 });
});

Deno.test("chooseType() reads a large header in one pass", () => {
  for (const part of ['"', "\\", '"\\', ",", ";", "=", "a/b,", 'a/b;c="', "*/*;q=1,"]) {
    const accept = part.repeat(200_000 / part.length);
    deepStrictEqual([part, typeof chooseType(accept, TYPES)], [
      part,
      part === "*/*;q=1," ? "string" : "undefined",
    ]);
  }
});
