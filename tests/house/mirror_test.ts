import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import ts from "typescript";
import { toTest } from "../mutants/rooms.ts";
import { ROOT, sources } from "./_files.ts";

Deno.test("every file with code has a test of its name", () => {
  const missing = sources("lib", "ext")
    .filter((file) => hasCode(file) && !existsSync(ROOT + toTest(file)));
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
