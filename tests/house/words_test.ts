import { deepStrictEqual } from "node:assert";
import ts from "typescript";
import { ENTRIES, filesOf, ROOT, sources } from "./_files.ts";
import { NAMES, SENSES, WORDS } from "./_words.ts";

const product = filesOf(/\.(tsx?|js)$/, ...ENTRIES, "lib", "ext", "cli", "bench", "site");
const papers = filesOf(/\.(md|yml)$/, ...[...Deno.readDirSync(ROOT)].map(({ name }) => name))
  .filter((file) => !/^(?:node_modules|tests\/fixtures)\//.test(file));

Deno.test("comments have no word that the field has a plainer one for", () => {
  const files = [...product, ...sources("examples", "tests")];
  const found = files.map((file) => ({ file, words: wordsInComments(file, WORDS) }));
  deepStrictEqual(found.filter(({ words }) => words.length > 0), []);
});

Deno.test("documents have no such word", () => {
  const found = papers.map((file) => ({
    file,
    words: wordsIn(Deno.readTextFileSync(ROOT + file)),
  }));
  deepStrictEqual(found.filter(({ words }) => words.length > 0), []);
});

Deno.test("an address in a document or a comment is one of the network, and an answer is none", () => {
  const found = [
    ...papers.map((file) => ({ file, words: wordsIn(Deno.readTextFileSync(ROOT + file), SENSES) })),
    ...[...product, ...sources("examples")]
      .map((file) => ({ file, words: wordsInComments(file, SENSES) })),
  ];
  deepStrictEqual(found.filter(({ words }) => words.length > 0), []);
});

Deno.test("names and strings of the product and the examples have no such word", () => {
  const files = [...product, ...sources("examples")];
  const found = files.map((file) => ({ file, words: wordsInCode(file) }));
  deepStrictEqual(found.filter(({ words }) => words.length > 0), []);
});

Deno.test("names of tests have no such word", () => {
  const found = sources("tests").map((file) => ({ file, words: wordsIn(testNamesOf(file)) }));
  deepStrictEqual(found.filter(({ words }) => words.length > 0), []);
});

Deno.test("every file of the product begins with a header that says what it is for", () => {
  const files = product.filter((file) =>
    !file.startsWith("site/stories/") && !file.startsWith("site/home/")
  );
  deepStrictEqual(files.filter((file) => !hasHeader(file)), []);
});

/** The words in a text; names in backticks and URLs do not count, and of a program only WORDS do. */
function wordsIn(text: string, words = WORDS): string[] {
  const fence = words === WORDS ? /^ *```.*$/gm : /^```[^]*?^```/gm;
  const prose = text.replace(fence, "").replace(/`(?:[^`\n]|\n(?!\n))*`|https?:[^\s)>]*/g, "");
  return prose.replace(/\s+/g, " ").match(words) ?? [];
}

/** The words in the comments of a file; only files that have such a word at all are parsed. */
function wordsInComments(file: string, words: RegExp): string[] {
  const text = Deno.readTextFileSync(ROOT + file).replace(/\s+(?:(?:\*|\/\/)\s+)?/g, " ");
  return text.search(words) < 0 ? [] : wordsIn(commentsOf(file), words);
}

/** The text of a file's comments, one after the other, without their marks. */
function commentsOf(file: string): string {
  const source = parse(file), { text } = source;
  const ends = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node) || ts.isJsxText(node)) return;
    for (const ranges of [ts.getTrailingCommentRanges, ts.getLeadingCommentRanges]) {
      for (const { pos, end } of ranges(text, node.pos) ?? []) ends.set(pos, end);
    }
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return [...ends].map(([pos, end]) =>
    text.slice(pos, end).replace(/^\/\*\*?|^\/\/ ?|\*\/$/g, "").replace(/^ *\* ?/gm, "")
  ).join("\n\n");
}

/** The names and strings of a file that have such words, each once. */
function wordsInCode(file: string): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      // `isCrossSite` and `is_cross_site` are "is Cross Site" and "is cross site".
      const name = node.text.replace(/([a-z0-9])(?=[A-Z])|_/g, "$1 ");
      if (name.search(WORDS) >= 0 || name.search(NAMES) >= 0) found.add(node.text);
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
      if (node.text.search(WORDS) >= 0) found.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return [...found];
}

/** The names of a file's tests and steps. */
function testNamesOf(file: string): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) && /\b(?:test|step|ignore|only)$/.test(node.expression.getText())
    ) {
      const [name] = node.arguments;
      if (name && (ts.isStringLiteralLike(name) || ts.isTemplateExpression(name))) {
        names.push(name.getText().slice(1, -1));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return names.join("\n");
}

/** Whether a file begins with a doc comment that is not that of its first declaration. */
function hasHeader(file: string): boolean {
  const { text, statements: [first] } = parse(file);
  const comments = ts.getLeadingCommentRanges(text, ts.getShebang(text)?.length ?? 0) ?? [];
  const header = comments.find(({ pos }) => !text.startsWith("// deno-lint-ignore-file", pos));
  if (!first || !header || !text.startsWith("/**", header.pos)) return false;
  return text.startsWith("\n\n", header.end) || !isDeclaration(first);
}

function parse(file: string): ts.SourceFile {
  const text = Deno.readTextFileSync(ROOT + file);
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function isDeclaration(node: ts.Statement): boolean {
  return !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node) &&
    !ts.isExpressionStatement(node);
}
