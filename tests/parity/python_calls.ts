import * as svg from "../../ext/svg.ts";
import type { Node, Tree } from "./tree.ts";

/** Reads Python's calls of tag functions, as `html2ft()` prints them, one under another. */
export function parseCalls(code: string): Tree[] {
  const tokens = code.match(/'(\\.|[^'\\])*'|"(\\.|[^"\\])*"|\*\*\{|[\w.]+|[^\s,]/g) ?? [];
  const trees: Tree[] = [];
  while (tokens.length > 0) trees.push(parse(tokens));
  return trees;
}

function parse(tokens: string[]): Tree {
  const token = tokens.shift()!;
  if (/^['"]/.test(token)) return toText(token);
  if (token === "True") return true;
  const attrs: Record<string, Tree> = {};
  const children: Tree[] = [];
  // Div(attributes)(children), or all in one pair of parentheses.
  while (take(tokens, "(")) while (!take(tokens, ")")) parseArgument(tokens, attrs, children);
  return { tag: token, attrs, children, ...(token in svg && { ns: "svg" }) } satisfies Node;
}

function take(tokens: string[], token: string): boolean {
  const isNext = tokens[0] === token;
  if (isNext) tokens.shift();
  return isNext;
}

function parseArgument(tokens: string[], attrs: Record<string, Tree>, children: Tree[]): void {
  if (take(tokens, "**{")) {
    while (!take(tokens, "}")) {
      const name = toText(tokens.shift()!);
      take(tokens, ":");
      attrs[name] = parse(tokens);
    }
  } else if (tokens[1] === "=") {
    const [name] = tokens.splice(0, 2);
    attrs[name!] = parse(tokens);
  } else children.push(parse(tokens));
}

function toText(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(.)/g, (_, char) => char === "n" ? "\n" : char);
}
