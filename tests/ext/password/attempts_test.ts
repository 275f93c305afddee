import { deepStrictEqual, strictEqual } from "node:assert";
import { Attempts } from "../../../ext/password/attempts.ts";

Deno.test("Attempts counts each key, takes one back, and forgets", () => {
  const attempts = new Attempts(60_000);
  deepStrictEqual(["a", "a", "b"].map((key) => attempts.add(key)), [1, 2, 1]);
  attempts.remove("a");
  attempts.forget("b");
  attempts.remove("c");
  deepStrictEqual(["a", "b", "c"].map((key) => attempts.add(key)), [2, 1, 1]);
});

Deno.test("Attempts drops what is over, and never what counts", () => {
  const attempts = new Attempts(60_000);
  const { now } = Date;
  try {
    strictEqual(attempts.add("ada"), 1);
    for (let i = 0; i < 20_000; i++) attempts.add(`other ${i}`);
    strictEqual(attempts.add("ada"), 2);
    strictEqual(attempts.add("other 19999") > 10_000, true); // Shared by all that are too many.
    Date.now = () => now() + 60_001;
    deepStrictEqual([attempts.add("ada"), attempts.add("other 19999")], [1, 1]);
  } finally {
    Date.now = now;
  }
});
