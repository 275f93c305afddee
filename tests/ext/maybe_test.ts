import { strictEqual } from "node:assert";
import { then } from "../../ext/maybe.ts";

Deno.test("then() goes on at once with a value, and later with a promise", async () => {
  strictEqual(then(1, (n) => n + 1), 2);
  const later = then(Promise.resolve(1), (n) => n + 1);
  strictEqual(later instanceof Promise, true);
  strictEqual(await later, 2);
});
