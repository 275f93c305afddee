/** Pages written in Markdown: elements, headings, and what the search reads. */
import { Fragment, type FT, Safe, toXml } from "@fasthtml/fasthtml";
import { markdown } from "@fasthtml/fasthtml/ext/markdown";
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
  /** The parts between the headings; the first is what is above them. */
  readonly sections: readonly Omit<PageSection, "keywords">[];
}

/** How a page is read. */
export interface MarkdownLooks {
  /** Rewrites what links and images lead to. */
  readonly link: (href: string) => string;
  /** The Markdown of the step before: its whole programs are what new lines are compared with. */
  readonly before?: string | undefined;
}

/** A title, which the layout shows: the first heading, at the start. */
const TITLE = /^\s*# .*\n/;

/** A paragraph that names the file of the block below it: `main.ts`, maybe with a colon. */
const FILE_NAME = /^`([\w./-]+)`:?\n\n```(\w+)/gm;

/** A sentence of the tutorial that says where the block below it goes. */
const SAVED_AS = /((?:Replace everything in|[Ss]ave this as) `([\w./-]+)`[^`#]*:\n\n```\w+)/g;

/** Reads a page. */
export function readMarkdown(text: string, { link, before }: MarkdownLooks): MarkdownPage {
  const earlier = before === undefined ? [] : programsOf(before), own = programsOf(text);
  const code = (block: string, language: string | undefined, info: string) => {
    const whole = `${block.replace(/\n$/, "")}\n`;
    const at = own.indexOf(whole);
    return CodeBlock(whole, language ?? "", {
      title: /(?:^|\s)title=(\S+)/.exec(info)?.[1],
      before: at < 0 ? undefined : earlier[Math.min(at, earlier.length - 1)],
    });
  };
  const body = text.replace(TITLE, "").replace(FILE_NAME, "```$2 title=$1")
    .replace(SAVED_AS, "$1 title=$2");
  const { content, headings, description, sections } = markdown(body, {
    link,
    code,
    anchors: true,
  });
  const [first] = sections;
  return {
    title: markdown(TITLE.exec(text)?.[0] ?? "").title,
    description,
    content: withWideTables(content),
    headings,
    sections: first?.id === "" ? sections : [{ id: "", title: "", text: "" }, ...sections],
  };
}

/** A text without headings, such as a doc comment, as elements. */
export function toProse(text: string): FT {
  const code = (block: string, language: string | undefined) =>
    CodeBlock(`${block.replace(/\n$/, "")}\n`, language ?? "");
  return withWideTables(markdown(text, { ids: false, code }).content);
}

/** A table that is wider than a phone is scrolled by itself, by keys, too. */
function withWideTables(content: FT): FT {
  const html = toXml(content).replaceAll("<table>", '<div class="wide" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
  return Fragment(Safe(html));
}
