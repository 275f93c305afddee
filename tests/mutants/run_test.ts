import { deepStrictEqual, rejects } from "node:assert";
import { existsSync } from "node:fs";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { mutate } from "./mutate.ts";
import { Worker } from "./run.ts";

const CODE = `export function half(n: number): number {
  if (n > 100) n = 100;
  while (n % 2 === 1) n -= 1;
  return n / 2;
}
`;

const TEST = `import { half } from "./half.ts";
Deno.test("half", () => {
  if (half(4) !== 2 || half(7) !== 3) throw new Error("wrong");
});
`;

Deno.test({
  ...needing(
    ["git"],
    "Worker tells mutants that the tests notice, from others and from those that hang",
  ),
  fn: async () => {
    await using folder = await tempFolder();
    await Deno.writeTextFile(`${folder.path}/half.ts`, CODE);
    await Deno.writeTextFile(`${folder.path}/half_test.ts`, TEST);
    await new Deno.Command("git", { args: ["init", "-q"], cwd: folder.path }).output();
    const mutants = mutate("half.ts", CODE);

    const worker = await Worker.open(folder.path);
    const copy = worker.folder;
    await rejects(worker.measure(["none_test.ts"]), /Cannot try mutants: the tests fail/);
    const stage = await worker.measure(["half_test.ts"]);
    const outcomeOf = async (change: string, timeout = stage.timeout) => {
      const mutant = mutants.find(({ before, after }) => `${before} → ${after}` === change)!;
      return [change, (await worker.try(mutant, [{ ...stage, timeout }])).outcome];
    };
    const outcomes = [
      await outcomeOf("n / 2 → n * 2"),
      await outcomeOf("n > 100 → n >= 100"),
      await outcomeOf("n -= 1; → ;", 2000),
      await outcomeOf("n / 2 → undefined"),
    ];
    await worker[Symbol.asyncDispose]();
    deepStrictEqual(outcomes, [
      ["n / 2 → n * 2", "killed"],
      ["n > 100 → n >= 100", "survived"],
      ["n -= 1; → ;", "timeout"],
      ["n / 2 → undefined", "killed"],
    ]);
    deepStrictEqual(await Deno.readTextFile(`${folder.path}/half.ts`), CODE);
    deepStrictEqual(existsSync(copy), false);
  },
});
