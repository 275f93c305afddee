/** The texts of a page between its headings. */
import type { Token } from "marked";
import { type Heading, toTextOf } from "./elements.ts";

/** The text below a heading, up to the next one. */
export interface MarkdownSection {
  /** The id of the heading, or empty for what is before the first one. */
  readonly id: string;
  /** The text of the heading, or empty for what is before the first one. */
  readonly title: string;
  /** The text, without marks and blocks of code. */
  readonly text: string;
}

/** The text of the first paragraph. */
export function toDescription(tokens: readonly Token[]): string {
  const first = tokens.find(({ type }) => type === "paragraph");
  return first ? toWords([first]) : "";
}

/** The sections of a page. A heading in a list or a quote begins none. */
export function toSections(
  tokens: readonly Token[],
  headings: readonly Heading[],
): MarkdownSection[] {
  const known = new Map(headings.map((heading) => [heading.token, heading]));
  const starts = tokens.flatMap((token, at) => {
    const heading = known.get(token);
    return heading ? [{ at, id: heading.id, title: heading.text }] : [];
  });
  const first = toWords(tokens.slice(0, starts[0]?.at));
  return [
    ...first ? [{ id: "", title: "", text: first }] : [],
    ...starts.map(({ at, id, title }, i) => ({
      id,
      title,
      text: toWords(tokens.slice(at + 1, starts[i + 1]?.at)),
    })),
  ];
}

function toWords(tokens: readonly Token[]): string {
  return toTextOf(tokens).replace(/\s+/g, " ").trim();
}
