import { strictEqual } from "node:assert";
import { findNearest } from "../lib/nearest.ts";

const NAMES = ["title", "done", "id"];
const NEAREST: readonly [name: string, nearest: string | undefined][] = [
  ["titel", "title"],
  ["TITLE", "title"],
  ["don", "done"],
  ["i", "id"],
  ["price", undefined],
  ["", undefined],
];
for (const [name, nearest] of NEAREST) {
  Deno.test(`findNearest() for ${JSON.stringify(name)} is ${JSON.stringify(nearest)}`, () => {
    strictEqual(findNearest(name, NAMES), nearest);
  });
}

Deno.test("findNearest() is undefined where there are no names", () =>
  strictEqual(findNearest("a", []), undefined));
