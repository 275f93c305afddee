/** Letters in upper and lower case: what a search takes for the same where it ignores case. */

/**
 * The characters of a text, each as a list: a letter with its other case, anything else alone. In
 * patterns of these a search means the same in every database, whatever its locale.
 *
 * @example
 * ```ts
 * import { toCases } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(toCases("a1"), [["a", "A"], ["1"]]);
 * ```
 */
export function toCases(text: string): string[][] {
  return [...text].map((letter) => {
    const cases = [letter, letter.toLowerCase(), letter.toUpperCase()];
    // Of ß the other case is two letters, and none of it.
    return [...new Set(cases)].filter((one) => [...one].length === 1);
  });
}

/**
 * A pattern of regular expressions for a text in either case; `isStart` for one that begins so.
 *
 * @example
 * ```ts
 * import { toCasePattern } from "@fasthtml/fasthtml/data/backend";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(new RegExp(toCasePattern("emma", true)).test("Emma Woodhouse"), true);
 * ```
 */
export function toCasePattern(text: string, isStart: boolean): string {
  const letters = toCases(text).map((cases) =>
    cases.length > 1 ? `[${cases.join("")}]` : cases[0]!.replace(/[\\^$.*+?()[\]{}|]/, "\\$&")
  );
  return (isStart ? "^" : "") + letters.join("");
}
