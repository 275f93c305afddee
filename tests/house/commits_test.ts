import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { ROOT } from "./_files.ts";

/** Subjects after this commit are tested. */
const SINCE = "65d4fe4";

/** `fix(http): a path of one host is 405 for another verb`, as CONTRIBUTING.md says. */
const FORM = /^(?:feat|fix|perf|refactor|test|docs|chore)(?:\([\w,-]+\))?!?: \S/;

Deno.test({
  name: "subjects of commits have a type and at most 72 characters",
  // No repository, or a shallow clone.
  ignore: !existsSync(`${ROOT}.git`) || git("cat-file", "-e", SINCE) === undefined,
  fn() {
    const subjects = git("log", "--no-merges", "--format=%s", `${SINCE}..HEAD`)!.split("\n");
    const wrong = subjects.filter(Boolean)
      .filter((subject) => !FORM.test(subject) || [...subject].length > 72);
    deepStrictEqual(wrong, []);
  },
});

/** What git prints; undefined if it fails. */
function git(...args: string[]): string | undefined {
  const command = new Deno.Command("git", { args, cwd: ROOT, stderr: "null" });
  const { success, stdout } = command.outputSync();
  return success ? new TextDecoder().decode(stdout) : undefined;
}
