/** A page of the reference, as elements: signatures with links, texts, tables of members, examples. */
import {
  A,
  type Child,
  Code,
  Div,
  type FT,
  H2,
  H3,
  H4,
  P,
  Pre,
  Section,
  Span,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
} from "@fasthtml/fasthtml";
import type { PublicName } from "./names.ts";
import type { Declared, Member, Piece, TypeTarget } from "./types.ts";

/** A heading of a page, for its table of contents. */
export interface Heading {
  level: 2 | 3;
  id: string;
  text: string;
}

/** A name with all that its part of a page shows. */
export interface Shown extends PublicName, Declared {
  level: 2 | 3;
}

/** How parts of a page are made: links of types, and elements of Markdown. */
export interface Tools {
  link: (type: TypeTarget) => string | undefined;
  /** Markdown of a doc comment in a file, as elements. */
  markdown: (text: string, file: string) => FT;
}

/** The part of a page for a name. */
export function toPart(shown: Shown, tools: Tools): FT {
  const { name, kinds, entries, since, doc, file, examples, signatures, members, level } = shown;
  return Section(
    { cls: "ref-name" },
    heading(level, name),
    P(
      { cls: "ref-kind" },
      Span(kinds.join(", ")),
      " from ",
      Code(entries[0]!),
      since && Span({ cls: "ref-since" }, ` since ${since}`),
    ),
    signatures.filter(hasMore).length > 0 && toCode(signatures.filter(hasMore), tools),
    doc && tools.markdown(doc, file),
    toMembers(shown, members, tools),
    examples.map(({ title, text }) =>
      Div({ cls: "ref-example" }, P(title || "Example:"), tools.markdown(text, file))
    ),
  );
}

/** The headings of that part. */
export function headingsOf({ name, level, members }: Shown): Heading[] {
  const groups = [...new Set(members.map(({ group }) => group).filter(Boolean))];
  return [
    { level, id: name, text: name },
    ...(level === 2 ? groups : []).map((text): Heading => ({
      level: 3,
      id: groupId(name, text),
      text,
    })),
  ];
}

/** A heading that is a link to itself. */
export function heading(level: 2 | 3 | 4, text: string, id = text): FT {
  const Heading = { 2: H2, 3: H3, 4: H4 }[level];
  return Heading(
    { id },
    A({ href: `#${encodeURIComponent(id)}`, cls: "ref-anchor" }, text),
  );
}

/** Whether a signature says more than its own name. */
function hasMore(pieces: readonly Piece[]): boolean {
  return !/^(?:interface|class) [\w$]+$/.test(textOf(pieces));
}

/** Pieces as text. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

function toCode(signatures: readonly Piece[][], tools: Tools): FT {
  return Pre(
    { cls: "ref-signature", tabindex: 0 },
    Code(
      { cls: "hljs language-ts" },
      signatures.map((pieces, i) => [i > 0 && "\n", toElements(pieces, tools)]),
    ),
  );
}

const WORDS =
  /(\b(?:abstract|asserts|class|const|extends|function|get|implements|in|infer|interface|is|keyof|new|readonly|type|typeof)\b)|(\b(?:bigint|boolean|false|never|null|number|object|string|symbol|true|undefined|unknown|void)\b)|("(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/;

/** Code as elements: types are links, and words have the classes of highlight.js. */
function toElements(pieces: readonly Piece[], tools: Tools): Child[] {
  return pieces.flatMap(({ text, type }): Child[] => {
    if (type) {
      const href = tools.link(type);
      return [href ? A({ href }, text) : text];
    }
    // Between the words are 0, 4, 8 …; at each other place is a word of one kind.
    return text.split(new RegExp(WORDS, "g")).map((word, i) => {
      const cls = ["", "hljs-keyword", "hljs-built_in", "hljs-string"][i % 4];
      return cls && word ? Span({ cls }, word) : word;
    });
  });
}

function toMembers(shown: Shown, members: readonly Member[], tools: Tools): FT[] {
  const calls = members.filter(({ kind }) => kind === "constructor" || kind === "call");
  const properties = members.filter(({ kind }) => kind === "property");
  const methods = members.filter(({ kind }) => kind === "method");
  const groups = Map.groupBy(properties, ({ group }) => group);
  return [
    ...calls.length > 0 ? [toCalls(shown, calls, "Call", tools)] : [],
    ...[...groups].flatMap(([group, list]) => [
      ...group ? [heading(shown.level === 2 ? 3 : 4, group, groupId(shown.name, group))] : [],
      toProperties(shown, list, tools),
    ]),
    ...methods.length > 0 ? [toCalls(shown, methods, "Method", tools)] : [],
  ];
}

function groupId(name: string, group: string): string {
  return `${name}-${group.toLowerCase().replace(/\W+/g, "-")}`;
}

function toProperties(shown: Shown, members: readonly Member[], tools: Tools): FT {
  const defaults = members.some((member) => member.default);
  return toTable(
    ["Name", "Type", ...defaults ? ["Default"] : [], "Description"],
    members.map((member) => [
      memberId(shown, member),
      Code({ cls: "ref-member" }, member.name, member.optional && "?"),
      Code(toElements(member.signature, tools)),
      ...defaults ? [tools.markdown(member.default, shown.file)] : [],
      tools.markdown(member.doc, shown.file),
    ]),
  );
}

function toCalls(shown: Shown, members: readonly Member[], title: string, tools: Tools): FT {
  const seen = new Set<string>();
  return toTable(
    [title, "Description"],
    members.map((member) => {
      const first = !seen.has(member.name);
      seen.add(member.name);
      const { name, kind, doc } = member;
      const text = kind === "constructor"
        ? `new ${shown.name}`
        : kind === "call"
        ? shown.name
        : name;
      return [
        first ? memberId(shown, member) : "",
        Code(text, member.optional && "?", toElements(member.signature, tools)),
        tools.markdown(doc, shown.file),
      ];
    }),
  );
}

/** The id of a member's row. */
export function memberId({ name }: { name: string }, member: Member): string {
  const names = { constructor: "new", call: "call", property: member.name, method: member.name };
  return `${name}.${names[member.kind]}`.replace(/[^\w$.-]/g, "");
}

/** A table whose rows begin with their id, which may be empty. */
export function toTable(
  heads: readonly string[],
  rows: readonly (readonly (string | FT)[])[],
): FT {
  return Div(
    { cls: "ref-members", tabindex: 0 },
    Table(
      Thead(Tr(heads.map((head) => Th({ scope: "col" }, head)))),
      Tbody(rows.map(([id, ...cells]) => Tr({ id: id || false }, cells.map((cell) => Td(cell))))),
    ),
  );
}
