/** Signatures and members, from the sources themselves: as they were written, with links of types. */
import ts from "typescript";
import {
  docOf,
  groupAbove,
  isHidden,
  memberKind,
  memberName,
  memberRange,
  merged,
  splitDefault,
} from "./members.ts";
import type { PublicName } from "./names.ts";
import type { Declared, Member, Piece, TypeTarget } from "./types.ts";

/** Reads declarations of files below a root; files are parsed once. */
export class Sources {
  readonly #root: string;
  readonly #files = new Map<string, ts.SourceFile>();

  constructor(root: string) {
    this.#root = root;
  }

  /** What the source says of a public name. */
  declared({ name, file, lines }: PublicName): Declared {
    const source = this.#parse(file);
    const all = declarationsOf(source)
      .filter((node) => lines.includes(lineOf(source, node)) && nameOf(node) === name);
    if (all.length === 0) {
      throw new Error(`Cannot document ${name}: nothing in ${file}, expected its declaration`);
    }
    const bare = all.filter((node) => !(ts.isFunctionDeclaration(node) && node.body));
    const shown = bare.some(ts.isFunctionDeclaration) ? bare : all;
    const owners = all.filter((node) =>
      ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)
    );
    return {
      signatures: shown.map((node) =>
        shortened([
          ...ts.isVariableDeclaration(node) ? [{ text: "const " }] : [],
          ...this.#pieces(source, node, ...rangeOf(source, node)),
        ])
      ),
      members: owners.flatMap((node) => this.#members(source, node)),
      bases: owners.flatMap((node) => node.heritageClauses ?? []).flatMap(({ types }) => types)
        .map((type) => this.#pieces(source, type, type.getStart(source), type.end)),
    };
  }

  /** Where a name that a file uses is declared; undefined for a package's. */
  resolve(file: string, name: string, seen = new Set<string>()): TypeTarget | undefined {
    if (seen.has(`${file} ${name}`)) return undefined;
    seen.add(`${file} ${name}`);
    const source = this.#parse(file);
    if (declarationsOf(source).some((node) => nameOf(node) === name)) return { name, file };
    for (const { specifier, names } of linksOf(source)) {
      const original = names ? names.get(name) : undefined;
      if (names && original === undefined) continue;
      if (!specifier.startsWith(".")) {
        if (names) return undefined;
        continue;
      }
      const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
      const found = this.resolve(target, original ?? name, seen);
      if (names || found?.file) return found;
    }
    return { name };
  }

  /** The text of a range of the source, without comments, its types told. */
  #pieces(source: ts.SourceFile, node: ts.Node, start: number, end: number): Piece[] {
    const types = this.#typesIn(source, node);
    const pieces: Piece[] = [];
    let at = start;
    for (const range of commentsIn(source, start, end)) {
      pieces.push(...cut(source.text, at, range.pos, types));
      // The line of a comment goes, too.
      at = source.text.slice(range.end).match(/^\s*\n\s*/)
        ? range.end + source.text.slice(range.end).search(/\S/)
        : range.end;
    }
    pieces.push(...cut(source.text, at, end, types));
    return unindented(pieces, columnOf(source, start));
  }

  /** Identifiers of a node that are types, by their position. */
  #typesIn(source: ts.SourceFile, root: ts.Node): Map<number, [end: number, TypeTarget]> {
    const own = new Set<string>();
    const collect = (node: ts.Node): void => {
      if (ts.isTypeParameterDeclaration(node)) own.add(node.name.text);
      ts.forEachChild(node, collect);
    };
    const outer = ts.isClassElement(root) || ts.isTypeElement(root) ? root.parent : root;
    collect(outer);
    const found = new Map<number, [number, TypeTarget]>();
    const add = (name: ts.Node): void => {
      if (!ts.isIdentifier(name) || own.has(name.text)) return;
      const target = this.resolve(source.fileName, name.text);
      if (target) found.set(name.getStart(source), [name.end, target]);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isTypeReferenceNode(node)) add(node.typeName);
      else if (ts.isExpressionWithTypeArguments(node)) add(node.expression);
      else if (ts.isTypeQueryNode(node)) add(node.exprName);
      ts.forEachChild(node, visit);
    };
    visit(root);
    return found;
  }

  #members(
    source: ts.SourceFile,
    node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  ): Member[] {
    const found: Member[] = [];
    let group = "";
    for (const member of node.members) {
      if (ts.isInterfaceDeclaration(node)) group = groupAbove(source, member) ?? group;
      const name = memberName(member);
      if (name === undefined || isHidden(member)) continue;
      const [start, end] = memberRange(source, member);
      const pieces = this.#pieces(source, member, start, end);
      const text = docOf(source, member);
      const { doc, default: value } = splitDefault(text);
      found.push({
        name,
        kind: memberKind(member),
        signature: pieces,
        optional: "questionToken" in member && member.questionToken !== undefined,
        doc,
        default: value,
        group,
      });
    }
    return merged(found);
  }

  #parse(file: string): ts.SourceFile {
    let source = this.#files.get(file);
    if (!source) {
      const text = Deno.readTextFileSync(this.#root + file);
      source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      this.#files.set(file, source);
    }
    return source;
  }
}

type Declaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration;

/** The declarations at the top of a file. */
function declarationsOf(source: ts.SourceFile): Declaration[] {
  return source.statements.flatMap((node): readonly Declaration[] =>
    ts.isVariableStatement(node)
      ? node.declarationList.declarations
      : isDeclared(node)
      ? [node]
      : []
  );
}

function isDeclared(node: ts.Node): node is Exclude<Declaration, ts.VariableDeclaration> {
  return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function nameOf(node: Declaration): string | undefined {
  return node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function lineOf(source: ts.SourceFile, node: Declaration): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** From where to where a declaration is its signature. */
function rangeOf(source: ts.SourceFile, node: Declaration): [start: number, end: number] {
  if (ts.isVariableDeclaration(node)) {
    return [node.getStart(source), node.initializer ? (node.type ?? node.name).end : node.end];
  }
  const keyword = node.modifiers?.findLast(({ kind }) =>
    kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.AsyncKeyword ||
    kind === ts.SyntaxKind.DeclareKeyword
  );
  const start = keyword
    ? keyword.end + source.text.slice(keyword.end).search(/\S/)
    : node.getStart(source);
  if (ts.isTypeAliasDeclaration(node)) return [start, node.end];
  if (ts.isFunctionDeclaration(node)) {
    return [start, node.body ? (node.type ?? lastChild(node, node.body)).end : node.end];
  }
  const brace = source.text.indexOf("{", node.members.pos - 1);
  return [start, source.text.slice(0, brace).trimEnd().length];
}

function lastChild(node: ts.FunctionDeclaration, body: ts.Node): { end: number } {
  return { end: node.getSourceFile().text.slice(0, body.getStart()).trimEnd().length };
}

/** What a file imports and exports again, by module; without names it is all. */
function linksOf(
  source: ts.SourceFile,
): { specifier: string; names?: Map<string, string> }[] {
  return source.statements.flatMap((node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
      return [{
        specifier: node.moduleSpecifier.text,
        names: toNames(elements, node.importClause),
      }];
    }
    if (!ts.isExportDeclaration(node) || !node.moduleSpecifier) return [];
    if (!ts.isStringLiteral(node.moduleSpecifier)) return [];
    const { text: specifier } = node.moduleSpecifier;
    if (!node.exportClause) return [{ specifier }];
    return ts.isNamedExports(node.exportClause)
      ? [{ specifier, names: toNames(node.exportClause.elements) }]
      : [];
  });
}

function toNames(
  elements: Iterable<ts.ImportSpecifier | ts.ExportSpecifier>,
  clause?: ts.ImportClause,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, propertyName } of elements) names.set(name.text, (propertyName ?? name).text);
  if (clause?.name) names.set(clause.name.text, "default");
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.set(bindings.name.text, "*");
  return names;
}

/** The comments in a range, in order. */
function commentsIn(source: ts.SourceFile, start: number, end: number): ts.TextRange[] {
  if (!/\/[/*]/.test(source.text.slice(start, end))) return []; // as most are: scanning costs
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false);
  scanner.setText(source.text, start, end - start);
  const found: ts.TextRange[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (
      token === ts.SyntaxKind.MultiLineCommentTrivia ||
      token === ts.SyntaxKind.SingleLineCommentTrivia
    ) found.push({ pos: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return found;
}

function cut(
  text: string,
  start: number,
  end: number,
  types: Map<number, [end: number, TypeTarget]>,
): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const [from, [to, type]] of [...types].sort(([a], [b]) => a - b)) {
    if (from < at || to > end) continue;
    if (from > at) pieces.push({ text: text.slice(at, from) });
    pieces.push({ text: text.slice(from, to), type });
    at = to;
  }
  if (end > at) pieces.push({ text: text.slice(at, end) });
  return pieces;
}

/** Pieces without the spaces that their first line has in the file. */
function unindented(pieces: Piece[], column: number): Piece[] {
  return pieces.map(({ text, ...rest }) => ({
    text: text.replace(/\n +/g, (found) => "\n" + found.slice(1 + column)),
    ...rest,
  }));
}

/** Characters of a union that are shown whole, and members of a longer one: there are 1,900 icons. */
const MOST = 4_000, FIRST = 12;

function shortened(pieces: Piece[]): Piece[] {
  const text = pieces.map((piece) => piece.text).join("");
  const [head, ...members] = text.split(/\s*\| /);
  if (text.length <= MOST || members.length <= FIRST) return pieces;
  const more = members.length - FIRST;
  return [{
    text: [head, ...members.slice(0, FIRST).map((one) => `  | ${one}`), `  // … and ${more} more`]
      .join("\n"),
  }];
}

function columnOf(source: ts.SourceFile, at: number): number {
  const line = source.text.slice(source.text.lastIndexOf("\n", at - 1) + 1, at);
  return line.match(/^ */)![0].length;
}
