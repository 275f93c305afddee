import { deepStrictEqual, strictEqual } from "node:assert";
import { DateOnly, Float, Integer } from "../../lib/value_types.ts";
import {
  type ColumnKind,
  expectedOf,
  fits,
  kindOfType,
  kindOfValue,
  typeOfKind,
} from "../../lib/data/kinds.ts";

Deno.test("kindOfType() knows each column type, and typeOfKind() gives it back", () => {
  const kinds: [unknown, ColumnKind][] = [
    [String, "text"],
    [Integer, "integer"],
    [Float, "float"],
    [Boolean, "boolean"],
    [DateOnly, "date"],
    [Date, "datetime"],
    [Uint8Array, "bytes"],
    [Object, "json"],
    [BigInt, "bigint"],
  ];
  for (const [type, kind] of kinds) {
    deepStrictEqual([kindOfType(type), typeOfKind(kind)], [kind, type]);
  }
  deepStrictEqual(
    [Number, Array, [String], Map, "text", null].map(kindOfType),
    ["float", "json", "json", undefined, undefined, undefined],
  );
});

class Own {}
const VALUES: readonly [value: unknown, kind: ColumnKind | undefined][] = [
  ["", "text"],
  [0, "integer"],
  [1.5, "float"],
  [false, "boolean"],
  [0n, "bigint"],
  [new Date(), "datetime"],
  [new Uint8Array(), "bytes"],
  [[], "json"],
  [{}, "json"],
  [Object.create(null), "json"],
  [new Own(), "json"],
  [null, undefined],
  [undefined, undefined],
  [() => 1, undefined],
  [new Map(), undefined],
  [new Set(), undefined],
  [/x/, undefined],
];
for (const [value, kind] of VALUES) {
  Deno.test(`kindOfValue() of ${Deno.inspect(value)} is ${kind}`, () => {
    strictEqual(kindOfValue(value), kind);
  });
}

const FITS: readonly [kind: ColumnKind, fitting: unknown[], others: unknown[], expected: string][] =
  [
    ["text", ["é", ""], ["a\0b", "\udc00", 5], "a text, without NUL"],
    ["integer", [Number.MAX_SAFE_INTEGER], [2 ** 53, "5", 1.5, 5n], "an integer up to 2^53"],
    ["float", [1.5, 1], [Infinity, NaN, "1"], "a finite number"],
    ["boolean", [true, false], [1, "true"], "true or false"],
    ["date", [new Date(0)], ["2026-11-20", new Date(1)], "a Date at midnight UTC"],
    ["datetime", [new Date(1)], [new Date(NaN), 1], "a valid Date"],
    ["bytes", [new Uint8Array(1)], [[1], "a"], "a Uint8Array"],
    [
      "json",
      [{ a: [null] }, "a", 5],
      ["a\0b", undefined, 5n, { n: 5n }, cycle()],
      "a value that JSON can hold",
    ],
    ["bigint", [2n ** 63n - 1n], [2n ** 63n, 5], "a bigint of 64 bits"],
  ];
for (const [kind, fitting, others, expected] of FITS) {
  Deno.test(`fits() says which values ${kind} takes`, () => {
    deepStrictEqual(fitting.map((value) => fits(kind, value)), fitting.map(() => true));
    deepStrictEqual(others.map((value) => fits(kind, value)), others.map(() => false));
    strictEqual(expectedOf(kind), expected);
  });
}

function cycle(): unknown {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle;
}
