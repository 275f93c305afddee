import { deepStrictEqual } from "node:assert";
import ts from "typescript";
import { ENTRIES, ROOT, sources } from "./_files.ts";

/** What an error tells a programmer: `Cannot <do what>: <what was found>, expected <what>`. */
const LAW = /^Cannot [a-z…][^:]*: .+, (?:expected|did you mean) \S/s;

/** What a message may be instead, by class, each with its reason. */
const OTHERS: Record<string, { law: RegExp; why: string }> = {
  HTTPException: { law: /^[A-Z…].*(?<!\.)$/s, why: "a plain sentence, also where users read it" },
  NotFoundError: {
    law: /^Cannot [a-z…]/s,
    why: "often a client's mistake: nothing was expected of the program",
  },
  DOMException: { law: /^The /, why: "the reason of an AbortSignal, worded as the platform's" },
};

/** An error that passes on the message of its cause, which says what was expected. */
const PASSED_ON = /^Cannot [a-z…][^:]*: …/s;

Deno.test("errors say: Cannot <do what>: <what was found>, expected <what>", () => {
  const wrong = sources(...ENTRIES, "lib", "ext", "cli", "bench").flatMap(errorsOf)
    .filter(({ message, type, cause }) =>
      !(OTHERS[type]?.law ?? LAW).test(message) && !(cause && PASSED_ON.test(message))
    );
  deepStrictEqual(wrong, []);
});

Deno.test("an HTTPException of the library tells users a sentence that can be translated", () => {
  const wrong = sources("lib", "ext").flatMap(errorsOf)
    .filter(({ at, type, tells }) =>
      type === "HTTPException" && !tells && !at.startsWith("lib/app/dev/")
    );
  // It is thrown where the client is gone.
  deepStrictEqual(wrong.map(({ message }) => message), ["The client disconnected"]);
});

interface Found {
  at: string;
  type: string;
  message: string;
  /** Whether users read another text than the message, which is for developers. */
  tells: boolean;
  /** Whether it passes on an error as its cause. */
  cause: boolean;
}

/** The errors that a file makes with a message, in each of the message's forms. */
function errorsOf(file: string): Found[] {
  const text = Deno.readTextFileSync(ROOT + file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isNewExpression(node)) return;
    const type = node.expression.getText(source);
    if (!/(Error|Exception|\.errors\.\w+)$/.test(type)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const args = type === "HTTPException" ? node.arguments?.slice(1) : node.arguments;
    const [message, options] = args ?? [];
    if (!message || message.getText(source) === "undefined") return;
    const more = options?.getText(source) ?? "", cause = /\bcause\b/.test(more);
    // Options in a constant have it, too.
    const tells = /\btell\b/.test(more) || options !== undefined && ts.isIdentifier(options);
    for (const form of formsOf(message)) {
      found.push({ at: `${file}:${line}`, type, message: form, tells, cause });
    }
  };
  visit(source);
  return found;
}

/** The texts that an expression may be, each part that is not known as `…`. */
function formsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return formsOf(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [...formsOf(node.whenTrue), ...formsOf(node.whenFalse)];
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (forms, { expression, literal }) => joined(forms, formsOf(expression), [literal.text]),
      [node.head.text],
    );
  }
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [formsOf(node.left), formsOf(node.right)];
    if (node.operatorToken.kind === ts.SyntaxKind.PlusToken) return joined(left, right);
    return [...left, ...right]; // a || b, a ?? b
  }
  return ["…"];
}

function joined(...parts: string[][]): string[] {
  return parts.reduce((all, part) => all.flatMap((start) => part.map((end) => start + end)));
}
