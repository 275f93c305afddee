import { deepStrictEqual } from "node:assert";
import { excuse, judge, type Section } from "./rules.ts";

/** Cases are ids; an answer is right where it is the id itself. */
const SECTION: Section<string, string> = {
  name: "letters",
  differences: [{
    says: "Letters are in capitals.",
    cases: ["b", "c", "d", "gone"],
    fits: (each, ours) => ours === each.toUpperCase(),
  }],
  toId: (each) => each,
  compare: (each, ours) => ours === each ? [] : [`${ours}, expected ${each}`],
  corrupt: (each, ours) => ({ wrong: "WRONG", theirs: each, capital: ours.toUpperCase() }),
};

const ANSWERED = Object.entries({ a: "a", b: "B", c: "c", d: "x", e: "E" })
  .map(([each, ours]) => ({ each, ours }));

Deno.test("judge() explains what a difference lists and fits, and nothing else", () => {
  deepStrictEqual(judge(SECTION, ANSWERED), {
    same: ["a"],
    different: { b: "Letters are in capitals." },
    unexplained: [
      'c: is the same, yet listed under "Letters are in capitals."',
      "d: x, expected d",
      "e: E, expected e",
      'gone: no such case, yet listed under "Letters are in capitals."',
    ],
  });
});

Deno.test("excuse() lists the wrong answers that judge() would let pass", () => {
  deepStrictEqual(excuse(SECTION, ANSWERED.slice(0, 2)), {
    same: {
      wrong: { of: 1, excused: [] },
      theirs: { of: 1, excused: ["a"] },
      capital: { of: 1, excused: [] },
    },
    explained: {
      wrong: { of: 1, excused: [] },
      theirs: { of: 1, excused: [] },
      capital: { of: 1, excused: ["b"] },
    },
  });
});
