import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { LOOK } from "../../../ext/jobs_page/look.ts";

Deno.test("LOOK loads nothing, and defines each colour that it uses", () => {
  strictEqual(/url\(|@import|expression/i.test(LOOK), false);
  const names = (pattern: RegExp) => new Set([...LOOK.matchAll(pattern)].map(([, name]) => name));
  const defined = names(/(--\w+): light-dark/g);
  deepStrictEqual(names(/var\((--\w+)\)/g), defined);
  ok(defined.size > 5);
});
