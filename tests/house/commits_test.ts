import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { ROOT } from "./_files.ts";

/** Subjects after this commit are tested. */
const SINCE = "65d4fe4";

/** Subjects that landed all the same: those of published commits cannot be changed any more. */
const PUBLISHED = [
  "refactor(app): rejectCrossSite, forward and ErrorHandlers say what they do",
  "refactor(html): types of attribute values end in Value, as no global does",
  "refactor(http): a router has add and match, and the route table its hosts",
  "refactor: one Maybe and one NullObject, leaves that every wing may import",
  "fix(html2ft): only calls and literals, within limits, and no Safe() unasked",
  "test(attacks): HTML to calls is attacked, and its example says what is too large",
  "refactor(data): findNearest() names it, and the error's words are in place",
  "x",
];

/** `fix(http): a path of one host is 405 for another verb`, as CONTRIBUTING.md says. */
const FORM = /^(?:feat|fix|perf|refactor|test|docs|chore)(?:\([\w,-]+\))?!?: \S/;

Deno.test({
  name: "subjects of commits have a type and at most 72 characters",
  // No repository, or a shallow clone.
  ignore: !existsSync(`${ROOT}.git`) || git("cat-file", "-e", SINCE) === undefined,
  fn() {
    const subjects = git("log", "--no-merges", "--format=%s", `${SINCE}..HEAD`)!.split("\n");
    const wrong = subjects.filter((subject) => !["", ...PUBLISHED].includes(subject))
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
