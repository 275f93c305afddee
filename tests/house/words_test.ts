import { deepStrictEqual } from "node:assert";
import ts from "typescript";
import { filesOf, ROOT } from "./_files.ts";

/** Words with a plainer one in the field: client, user, is, separated, expired, reject, the rest. */
const WORDS =
  /\b(?:visitors?|whoever|nobody|stands?|parted|believed|refus(?:e[ds]?|ing|als?)|in the making|all else|seen to)\b/gi;

/** How many of the words a document, or the comments of an example, still have: only ever fewer. */
const LEFT = new URL("words.txt", import.meta.url);

const product = filesOf(/\.(tsx?|js)$/, "mod.ts", "lib", "ext", "cli", "bench");
const papers = filesOf(/\.(tsx?|md)$/, "README.md", "docs", "examples");

Deno.test("comments of the product have no word that the field has a plainer one for", () => {
  const wrong = product.map((file) => ({ file, words: wordsIn(commentsOf(file)) }));
  deepStrictEqual(wrong.filter(({ words }) => words.length > 0), []);
});

Deno.test("documents and examples have no more such words than tests/house/words.txt says", () => {
  const left = new Map(
    Deno.readTextFileSync(LEFT).split("\n").map((line) => line.split(" "))
      .map(([count, file]) => [file, Number(count)]),
  );
  const found = papers.map((file) => {
    const text = file.endsWith(".md") ? Deno.readTextFileSync(ROOT + file) : commentsOf(file);
    return { file, words: wordsIn(text), atMost: left.get(file) ?? 0 };
  });
  deepStrictEqual(found.filter(({ words, atMost }) => words.length > atMost), []);
  // `deno test -A tests/house/words_test.ts -- --write` takes over that there are fewer.
  if (!Deno.args.includes("--write")) return;
  const lines = found.filter(({ words }) => words.length > 0)
    .map(({ file, words }) => `${words.length} ${file}\n`);
  Deno.writeTextFileSync(LEFT, lines.join(""));
});

Deno.test("every file of the product begins with a header that says what it is for", () => {
  deepStrictEqual(product.filter((file) => !hasHeader(file)), []);
});

/** The words in a text; names in backticks and code between fences do not count. */
function wordsIn(text: string): string[] {
  const prose = text.replace(/^```[^]*?^```/gm, "").replace(/`(?:[^`\n]|\n(?!\n))*`/g, "");
  return prose.replace(/\s+/g, " ").match(WORDS) ?? [];
}

/** The text of a file's comments, one after the other, without their marks. */
function commentsOf(file: string): string {
  const text = Deno.readTextFileSync(ROOT + file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
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

/** Whether a file begins with a doc comment that is not that of its first declaration. */
function hasHeader(file: string): boolean {
  const text = Deno.readTextFileSync(ROOT + file);
  const { statements: [first] } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const comments = ts.getLeadingCommentRanges(text, ts.getShebang(text)?.length ?? 0) ?? [];
  const header = comments.find(({ pos }) => !text.startsWith("// deno-lint-ignore-file", pos));
  if (!first || !header || !text.startsWith("/**", header.pos)) return false;
  return text.startsWith("\n\n", header.end) || !isDeclaration(first);
}

function isDeclaration(node: ts.Statement): boolean {
  return !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node) &&
    !ts.isExpressionStatement(node);
}
