import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { findFiles, readCases, runCases } from "./run.ts";

Deno.test("Attacks come to nothing, each by its id", async (test) => {
  const files = findFiles();
  for (const file of files.filter((file) => !existsSync(file))) {
    await test.step({ name: `${file}: not there`, ignore: true, fn() {} });
  }
  const cases = await Promise.all(files.filter((file) => existsSync(file)).map(readCases));
  for (const { id, wrong } of await runCases(cases.flat())) {
    await test.step(id, () => deepStrictEqual(wrong, []));
  }
});
