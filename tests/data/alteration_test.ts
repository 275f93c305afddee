import { deepStrictEqual, throws } from "node:assert";
import { database, Integer } from "../../lib/data/mod.ts";

// What each change does, on every backend, is in the conformance suite.

Deno.test("transform() takes names as they were, in each option and in indexes", () => {
  using db = database(":memory:");
  const words = db.create("words", { id: Number, a: String, b: String, c: String }, {
    indexes: [["a", "b"], "c"],
  });
  words.insert({ a: "x", b: "7", c: "z" });
  const changed = words.transform({
    rename: { a: "x", b: "y" },
    types: { b: Integer },
    drop: ["c"],
    defaults: { a: "new" },
    pk: "a",
  });
  deepStrictEqual(changed().map((row) => ({ ...row })), [{ id: 1, x: "x", y: 7 }]);
  deepStrictEqual([changed.pks, changed.indexes], [["x"], [{
    columns: ["x", "y"],
    unique: false,
  }]]);
});

Deno.test("transform() rejects an option, and each name, that the table does not have", () => {
  using db = database(":memory:");
  const words = db.create("words", { id: Number, text: String });
  for (
    const options of [
      { types: { txt: Integer } },
      { rename: { txt: "b" } },
      { drop: ["txt"] },
      { pk: "txt" },
      { notNull: ["txt"] },
      { defaults: { txt: "" } },
    ]
  ) {
    throws(() => words.transform(options as object), {
      name: "UnknownColumnError",
      message: 'Cannot use "txt" on table "words": it has no such column, did you mean "text"?',
    });
  }
});
