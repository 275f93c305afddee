import { deepStrictEqual } from "node:assert";
import { toKeyValues } from "../../lib/data/primary_key.ts";
import type { ColumnKind } from "../../lib/data/kinds.ts";

const DAY = new Date("2026-11-20");

const CASES: readonly [kind: ColumnKind, key: unknown, values: unknown[] | undefined][] = [
  ["integer", 1, [1]],
  ["integer", "1", [1]],
  ["integer", "-1", [-1]],
  ["integer", 5n, [5]],
  ["integer", "x", undefined],
  ["integer", "1 or 1=1", undefined],
  ["integer", "1e3", undefined],
  ["integer", " 1", undefined],
  ["integer", 1.5, undefined],
  ["integer", NaN, undefined],
  ["integer", 2 ** 53, undefined],
  ["integer", "9007199254740992", undefined],
  ["integer", "9".repeat(20), undefined],
  ["integer", true, undefined],
  ["integer", null, undefined],
  ["integer", [1], [1]],
  ["integer", [1, 2], undefined],
  ["integer", [], undefined],
  ["bigint", 5, [5n]],
  ["bigint", "9223372036854775807", [9223372036854775807n]],
  ["bigint", "9223372036854775808", undefined],
  ["bigint", -(2n ** 63n), [-(2n ** 63n)]],
  ["bigint", 1.5, undefined],
  ["bigint", 2 ** 53, undefined],
  ["bigint", "x", undefined],
  ["text", "ann", ["ann"]],
  ["text", "", [""]],
  ["text", 5, ["5"]],
  ["text", "a\0b", undefined],
  ["text", "\ud800", undefined],
  ["text", null, undefined],
  ["text", {}, undefined],
  ["date", DAY, [DAY]],
  ["boolean", false, [false]],
  ["boolean", null, undefined],
];

for (const [kind, key, values] of CASES) {
  Deno.test(`toKeyValues() of ${kind} ${Deno.inspect(key)}: ${Deno.inspect(values)}`, () => {
    deepStrictEqual(toKeyValues([{ name: "id", kind, notNull: true }], key), values);
  });
}

const PAIR = [
  { name: "author", kind: "text", notNull: true },
  { name: "year", kind: "integer", notNull: true },
] as const;

Deno.test("toKeyValues() of two columns wants both, in their order", () => {
  deepStrictEqual(
    [["A", 1], ["A", "1"], [1, "A"], ["A"], "A", ["A", 1, 2], ["A", undefined]].map((key) =>
      toKeyValues(PAIR, key)
    ),
    [["A", 1], ["A", 1], undefined, undefined, undefined, undefined, undefined],
  );
});
