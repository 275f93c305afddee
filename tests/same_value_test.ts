import { deepStrictEqual } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { NullObject } from "../lib/null_object.ts";
import { isSame } from "../lib/same_value.ts";

class Row {
  id = 1;
}

const VALUES: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => 0,
  () => -0,
  () => NaN,
  () => 1,
  () => 1n,
  () => "1",
  () => true,
  () => [],
  () => [1],
  () => [1, [2]],
  () => ({}),
  () => ({ id: 1 }),
  () => ({ id: 1, more: undefined }),
  () => ({ other: 1 }),
  () => Object.assign(Object.create(null), { id: 1 }),
  () => Object.assign(new NullObject(), { id: 1 }),
  () => new Row(),
  () => new Date(0),
  () => new Date(1),
  () => new Date(NaN),
  () => new Uint8Array([1]),
  () => new Uint8Array([1, 2]),
  () => [new Date(0), { at: new Uint8Array([1]) }],
];

Deno.test("isSame() compares values of rows as isDeepStrictEqual() of node:util does", () => {
  const pairs = VALUES.flatMap((one) => VALUES.map((other) => [one(), other()]));
  deepStrictEqual(
    pairs.map(([one, other]) => isSame(one, other)),
    pairs.map(([one, other]) => isDeepStrictEqual(one, other)),
  );
});

Deno.test("isSame() compares any JSON as isDeepStrictEqual() does", () => {
  const same = fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
    deepStrictEqual(isSame(one, other), isDeepStrictEqual(one, other));
    deepStrictEqual(isSame(one, structuredClone(one)), true);
  });
  fc.assert(same, { numRuns: 300 });
});

Deno.test("isSame() never takes what it can't look into for the same", () => {
  const closed = [
    () => new Map([[1, 2]]),
    () => new Set([1]),
    () => /a/,
    () => Temporal.PlainDate.from("2026-11-23"),
    () => new Proxy(new Map(), {}),
  ];
  deepStrictEqual(closed.map((make) => isSame(make(), make())), closed.map(() => false));
  const map = new Map();
  deepStrictEqual(isSame({ map }, { map }), true);
});
