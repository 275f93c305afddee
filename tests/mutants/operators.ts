import ts from "typescript";
import { changeRegex } from "./regex.ts";

/** A text that takes the place of a node's. */
export interface Change {
  readonly node: ts.Node;
  readonly after: string;
}

/** Finds what an operator changes at a node, if anything. */
type Operator = (node: ts.Node) => Change[];

/** What is done to the code, by the name that is printed. */
export const OPERATORS = {
  condition,
  comparison,
  boundary,
  logical,
  optional,
  return: changeReturn,
  removal,
  call,
  constant,
  regex,
  arithmetic,
} satisfies Readonly<Record<string, Operator>>;

/** A condition is always true, never true, or its opposite; a loop's is only never true. */
function condition(node: ts.Node): Change[] {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const test = ts.isIfStatement(node) ? node.expression : node.condition;
    return [to(test, "true"), to(test, "false"), ...negate(test)];
  }
  const test = ts.isForStatement(node)
    ? node.condition
    : ts.isIterationStatement(node, false) && "expression" in node && !isForEach(node)
    ? node.expression as ts.Expression
    : undefined;
  return test ? [to(test, "false")] : [];
}

function isForEach(node: ts.Node): boolean {
  return ts.isForInStatement(node) || ts.isForOfStatement(node);
}

/** A comparison has an operator of its own, which makes the opposite. */
function negate(test: ts.Expression): Change[] {
  if (isComparison(test)) return [];
  const isNot = ts.isPrefixUnaryExpression(test) && test.operator === K.ExclamationToken;
  return [to(test, isNot ? `(${test.operand.getText()})` : `!(${test.getText()})`)];
}

const K = ts.SyntaxKind;

const OPPOSITE = new Map<ts.SyntaxKind, string>([
  [K.EqualsEqualsToken, "!="],
  [K.ExclamationEqualsToken, "=="],
  [K.EqualsEqualsEqualsToken, "!=="],
  [K.ExclamationEqualsEqualsToken, "==="],
  [K.LessThanToken, ">="],
  [K.LessThanEqualsToken, ">"],
  [K.GreaterThanToken, "<="],
  [K.GreaterThanEqualsToken, "<"],
]);

/** A comparison becomes its opposite. */
function comparison(node: ts.Node): Change[] {
  if (!isComparison(node)) return [];
  const opposite = OPPOSITE.get(node.operatorToken.kind);
  return [opposite ? operate(node, opposite) : to(node, `!(${node.getText()})`)];
}

function isComparison(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) &&
    (OPPOSITE.has(node.operatorToken.kind) || node.operatorToken.kind === K.InKeyword ||
      node.operatorToken.kind === K.InstanceOfKeyword);
}

const NEIGHBOUR = new Map<ts.SyntaxKind, string>([
  [K.LessThanToken, "<="],
  [K.LessThanEqualsToken, "<"],
  [K.GreaterThanToken, ">="],
  [K.GreaterThanEqualsToken, ">"],
]);

/** A limit is taken in, or left out. */
function boundary(node: ts.Node): Change[] {
  return swap(node, NEIGHBOUR);
}

/** `&&` and `||` become each other or one of their sides; `??` becomes one of its sides. */
function logical(node: ts.Node): Change[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right, operatorToken: { kind } } = node;
  const assigns = LOGICAL_ASSIGNMENT.has(kind);
  if (assigns) return [operate(node, "=")];
  const isAnd = kind === K.AmpersandAmpersandToken, isOr = kind === K.BarBarToken;
  if (!isAnd && !isOr && kind !== K.QuestionQuestionToken) return [];
  const sides = [to(node, `(${left.getText()})`), to(node, `(${right.getText()})`)];
  if (!isAnd && !isOr) return sides;
  return [to(node, `(${operate(node, isAnd ? "||" : "&&").after})`), ...sides];
}

const LOGICAL_ASSIGNMENT: ReadonlySet<ts.SyntaxKind> = new Set([
  K.QuestionQuestionEqualsToken,
  K.BarBarEqualsToken,
  K.AmpersandAmpersandEqualsToken,
]);

/** `a?.b` becomes `a.b`. */
function optional(node: ts.Node): Change[] {
  const token = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ||
      ts.isCallExpression(node)
    ? node.questionDotToken
    : undefined;
  if (!token) return [];
  const from = token.getStart() - node.getStart(), text = node.getText();
  const dot = ts.isPropertyAccessExpression(node) ? "." : "";
  return [to(node, text.slice(0, from) + dot + text.slice(from + 2))];
}

/** What is returned becomes undefined, or true and false where it is plainly a boolean. */
function changeReturn(node: ts.Node): Change[] {
  const value = ts.isReturnStatement(node)
    ? node.expression
    : ts.isArrowFunction(node) && !ts.isBlock(node.body)
    ? node.body
    : undefined;
  if (!value || isConstant(value)) return [];
  return isBoolean(value) ? [to(value, "true"), to(value, "false")] : [to(value, "undefined")];
}

function isConstant(node: ts.Node): boolean {
  return node.kind === K.TrueKeyword || node.kind === K.FalseKeyword ||
    node.getText() === "undefined";
}

