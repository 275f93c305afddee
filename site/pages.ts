/** The pages of the site, in the order of the menu. */
import { pathOf, toLink } from "./links.ts";
import { readMarkdown } from "./markdown.ts";
import { sections } from "./menu/mod.ts";
import type { MenuPage, Section } from "./menu/types.ts";
import type { PageKind, SitePage } from "./page.ts";

const DOCS = new URL("../docs/", import.meta.url);

const KINDS: Readonly<Record<string, PageKind>> = {
  Learn: "tutorial",
  Guides: "guide",
  Reference: "reference",
  Explanation: "explanation",
  Migrate: "migration",
};

/** Reads the pages that are written by hand; `base` is the prefix of the site's URLs. */
export function writtenPages(base: string): SitePage[] {
  return sections.flatMap((section) =>
    section.pages.map((page, at) => toPage(section, page, { base, before: section.pages[at - 1] }))
  );
}

function toPage(
  section: Section,
  page: MenuPage,
  { base, before }: { base: string; before: MenuPage | undefined },
): SitePage {
  const { file, group, keywords = [] } = page;
  const markdown = read(file);
  const found = readMarkdown(markdown, {
    link: (href) => toLink(href, { from: file, base }),
    // Steps of the tutorial grow one program.
    before: page.step && before?.step ? read(before.file) : undefined,
  });
  return {
    path: pathOf(file)!,
    title: found.title,
    label: (page.title ?? found.title).replaceAll("`", ""),
    description: toDescription(found.description),
    kind: KINDS[section.title] ?? "other",
    section: section.title,
    group,
    content: found.content,
    headings: found.headings,
    sections: found.sections.map((part, at) => ({
      ...part,
      keywords: [...at === 0 ? keywords : [], ...page.sections?.[part.id] ?? []],
    })),
    names: [],
    markdown,
    file: `docs/${file}`,
  };
}

/** Search engines show about 160 characters. */
function toDescription(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= 160) return plain;
  const end = plain.slice(0, 160).match(/^.*[.!?](?=\s)/)?.[0];
  return end && end.length > 60 ? end : `${plain.slice(0, 157).replace(/\s+\S*$/, "")}…`;
}

function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, DOCS));
}
