import ts from "typescript";
import { OPERATORS } from "./operators.ts";

/** A file with one change in it. */
export interface Mutant {
  /** The path from the root. */
  readonly file: string;
  /** Line and column, from 1. */
  readonly at: string;
  readonly operator: string;
  /** What was there, and what is there now. */
  readonly before: string;
  readonly after: string;
  /** The names of the declarations around it: `HostRouter.match`. */
  readonly inside: string;
  /** The lines before and after, which name the mutant wherever they move to. */
  readonly lines: readonly [before: string, after: string];
  /** The whole file. */
  readonly text: string;
}

/** All mutants of a file, in the order of its text. */
export function mutate(file: string, text: string): Mutant[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants = new Map<string, Mutant>();
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
    for (const [operator, change] of Object.entries(OPERATORS)) {
      for (const { node: changed, after } of change(node)) {
        const mutant = toMutant(tree, changed, { operator, after });
        // Two operators may agree, or one may put back what was there.
        if (mutant.text !== text && !mutants.has(mutant.text)) mutants.set(mutant.text, mutant);
      }
    }
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(tree, walk);
  return [...mutants.values()];
}

/** Chooses some at random, always the same ones for a seed, and keeps their order. */
export function sample(all: readonly Mutant[], size: number, seed: number): Mutant[] {
  const chosen = new Set<Mutant>();
  for (const mutant of shuffle(all, seed)) {
    if (chosen.size === size) break;
    if (isProgram(mutant.text)) chosen.add(mutant);
  }
  return all.filter((mutant) => chosen.has(mutant));
}

function toMutant(
  tree: ts.SourceFile,
  node: ts.Node,
  { operator, after }: { operator: string; after: string },
): Mutant {
  const { text, fileName: file } = tree;
  const start = node.getStart(), end = node.getEnd();
  const { line, character } = tree.getLineAndCharacterOfPosition(start);
  const from = text.lastIndexOf("\n", start) + 1;
  const till = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  return {
    file,
    at: `${line + 1}:${character + 1}`,
    operator,
    before: toLine(node.getText()),
    after: toLine(after),
    inside: toName(node),
    lines: [
      toLine(text.slice(from, till)),
      toLine(text.slice(from, start) + after + text.slice(end, till)),
    ],
    text: text.slice(0, start) + after + text.slice(end),
  };
}

function toLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function toName(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node; at; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isClassLike(at) || ts.isVariableDeclaration(at)) {
      if (at.name && /^#?\w+$/.test(at.name.getText())) names.unshift(at.name.getText());
    }
  }
  return names.join(".");
}

/** Whether a text can be read at all: one that can't is killed by no test. */
function isProgram(text: string): boolean {
  const { diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  return diagnostics!.length === 0;
}

function shuffle<T>(all: readonly T[], seed: number): T[] {
  const random = toRandom(seed);
  return all.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** Mulberry32, by Tommy Ettinger. */
function toRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
