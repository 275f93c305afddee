import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../_temp.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

Deno.test("deno task flakes names what failed in any round, and ends with 1 then", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.writeTextFile(
    `${path}/steady_test.ts`,
    `Deno.test("stays", () => {}); Deno.test("stays too", () => {});`,
  );
  for (const stalls of Deno.build.os === "linux" ? [[], ["--stalls"]] : [[]]) {
    deepStrictEqual(await flakes("--rounds", "1", ...stalls, path), {
      code: 0,
      lines: ["round 1 of 1: 2 passed, 0 failed", "2 passed, 0 failed in 1 rounds"],
    });
  }
  await Deno.writeTextFile(
    `${path}/second_test.ts`,
    `Deno.test("fails the second time", () => {
      Deno.writeTextFileSync("${path}/times", "x", { append: true });
      if (Deno.readTextFileSync("${path}/times") === "xx") throw new Error("two");
    });`,
  );
  deepStrictEqual(await flakes("--rounds", "3", path), {
    code: 1,
    lines: [
      "round 1 of 3: 3 passed, 0 failed",
      "round 2 of 3: 2 passed, 1 failed",
      "  fails the second time => second_test.ts",
      "round 3 of 3: 3 passed, 0 failed",
      "8 passed, 1 failed in 3 rounds",
    ],
  });
  await Deno.writeTextFile(`${path}/gone_test.ts`, `Deno.kill(Deno.pid, "SIGKILL");`);
  deepStrictEqual(await flakes("--rounds", "1", path), {
    code: 1,
    lines: [
      "round 1 of 1: 0 passed, 1 failed",
      "  the run ended without naming a test",
      "0 passed, 1 failed in 1 rounds",
    ],
  });
  deepStrictEqual((await flakes("--rounds", "none")).code, 1);
});

/** Runs the task, and leaves out of what it prints the seconds and where files are. */
async function flakes(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main, ...args],
  }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.replace(/ \(\d+ s\)$/, "").replace(/=> .*\/(\w+\.ts):.*$/, "=> $1")
  );
  return { code, lines };
}
