/** The promises of docs/security.md name tests that exist. */
import { deepStrictEqual, ok } from "node:assert";
import { existsSync } from "node:fs";
import ts from "typescript";
import ATTACKS from "../attacks/attacks.json" with { type: "json" };
import SHARED from "../fixtures/attacks/shared.json" with { type: "json" };
import { ROOT } from "./_files.ts";

const IDS = [...ATTACKS, ...SHARED].map(({ id }) => id);

interface Promised {
  promise: string;
  holds: string;
  tests: string;
}

Deno.test("each promise of docs/security.md has a test, or the place that says why not", () => {
  const rows = readPromises();
  ok(rows.length > 40, `${rows.length} promises`);
  deepStrictEqual(rows.flatMap(findWrong), []);
});

Deno.test("a promise whose test is not there is found", () => {
  const file = "`tests/http/request/cross_site_test.ts`";
  const tests =
    `${file}: "isCrossSite() judges"; ${file}: "no such test"; attacks \`CSRF\`, \`NONE\``;
  const promised = { promise: "it", holds: "yes", tests };
  deepStrictEqual(findWrong(promised), [
    'it: tests/http/request/cross_site_test.ts has no test "no such test"',
    "it: there is no attack NONE",
  ]);
  deepStrictEqual(findWrong({ ...promised, tests: "" }), ["it: no test"]);
  deepStrictEqual(findWrong({ ...promised, tests: "", holds: "no: [why](#x)" }), []);
});

function readPromises(): Promised[] {
  const text = Deno.readTextFileSync(`${ROOT}docs/security.md`);
  const section = text.split("\n## Promises\n")[1]!.split("\n## ")[0]!;
  return section.split("\n").filter((line) => line.startsWith("| ")).slice(2).map((line) => {
    const [, promise, holds, tests] = line.split("|").map((cell) => cell.trim());
    return { promise: promise!, holds: holds!, tests: tests! };
  });
}

function findWrong({ promise, holds, tests }: Promised): string[] {
  const named = [...tests.matchAll(/`(tests\/[^`]+)`: "([^"]+)"/g)];
  const attacks = [...tests.matchAll(/attacks ((?:`[\w-]+`(?:, )?)+)/g)]
    .flatMap(([, list]) => [...list!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!));
  const wrong = [
    ...named.filter(([, file, name]) => !hasTest(file!, name!))
      .map(([, file, name]) => `${file} has no test "${name}"`),
    ...attacks.filter((prefix) => !IDS.some((id) => id.startsWith(`${prefix}-`) || id === prefix))
      .map((prefix) => `there is no attack ${prefix}`),
    ...named.length + attacks.length === 0 && !/^no: .*\]\(/.test(holds) ? ["no test"] : [],
  ];
  return wrong.map((text) => `${promise}: ${text}`);
}

/** Whether a file has a test, or a step, whose name has these words. */
function hasTest(file: string, name: string): boolean {
  if (!existsSync(ROOT + file)) return false;
  const source = ts.createSourceFile(
    file,
    Deno.readTextFileSync(ROOT + file),
    ts.ScriptTarget.Latest,
  );
  const visit = (node: ts.Node): boolean =>
    (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) && node.text.includes(name) ||
    (ts.forEachChild(node, visit) ?? false);
  return visit(source);
}
