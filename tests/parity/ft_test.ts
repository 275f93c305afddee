import { goldenPath } from "../_golden.ts";
import { deepStrictEqual, ok } from "node:assert";
import { ftParity } from "./ft.ts";

const folder = goldenPath(".");

Deno.test("ftParity() explains every difference from FastHTML's HTML", async () => {
  const { same, different, unexplained } = await ftParity(folder);
  deepStrictEqual(unexplained, []);
  ok(same > 2 * different.length, `${same} same, ${different.length} different`);
});
