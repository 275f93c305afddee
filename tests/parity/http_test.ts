import { goldenPath } from "../_golden.ts";
import { deepStrictEqual, ok } from "node:assert";
import { httpParity } from "./http.ts";

const folder = goldenPath(".");

Deno.test("httpParity() explains every difference from FastHTML's answers", async () => {
  const { same, different, unexplained } = await httpParity(folder);
  deepStrictEqual(unexplained, []);
  ok(same > different.length, `${same} same, ${different.length} different`);
});
