import { deepStrictEqual } from "node:assert";
import { watched } from "../../lib/app/watched.ts";

Deno.test("watched() tells of each way to change a list or an object, once it is changed", () => {
  const seen: string[] = [];
  const list: string[] = watched(["a"], () => seen.push(list.join("")));
  const attrs: Record<string, string> = watched({}, () => seen.push(Object.keys(attrs).join()));
  const after = (change: () => void) => {
    seen.length = 0;
    change();
    return seen.at(-1);
  };
  deepStrictEqual([
    after(() => list.push("b", "c")),
    after(() => list.unshift("0")),
    after(() => list.splice(1, 2)),
    after(() => list[0] = "x"),
    after(() => list.reverse()),
    after(() => list.length = 0),
    after(() => attrs.lang = "en"),
    after(() => delete attrs.lang),
    after(() => list.map((text) => text)),
  ], ["abc", "0abc", "0c", "xc", "cx", "", "lang", "", undefined]);
});
