/** Members of classes and interfaces, as TypeScript's parser finds them. */
import ts from "typescript";
import type { Member } from "./types.ts";

/** A member of a class or an interface. */
type Part = ts.ClassElement | ts.TypeElement;

export function memberName(member: Part): string | undefined {
  if (ts.isConstructorDeclaration(member) || ts.isConstructSignatureDeclaration(member)) {
    return "new";
  }
  if (ts.isCallSignatureDeclaration(member)) return "()";
  if (ts.isIndexSignatureDeclaration(member)) return "[…]";
  // What a symbol or a private name names is the library's own.
  return member.name && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
    ? member.name.text
    : undefined;
}

export function isHidden(member: Part): boolean {
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) ?? [] : [];
  return ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "internal") ||
    modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ||
    // Of a method with overloads, the one with a body is not for callers.
    ts.isMethodDeclaration(member) && member.body !== undefined &&
      ts.isClassDeclaration(member.parent) &&
      member.parent.members.some((other) =>
        other !== member && ts.isMethodDeclaration(other) && !other.body &&
        other.name.getText() === member.name.getText()
      );
}

export function memberKind(member: Part): Member["kind"] {
  if (ts.isConstructorDeclaration(member) || ts.isConstructSignatureDeclaration(member)) {
    return "constructor";
  }
  if (ts.isCallSignatureDeclaration(member)) return "call";
  return ts.isMethodDeclaration(member) || ts.isMethodSignature(member) ? "method" : "property";
}

/** From where to where a member is what the table shows after its name. */
export function memberRange(source: ts.SourceFile, member: Part): [start: number, end: number] {
  const { text } = source;
  if (
    ts.isPropertyDeclaration(member) || ts.isPropertySignature(member) ||
    ts.isGetAccessorDeclaration(member)
  ) {
    // Without a type, the value says it: `readonly name = "MailError"`.
    const type = member.type ?? ("initializer" in member ? member.initializer : undefined);
    return type ? [type.getStart(source), type.end] : [member.end, member.end];
  }
  if (ts.isSetAccessorDeclaration(member)) {
    const type = member.parameters[0]?.type;
    return type ? [type.getStart(source), type.end] : [member.end, member.end];
  }
  if (ts.isIndexSignatureDeclaration(member)) {
    return [member.getStart(source), text.slice(0, member.end).replace(/[;,]\s*$/, "").length];
  }
  const start = member.name
    ? member.name.end + ("questionToken" in member && member.questionToken ? 1 : 0)
    : member.getStart(source) + (text.startsWith("constructor", member.getStart(source)) ? 11 : 0);
  const body = "body" in member ? member.body as ts.Node | undefined : undefined;
  const end = body ? body.getStart(source) : member.end;
  return [start, text.slice(0, end).replace(/[;,\s]+$/, "").length];
}

/** The words of a line comment, such as `// Pages`, that is above a member's doc comment. */
export function groupAbove(source: ts.SourceFile, member: Part): string | undefined {
  const before = source.text.slice(member.pos, member.getStart(source));
  return before.match(/^\s*\/\/ ([A-Z]\w*(?: \w+){0,3})\n/)?.[1];
}

/** A member's doc comment without tags. */
export function docOf(source: ts.SourceFile, member: Part): string {
  const ranges = ts.getLeadingCommentRanges(source.text, member.pos) ?? [];
  const last = ranges.findLast(({ pos }) => source.text.startsWith("/**", pos));
  if (!last) return "";
  return source.text.slice(last.pos + 3, last.end - 2).replace(/^ *\* ?/gm, "")
    .replace(/^@[a-z][^]*$/m, "").trim();
}

/** Takes the sentence `Default: ….` out of a text. */
export function splitDefault(text: string): { doc: string; default: string } {
  const found = text.match(/(?:^|\s)Default: ([^]*?)\.(?=\s|$)/);
  if (!found) return { doc: text, default: "" };
  const doc = text.slice(0, found.index) + text.slice(found.index! + found[0].length);
  return { doc: doc.trim(), default: found[1]!.replace(/\s+/g, " ") };
}

/** Overloads of a method are one member each, and a getter with its setter is one. */
export function merged(members: Member[]): Member[] {
  const seen = new Map<string, Member>();
  return members.filter((member) => {
    const before = seen.get(member.name);
    seen.set(member.name, before ?? member);
    return !before || member.kind !== "property";
  });
}
