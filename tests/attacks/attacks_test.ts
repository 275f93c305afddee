import { deepStrictEqual } from "node:assert";
import { findFolders, readCases, runCases } from "./run.ts";

Deno.test("Attacks come to nothing, each by its id", async (test) => {
  const cases = await Promise.all(findFolders().map(readCases));
  for (const { id, wrong } of await runCases(cases.flat())) {
    await test.step(id, () => deepStrictEqual(wrong, []));
  }
});
