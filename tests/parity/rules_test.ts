import { deepStrictEqual } from "node:assert";
import { type Difference, type Section, toFindings } from "./rules.ts";

/** A case of a section that doubles numbers. */
interface Case {
  readonly id: string;
  readonly theirs: number;
}

const CASES: readonly Case[] = [{ id: "a", theirs: 2 }, { id: "b", theirs: 4 }];
const answers = (a: number, b: number) => CASES.map((each, i) => ({ each, ours: [a, b][i]! }));

function section(...differences: Difference<Case, number>[]): Section<Case, number> {
  return {
    name: "doubles",
    differences,
    toId: ({ id }) => id,
    compare: ({ theirs }, ours) => theirs === ours ? [] : [`${ours}, not ${theirs}`],
    corrupt: (_, ours) => ({ "one more": ours + 1 }),
  };
}

const half: Difference<Case, number> = {
  says: "It is half",
  cases: ["b"],
  fits: ({ theirs }, ours) => ours === theirs / 2,
};

Deno.test("judge() sorts the cases into same, different on purpose and unexplained", () => {
  deepStrictEqual(toFindings(section(half), answers(2, 2)).parity, {
    same: ["a"],
    different: { b: "It is half" },
    unexplained: [],
    useless: {},
  });
  deepStrictEqual(toFindings(section(half), answers(1, 3)).parity, {
    same: [],
    different: {},
    unexplained: ["a: 1, not 2", "b: 3, not 4"],
    useless: {},
  });
});

Deno.test("judge() finds a difference that no case shows any more", () => {
  const more = { ...half, cases: ["b", "c"] };
  deepStrictEqual(toFindings(section(more), answers(2, 4)).parity, {
    same: ["a"],
    different: {},
    unexplained: [
      'b: is the same, yet listed under "It is half"',
      'c: no such case, yet listed under "It is half"',
    ],
    useless: {},
  });
});

Deno.test("judge() counts the differences from answers that are of no use, by the reason", () => {
  const useless = (section: Section<Case, number>) =>
    toFindings(section, answers(2, 2)).parity.useless;
  deepStrictEqual(useless(section({ ...half, useless: "too high" })), { "too high": 1 });
  deepStrictEqual(
    useless({ ...section(half), toUseless: ({ theirs }) => theirs > 3 ? "above 3" : undefined }),
    { "above 3": 1 },
  );
});

Deno.test("excuse() counts the wrong answers that would pass, by kind and by group", () => {
  const none = { of: 1, excused: [] };
  deepStrictEqual(toFindings(section(half), answers(2, 2)).excused, {
    same: { "one more": none },
    explained: { "one more": none },
  });
  const broad = { ...half, fits: () => true };
  deepStrictEqual(toFindings(section(broad), answers(2, 2)).excused, {
    same: { "one more": none },
    explained: { "one more": { of: 1, excused: ["b"] } },
  });
});
