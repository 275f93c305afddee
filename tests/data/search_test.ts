import { deepStrictEqual } from "node:assert";
import fc from "fast-check";
import { mongodb } from "../../ext/mongodb.ts";
import { pglite } from "../../ext/postgres.ts";
import type { Backend } from "../../lib/data/backend.ts";
import { type Database, database } from "../../lib/data/mod.ts";
import { toWords } from "../../lib/data/search.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";

// What search() finds on every backend is in the conformance suite.

Deno.test("toWords() gives different words of letters, digits and marks", () => {
  deepStrictEqual(toWords(`A "b" a-b, näive e\u0301 B* 42 日本 ${"\0"}\ud800 😀 A`), [
    ..."A b a näive e\u0301 B 42 日本".split(" "),
  ]);
});

Deno.test("search() takes any text, and finds the row that has all its words", async () => {
  await using server = new MongoStandIn();
  const opened: Database<boolean>[] = [
    database(":memory:"),
    database(pglite() as Backend & { async: true }),
    database(mongodb(server.newUrl())),
  ];
  // Signs that are operators somewhere, words that are, and any other text.
  const part = fc.oneof(
    fc.constantFrom(..."\"'*-+^:(){}[]<>|&!~@#$%\\/.,;?_ \0\n\ud800😀".split("")),
    fc.constantFrom("AND", "OR", "NOT", "NEAR(", "c0:", "rank", "$where", "zebra", "ünï"),
    fc.string({ unit: "binary", maxLength: 5 }),
  );
  const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
  for (const db of opened) {
    const texts = db.create("text", { id: Number, text: String });
    await texts.insertAll([{ text: "zebra" }, { text: "ünï zebra" }, { text: "and or not near" }]);
    await texts.enableSearch("text");
    await fc.assert(
      fc.asyncProperty(text, async (asked) => {
        const found = await texts.search(asked);
        // Databases know older Unicode than JavaScript, and take other letters for signs.
        const words = toWords(asked).map((word) => word.toLowerCase())
          .filter((word) => /^[a-z\dïü]+$/.test(word));
        for (const row of found) {
          deepStrictEqual(words.filter((word) => !row.text.split(" ").includes(word)), []);
        }
        const whole = await texts.search(`${asked.replace(/[\p{L}\p{M}\p{N}]/gu, "")} zebra`);
        deepStrictEqual(whole.map(({ id }) => id).sort(), [1, 2]);
      }),
      { numRuns: 150, seed: 16 },
    );
    await db.close();
  }
});
