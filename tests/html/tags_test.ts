import { deepStrictEqual, strictEqual } from "node:assert";
import type { FT } from "../../lib/html/mod.ts";
import * as tags from "../../lib/html/tags.ts";

// These would be named as a global of JavaScript is.
const RENAMED: Readonly<Record<string, string>> = { MapTag: "map", ObjectTag: "object" };

Deno.test("each tag function makes the element of its name", () => {
  const made = Object.entries<() => FT>(tags).map(([name, tag]) => [name, tag().tag]);
  const expected = Object.keys(tags).map((name) => [name, RENAMED[name] ?? name.toLowerCase()]);
  deepStrictEqual(made, expected);
  strictEqual(made.length > 100, true);
});
