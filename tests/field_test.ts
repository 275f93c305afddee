import { deepStrictEqual, strictEqual } from "node:assert";
import ts from "typescript";
import { fieldOf } from "../lib/field.ts";
import { ROOT, sources } from "./house/_files.ts";

Deno.test("fieldOf reads a field", () => {
  strictEqual(fieldOf({ title: "Emma" }, "title"), "Emma");
});

Deno.test("loops over names read fields by fieldOf, or V8 compiles them again and again", () => {
  const found = sources("lib", "ext").flatMap((file) =>
    readsInLoops(Deno.readTextFileSync(ROOT + file)).map((read) => `${file}: ${read}`)
  );
  deepStrictEqual(found, []);
});

Deno.test("a field that a loop reads is found, also in a function, a cast or an assignment", () => {
  const text = `
    for (const name in row) if (name) use(row[name], other[name], row.name);
    for (const name in row) use((row as Row)[name]!, () => row[name]);
    for (const name of names) use(row[name]);
    for (const name in row) use(fieldOf(row, name));`;
  deepStrictEqual(readsInLoops(text), [
    "row[name]",
    "other[name]",
    "(row as Row)[name]",
    "row[name]",
  ]);
});

/** What a loop over names reads by the name in brackets; what it writes is no reading. */
function readsInLoops(text: string): string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const search = (name: string) => (node: ts.Node): void => {
    const isRead = ts.isElementAccessExpression(node) &&
      node.argumentExpression.getText() === name && !isWritten(node);
    if (isRead) found.push(node.getText());
    ts.forEachChild(node, search(name));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isForInStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      search(node.initializer.declarations[0].name.getText())(node.statement);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}
