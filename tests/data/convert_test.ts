import { deepStrictEqual } from "node:assert";
import { convert } from "../../lib/data/convert.ts";
import type { ColumnKind } from "../../lib/data/kinds.ts";

const DAY = new Date("2026-11-20T00:00:00Z");
const TIME = new Date("2026-11-20T12:30:00Z");
const BYTES = new Uint8Array([1]);

/** A value, the kind it becomes, and what it becomes; undefined where it would lose something. */
const CASES: readonly [value: unknown, to: ColumnKind, expected: unknown][] = [
  [null, "integer", null],
  ["a", "text", "a"],
  [5, "text", "5"],
  [1.5, "text", "1.5"],
  [true, "text", "true"],
  [5n, "text", "5"],
  [DAY, "text", "2026-11-20"],
  [TIME, "text", "2026-11-20T12:30:00.000Z"],
  [{ a: [1] }, "text", '{"a":[1]}'],
  [BYTES, "text", undefined],
  [5, "integer", 5],
  ["42", "integer", 42],
  ["1.5", "integer", undefined],
  [1.5, "integer", undefined],
  ["", "integer", undefined],
  [" ", "integer", undefined],
  ["soon", "integer", undefined],
  [true, "integer", 1],
  [2n ** 60n, "integer", 2n ** 60n],
  [5n, "integer", 5],
  [[], "integer", undefined],
  ["1.5", "float", 1.5],
  ["1e400", "float", undefined],
  ["NaN", "float", undefined],
  [1, "boolean", true],
  ["FALSE", "boolean", false],
  ["0", "boolean", false],
  ["yes", "boolean", undefined],
  [2, "boolean", undefined],
  ["2026-11-20", "date", DAY],
  ["2026-11-20T12:30:00Z", "date", undefined],
  ["2026-11-20T12:30:00Z", "datetime", TIME],
  ["2026-13-45", "datetime", undefined],
  ["20 November", "datetime", undefined],
  [5, "datetime", undefined],
  ["a", "bytes", undefined],
  [BYTES, "bytes", BYTES],
  ['{"a":1}', "json", { a: 1 }],
  ["{", "json", undefined],
  [5, "json", 5],
  [5n, "json", undefined],
  [{ a: 1 }, "json", { a: 1 }],
  ["-12", "bigint", -12n],
  [12, "bigint", 12n],
  ["1.5", "bigint", undefined],
  [String(2n ** 64n), "bigint", undefined],
];

for (const [value, to, expected] of CASES) {
  Deno.test(`convert() makes ${Deno.inspect(value)} ${to}: ${Deno.inspect(expected)}`, () => {
    deepStrictEqual(convert(value, to), expected);
  });
}
