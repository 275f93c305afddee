import { goldenPath } from "../_golden.ts";
import { deepStrictEqual, ok } from "node:assert";
import { dataParity } from "./data.ts";

const folder = goldenPath(".");

Deno.test("dataParity() explains every difference from what fastlite answered", async () => {
  const { same, different, unexplained } = await dataParity(folder);
  deepStrictEqual(unexplained, []);
  ok(same > different.length, `${same} same, ${different.length} different`);
});
