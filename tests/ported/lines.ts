/**
 * Counts lines of code as docs/porting.md says: without imports, blank lines, comments and
 * docstrings. `deno run -A tests/ported/lines.ts app.py app.ts` prints the count of each file.
 */
import ts from "typescript";

/** Counts the lines of a TypeScript file that have a token of anything but an import. */
export function countTypeScript(code: string): number {
  const file = ts.createSourceFile("x.ts", code, ts.ScriptTarget.Latest, true);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const parts = node.getChildren(file).filter((part) => !ts.isJSDoc(part));
    if (parts.length > 0) return parts.forEach(visit);
    addLines(lines, code, node.getStart(file), node.end);
  };
  visit(file);
  return lines.size;
}

/** A string, a comment, a line that goes on, the end of a line, or one more character. */
const PYTHON =
  /(?<text>[rbfu]*(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|#.*|\\\n|(?<end>\n)|(?<word>\w+|[^\s])/gi;

/** Counts the lines of a Python file likewise. */
export function countPython(code: string): number {
  const lines = new Set<number>();
  let depth = 0, statement: RegExpExecArray[] = [];
  for (const token of `${code}\n`.matchAll(PYTHON)) {
    const { text, end, word } = token.groups!;
    if (text !== undefined || word !== undefined) statement.push(token);
    if (word !== undefined && "([{".includes(word)) depth++;
    if (word !== undefined && ")]}".includes(word)) depth--;
    if (end === undefined || depth > 0) continue;
    const isImport = /^(?:import|from)$/.test(statement[0]?.[0] ?? "");
    const isDocstring = statement.every(({ groups }) => groups!.text !== undefined);
    if (!isImport && !isDocstring) {
      statement.forEach(({ 0: { length }, index }) => addLines(lines, code, index, index + length));
    }
    statement = [];
  }
  return lines.size;
}

/** Adds the lines of a part of the code, those that are blank in a long text left out. */
function addLines(lines: Set<number>, code: string, start: number, end: number): void {
  const first = code.slice(0, start).split("\n").length;
  code.slice(start, end).split("\n").forEach((text, i) => text.trim() && lines.add(first + i));
}

if (import.meta.main) {
  for (const path of Deno.args) {
    const count = path.endsWith(".py") ? countPython : countTypeScript;
    // deno-lint-ignore no-console -- a program for the terminal
    console.log(count(await Deno.readTextFile(path)), path);
  }
}
