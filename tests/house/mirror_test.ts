import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import ts from "typescript";
import { toTest } from "../mutants/rooms.ts";
import { ROOT, sources } from "./_files.ts";

/** Files that still have no test of their name; nothing may be added here. */
const MISSING: ReadonlySet<string> = new Set([
  "lib/http/body.ts",
  "lib/http/log.ts",
  "lib/http/maybe.ts",
  "lib/http/read_fields.ts",
  "lib/http/scope.ts",
]);

Deno.test("every file with code has a test of its name", () => {
  const missing = sources("lib", "ext")
    .filter((file) => !MISSING.has(file) && hasCode(file) && !existsSync(ROOT + toTest(file)));
  deepStrictEqual(missing, []);
});

/** Whether a file has more than types, imports and exports; a wing's shared types need no test. */
function hasCode(file: string): boolean {
  const text = Deno.readTextFileSync(ROOT + file);
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return !file.endsWith("/types.ts") &&
    !statements.every((node) =>
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ||
      ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)
    );
}
