import { deepStrictEqual, match } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database, startsWith } from "../../lib/data/mod.ts";

Deno.test("startsWith() finds texts by an index", () => {
  const raw = new DatabaseSync(":memory:");
  using db = database(raw);
  const words = db.create("words", { id: Number, word: String }, { indexes: ["word"] });
  words.insertAll(["abc", "abd", "b"].map((word) => ({ word })));
  deepStrictEqual(words({ word: startsWith("ab") }).map(({ id }) => id), [1, 2]);
  const plan = raw.prepare('explain query plan select * from words where "word" GLOB ?').all("ab*");
  match(
    String(plan[0].detail),
    /SEARCH words USING COVERING INDEX idx_words_word \(word>\? AND word<\?\)/,
  );
});
