/** Pages written in Markdown: elements, headings, and what the search reads. */
import { Fragment, type FT } from "@fasthtml/fasthtml";
import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
import { lexer, type Token, type Tokens } from "marked";
import { CodeBlock } from "./code.ts";
import type { PageHeading, PageSection } from "./page.ts";
import { programsOf } from "./programs.ts";

/** A page as it was read. */
export interface MarkdownPage {
  readonly title: string;
  /** Its first paragraph, as text. */
  readonly description: string;
  /** What is below the title. */
  readonly content: FT;
  readonly headings: readonly PageHeading[];
  readonly sections: readonly Omit<PageSection, "keywords">[];
}

/** How a page is read. */
export interface MarkdownLooks {
  /** Rewrites what links and images lead to. */
  readonly link: (href: string) => string;
  /** The Markdown of the step before: its whole programs are what new lines are compared with. */
  readonly before?: string | undefined;
}

/** Reads a page. */
export function readMarkdown(text: string, { link, before }: MarkdownLooks): MarkdownPage {
  const tokens = lexer(text);
  const heading = tokens.find((token): token is Tokens.Heading => token.type === "heading");
  const first = tokens.find(({ type }) => type === "paragraph");
  const sections = toSections(tokens);
  return {
    title: heading ? toPlain([heading]) : "",
    description: first ? toPlain([first]) : "",
    content: toContent(tokens.filter((token) => token !== heading), text, { link, before }),
    headings: sections.filter(({ id }) => id !== "").map(({ id, title, level }) => ({
      level,
      id,
      text: title,
    })),
    sections: sections.map(({ id, title, text }) => ({ id, title, text })),
  };
}

function toContent(tokens: readonly Token[], text: string, looks: MarkdownLooks): FT {
  const defs = tokens.filter(({ type }) => type === "def").map(({ raw }) => raw).join("\n");
  const earlier = looks.before === undefined ? [] : programsOf(looks.before);
  const own = programsOf(text);
  const parts: FT[] = [];
  let prose = "", title: string | undefined;
  const flush = () => {
    if (prose.trim()) {
      parts.push(renderMd(relink(`${prose}\n\n${defs}`, looks.link), { ids: true }));
    }
    prose = "";
  };
  for (const token of tokens) {
    if (token.type === "paragraph" && isFileName(token.raw)) {
      flush();
      title = token.raw.replace(/[`:\s]/g, "");
    } else if (token.type === "code") {
      flush();
      const { lang = "", text } = token as Tokens.Code;
      const program = own.indexOf(`${text}\n`);
      const before = program < 0 ? undefined : earlier[Math.min(program, earlier.length - 1)];
      parts.push(CodeBlock(`${text}\n`, lang.split(/[\s,]/)[0]!, { title, before }));
      title = undefined;
    } else {
      if (title && token.type !== "space") title = undefined;
      prose += token.raw;
    }
  }
  flush();
  return Fragment(parts);
}

function relink(markdown: string, link: (href: string) => string): string {
  return markdown.replace(/(\]\()([^)\s]+)/g, (_, start, href) => start + link(href))
    .replace(/^(\[[^\]]+\]: )(\S+)/gm, (_, start, href) => start + link(href));
}

/** A paragraph that names the file of the block below it: `main.ts`, maybe with a colon. */
function isFileName(raw: string): boolean {
  return /^`[\w./-]+`:?\s*$/.test(raw);
}

/** The parts of a page from heading to heading, with their prose. */
function toSections(
  tokens: readonly Token[],
): { id: string; title: string; level: number; text: string }[] {
  const ids = new Set<string>();
  const all = [{ id: "", title: "", level: 1, text: "" }];
  for (const token of tokens) {
    if (token.type === "heading" && (token as Tokens.Heading).depth > 1) {
      const title = toPlain([token]);
      all.push({ id: toId(title, ids), title, level: (token as Tokens.Heading).depth, text: "" });
    } else if (token.type !== "heading" && token.type !== "code") {
      all.at(-1)!.text += `${toPlain([token])} `;
    }
  }
  return all.map((section) => ({ ...section, text: section.text.replace(/\s+/g, " ").trim() }));
}

/** As GitHub makes them: words with `-` between; the second of its kind has a number. */
function toId(text: string, ids: Set<string>): string {
  const first = text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s+/g, "-") ||
    "section";
  let id = first;
  for (let n = 1; ids.has(id); n++) id = `${first}-${n}`;
  ids.add(id);
  return id;
}

/** The text of tokens, without marks. */
function toPlain(tokens: readonly Token[]): string {
  return tokens.map((token): string => {
    if (token.type === "code") return "";
    if (token.type === "table") {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].flat().map(({ tokens }) => toPlain(tokens)).join(" ");
    }
    if (token.type === "list") {
      return (token as Tokens.List).items.map(({ tokens }) => toPlain(tokens)).join(" ");
    }
    if ("tokens" in token && token.tokens) return toPlain(token.tokens);
    return "text" in token ? `${token.text}` : " ";
  }).join("").replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};
