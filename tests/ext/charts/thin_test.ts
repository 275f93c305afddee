import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { type Point, thin } from "../../../ext/charts/thin.ts";

Deno.test("few points stay as they are", () => {
  const points: Point[] = [[0, 1], [1, null], [2, 3]];
  strictEqual(thin(points, 3), points);
});

Deno.test("of many points the first, the last and each peak stay, in their order", () => {
  const points = Array.from(
    { length: 10_000 },
    (_, x): Point => [x, x === 4321 ? 99 : x === 77 ? -9 : x % 5],
  );
  const kept = thin(points, 800);
  ok(kept.length <= 810, `${kept.length} points`);
  deepStrictEqual([kept[0], kept.at(-1)], [points[0], points.at(-1)]);
  ok(kept.includes(points[4321]!) && kept.includes(points[77]!));
  ok(kept.every((point, i) => i === 0 || point[0] > kept[i - 1]![0]));
});

Deno.test("a gap of one point among many is one of the line", () => {
  const points = Array.from({ length: 100 }, (_, x): Point => [x, x === 33 ? null : 5]);
  ok(thin(points, 40).includes(points[33]!));
});

Deno.test("any line keeps its extremes and has a gap where it had some", () => {
  const y = fc.option(fc.integer({ min: -1000, max: 1000 }), { freq: 8 });
  fc.assert(fc.property(fc.array(y, { minLength: 1, maxLength: 500 }), (ys) => {
    const kept = thin(ys.map((y, x): Point => [x, y]), 40).map(([, y]) => y);
    const numbers = (list: readonly (number | null)[]) => list.filter((y) => y !== null);
    deepStrictEqual(Math.max(...numbers(kept)), Math.max(...numbers(ys)));
    deepStrictEqual(Math.min(...numbers(kept)), Math.min(...numbers(ys)));
    strictEqual(kept.includes(null), ys.includes(null));
  }));
});
