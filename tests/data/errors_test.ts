import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { DataError, NotFoundError, show } from "../../lib/data/errors.ts";

Deno.test("DataError has the name of its class and keeps its cause", () => {
  const cause = new Error("disk");
  const error = new NotFoundError("Cannot find 1", { cause });
  ok(error instanceof DataError);
  deepStrictEqual([error.name, error.message, error.cause], [
    "NotFoundError",
    "Cannot find 1",
    cause,
  ]);
});

const SHOWN: readonly [value: unknown, text: string][] = [
  ["a", '"a"'],
  ["x".repeat(60), `"${"x".repeat(60)}"`],
  ["x".repeat(61), `"${"x".repeat(60)}…"`],
  [5n, "5n"],
  [1.5, "1.5"],
  [null, "null"],
  [undefined, "undefined"],
  [new Map(), "a value of Map"],
  [Object.create(null), "a value of no class"],
];
for (const [value, text] of SHOWN) {
  Deno.test(`show() writes ${Deno.inspect(value)} as ${text}`, () => {
    strictEqual(show(value), text);
  });
}

Deno.test("show() writes a date as a date", () => {
  ok(show(new Date(0)).startsWith("the date Thu Jan 01 1970"));
});
