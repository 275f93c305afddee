/** Whatever HTML holds, its calls are calls of this library's functions with literals. */
import * as fc from "fast-check";
import ts from "typescript";
import { ok } from "node:assert";
import * as library from "../../mod.ts";
import { htmlToFt } from "../../ext/html2ft.ts";
import * as svg from "../../ext/svg.ts";
import { text } from "./arbitraries.ts";
import { tell, toLimits } from "./limits.ts";

const FUNCTIONS = new Set(
  Object.entries({ ...library, ...svg })
    .filter(([name, value]) => typeof value === "function" && name !== "Safe" && name !== "NotStr")
    .map(([name]) => name),
);

const name = fc.oneof(
  fc.constantFrom(
    ..."p div pre svg path circle math table select template html body script style textarea a"
      .split(" "),
    ...'x.call x.constructor x:y constructor __proto__ then safe f-t safe-html i-d x-y"z ft tags'
      .split(" "),
    ...Object.keys({ ...library, ...svg }).map((key) => key.toLowerCase()),
  ),
  text.map((value) => `x${value.replace(/[\s/>]/g, "")}`),
);
const value = fc.oneof(
  text,
  fc.constantFrom(
    "`${f()}`",
    '"); f("',
    "\\",
    "*/ f() /*",
    "javascript:f()",
    "\u2028",
    "a\r\nb",
    "</script>",
    "data:text/html,x",
  ),
);
const attr = fc.tuple(
  fc.oneof(
    name,
    fc.constantFrom("srcdoc", "href", "class", "for", "[f()]", '"', "...f()", "a(){}"),
  ),
  value,
).map(([key, text]) => `${key}="${text.replaceAll('"', "&quot;")}"`);
const token = fc.oneof(
  fc.tuple(name, fc.array(attr, { maxLength: 3 }))
    .map(([tag, attrs]) => `<${tag} ${attrs.join(" ")}>`),
  name.map((tag) => `</${tag}>`),
  value,
  value.map((text) => `<!--${text}-->`),
);
const html = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(""));

Deno.test("htmlToFt() writes calls of known functions and literals, and nothing else", () => {
  let runs = 0;
  fc.assert(
    fc.property(html, fc.boolean(), (text, attrsFirst) => {
      runs++;
      const code = htmlToFt(text, { attrsFirst });
      new Function(`return ${code}`); // Throws for a syntax error. It is not called.
      const { statements } = ts.createSourceFile("a.ts", `(${code})`, ts.ScriptTarget.Latest);
      ok(statements.length === 1 && ts.isExpressionStatement(statements[0]!), code);
      const { expression } = statements[0];
      ok(ts.isParenthesizedExpression(expression) && isContent(expression.expression), code);
    }),
    toLimits(5_000),
  );
  tell(runs, "texts");
});

function isContent(node: ts.Node): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isContent);
  if (!ts.isCallExpression(node)) return ts.isStringLiteralLike(node);
  const [first] = node.arguments;
  return isMaker(node.expression) &&
    node.arguments.every((arg) =>
      isContent(arg) || (arg === first || arg === node.arguments.at(-1)) && isAttrs(arg) ||
      isAttrs(arg) && isNamed(node.expression, "ftSvg")
    );
}

/** Whether this makes elements: `P`, `tags.Card` or `makeTag("x.y")`. */
function isMaker(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return FUNCTIONS.has(node.text);
  if (ts.isPropertyAccessExpression(node)) {
    return isNamed(node.expression, "tags") && /^[A-Z]/.test(node.name.text);
  }
  return ts.isCallExpression(node) && isNamed(node.expression, "makeTag") &&
    node.arguments.length === 1 && ts.isStringLiteral(node.arguments[0]!);
}

function isAttrs(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) &&
    node.properties.every((property) =>
      ts.isPropertyAssignment(property) &&
      (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) &&
      (ts.isStringLiteral(property.initializer) || LITERALS.has(property.initializer.kind))
    );
}

const LITERALS = new Set([
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
]);

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
