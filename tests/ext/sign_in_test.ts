import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { FastHTML } from "@fasthtml/fasthtml";
import { checkFree, UsedOnce } from "../../ext/sign_in.ts";

// What it is for: tests/ext/oauth_test.ts, tests/ext/passkey_test.ts.

Deno.test("UsedOnce.take() takes a text once in a period, however many come between", () => {
  const { now } = Date;
  let time = 0;
  Date.now = () => time;
  try {
    const used = new UsedOnce(1000);
    const takes = (text: string, at: number) => (time = at, used.take(text));
    deepStrictEqual(
      [takes("a", 0), takes("a", 0), takes("b", 500), takes("a", 999), takes("a", 1000)],
      [true, false, true, false, true],
    );
    for (let i = 0; i < 99_997; i++) used.take(`${i}`);
    deepStrictEqual([takes("b", 1400), takes("a", 1400)], [false, false]);
    // Beyond 100,000 the oldest tenth is forgotten, in one go: memory has a bound.
    strictEqual(takes("one more", 1400), true);
    deepStrictEqual([takes("b", 1400), takes("0", 1400)], [false, false]);
    strictEqual(takes("and one", 1400), true);
    const known = [10_000, 50_000, 99_996].map((i) => takes(`${i}`, 1400));
    deepStrictEqual(known, [false, false, false]);
    const forgotten = ["b", "0", "9000"].map((text) => takes(text, 1400));
    deepStrictEqual(forgotten, [true, true, true]);
  } finally {
    Date.now = now;
  }
});

Deno.test("checkFree() throws for the verb and path of a route that there is", () => {
  const app = new FastHTML();
  app.post("/logout", () => {});
  checkFree(app, "GET", "/logout");
  checkFree(app, "POST", "/login");
  throws(() => checkFree(app, "POST", "/logout"), {
    message:
      "Cannot add a sign-in: the application has a route for POST /logout, expected another path",
  });
});
