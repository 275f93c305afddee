/**
 * The bundler gives each function its name by a call, which runs at the start or whenever the function
 * is made. This takes away the calls that change nothing.
 *
 * @module
 */
import ts from "typescript";

/** A module without the calls of `__name(value, "name")` that it can do without. */
export function dropNames(text: string): string {
  const gone: { from: number; to: number }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === "__name") {
      gone.push(...toGone(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("built.js", text, ts.ScriptTarget.Latest, true));
  let kept = "", end = 0;
  for (const { from, to } of gone.sort((one, other) => one.from - other.from)) {
    kept += text.slice(end, from);
    end = to;
  }
  return kept + text.slice(end);
}

/** The parts of the text that a call may lose: all of it, what is around its value, or nothing. */
function toGone(call: ts.CallExpression): { from: number; to: number }[] {
  const [value, literal] = call.arguments as unknown as [ts.Expression, ts.StringLiteral];
  const name = literal.text, { parent } = call;
  if (value.kind === ts.SyntaxKind.ThisKeyword) {
    const block = parent.parent.parent as ts.ClassStaticBlockDeclaration;
    const owner = block.parent;
    const own = owner.name?.text ?? toGivenName(owner);
    return own === name ? [{ from: block.getFullStart(), to: block.end }] : [];
  }
  if (ts.isExpressionStatement(parent)) {
    return value.getText() === name ? [{ from: parent.getFullStart(), to: parent.end }] : [];
  }
  if (toGivenName(call) !== name) return [];
  const before = call.getFullText().indexOf("/*"); // the comment that says that the call is pure
  const from = before >= 0 && call.pos + before < call.getStart()
    ? call.pos + before
    : call.getStart();
  return [{ from, to: value.getStart() }, { from: value.end, to: call.end }];
}

/** The name that a function or class without one takes from where it is written. */
function toGivenName({ parent }: ts.Node): string | undefined {
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent);
  if (isNamed) return parent.name.getText();
  if (ts.isBinaryExpression(parent)) return parent.left.getText();
  return undefined;
}