function isBoolean(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isBoolean(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === K.ExclamationToken;
  if (isComparison(node)) return true;
  return ts.isBinaryExpression(node) && isBoolean(node.right) &&
    (node.operatorToken.kind === K.AmpersandAmpersandToken ||
      node.operatorToken.kind === K.BarBarToken);
}

/** A statement that only acts is left out: a call, an assignment, a throw, an early return. */
function removal(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === K.CommaToken) {
    return [to(node, node.left.getText()), to(node, node.right.getText())];
  }
  const acts = ts.isExpressionStatement(node) && !isSuperCall(node.expression) ||
    ts.isThrowStatement(node) || ts.isReturnStatement(node) && !node.expression ||
    ts.isBreakOrContinueStatement(node);
  return acts ? [to(node, ";")] : [];
}

function isSuperCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.kind === K.SuperKeyword;
}

/** Methods that give back something like what they were called on. */
const SAME_KIND: ReadonlySet<string> = new Set([
  ..."trim trimStart trimEnd toLowerCase toUpperCase slice subarray replace replaceAll".split(" "),
  ..."normalize padStart padEnd filter concat flat sort toSorted reverse toReversed".split(" "),
]);

const METHODS: ReadonlyMap<string, string> = new Map(
  [
    ["some", "every"],
    ["startsWith", "endsWith"],
    ["min", "max"],
    ["floor", "ceil"],
    ["indexOf", "lastIndexOf"],
    ["shift", "pop"],
  ].flatMap(([a, b]) => [[a, b], [b, a]]),
);

/** A method is not called, or another one that could be confused with it. */
function call(node: ts.Node): Change[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: receiver, name } = node.expression;
  // Buffer.concat() gives back no Buffer class
  if (SAME_KIND.has(name.text) && !/^[A-Z]/.test(receiver.getText())) {
    return [to(node, receiver.getText())];
  }
  const other = METHODS.get(name.text);
  return other ? [to(name, other)] : [];
}

/** A number is one more or one less, a text is empty, a boolean is flipped. */
function constant(node: ts.Node): Change[] {
  if (isName(node) || isOption(node)) return [];
  if (node.kind === K.TrueKeyword) return [to(node, "false")];
  if (node.kind === K.FalseKeyword) return [to(node, "true")];
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    return [to(node, `${value + 1}`), to(node, value === 0 ? "(-1)" : `${value - 1}`)];
  }
  if (ts.isBigIntLiteral(node)) return [to(node, `${BigInt(node.text.slice(0, -1)) + 1n}n`)];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return [to(node, node.text === "" ? '"mutant"' : '""')];
  }
  return ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)
    ? changeTemplate(node)
    : [];
}

/** Whether a literal is the name of a property or of a module, or a template's whole text. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isTaggedTemplateExpression(parent) || "name" in parent && parent.name === node ||
    ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

/** Whether a value is that of an option in `makeOptionCheck()`: its name alone is read. */
function isOption({ parent }: ts.Node): boolean {
  if (!ts.isPropertyAssignment(parent)) return false;
  const call = parent.parent.parent;
  return ts.isCallExpression(call) && call.expression.getText() === "makeOptionCheck";
}

/** A template is empty, or one of the texts between its values is. */
function changeTemplate(node: ts.TemplateExpression): Change[] {
  const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
  const emptied = parts.filter(({ text }) => text !== "").map((part) => {
    const from = part.getStart() - node.getStart() + 1, text = node.getText();
    const end = part.getEnd() - node.getStart() - (ts.isTemplateTail(part) ? 1 : 2);
    return to(node, text.slice(0, from) + text.slice(end));
  });
  return [to(node, '""'), ...emptied];
}

/** A pattern has another anchor, class, quantifier or flag. */
function regex(node: ts.Node): Change[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  return changeRegex(node.text).map((after) => to(node, after));
}

const ARITHMETIC = new Map<ts.SyntaxKind, string>([
  [K.PlusToken, "-"],
  [K.MinusToken, "+"],
  [K.AsteriskToken, "/"],
  [K.SlashToken, "*"],
  [K.PercentToken, "*"],
  [K.AmpersandToken, "|"],
  [K.BarToken, "&"],
  [K.LessThanLessThanToken, ">>"],
  [K.GreaterThanGreaterThanToken, "<<"],
  [K.GreaterThanGreaterThanGreaterThanToken, "<<"],
  [K.PlusEqualsToken, "-="],
  [K.MinusEqualsToken, "+="],
]);

/** A sum becomes a difference, a product a quotient, `++` becomes `--`, and `-x` becomes `x`. */
function arithmetic(node: ts.Node): Change[] {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const text = node.getText();
    if (/^\+\+|\+\+$/.test(text)) return [to(node, text.replace("++", "--"))];
    if (/^--|--$/.test(text)) return [to(node, text.replace("--", "++"))];
    return node.operator === K.MinusToken ? [to(node, node.operand.getText())] : [];
  }
  return isText(node) ? [] : swap(node, ARITHMETIC);
}

/** Whether a sum is plainly one of texts. */
function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ||
    ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)) &&
      (node.operatorToken.kind === K.PlusToken || node.operatorToken.kind === K.PlusEqualsToken);
}

function swap(node: ts.Node, others: ReadonlyMap<ts.SyntaxKind, string>): Change[] {
  const other = ts.isBinaryExpression(node) ? others.get(node.operatorToken.kind) : undefined;
  return other === undefined ? [] : [operate(node as ts.BinaryExpression, other)];
}

function operate(node: ts.BinaryExpression, operator: string): Change {
  const { operatorToken: token } = node;
  const text = node.getText(), from = token.getStart() - node.getStart();
  return to(
    node,
    text.slice(0, from) + operator + text.slice(from + token.getWidth()),
  );
}

function to(node: ts.Node, after: string): Change {
  return { node, after };
}
