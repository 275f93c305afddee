/** The search: an index of all headings, and the script that reads it in the browser. */
import MiniSearch, { type AsPlainObject, type Options } from "minisearch";
import { OPTIONS } from "./browser/finder.js";
import finder from "./browser/finder.js" with { type: "text" };
import type { SitePage } from "./page.ts";

/** What the index holds of a heading. */
interface Entry {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly page: string;
  readonly kind: SitePage["kind"];
  readonly keywords: string;
  readonly text: string;
  /** What results show of the text. */
  readonly lead: string;
  /** Whether its heading is one of many pages, such as "How it works". */
  readonly isUsual?: true;
}

/** Makes the index, as JSON. */
export function makeIndex(pages: readonly SitePage[]): string {
  const index = new MiniSearch<Entry>(OPTIONS as Options<Entry>);
  const usual = usualHeadings(pages);
  index.addAll(
    pages.flatMap(toEntries).map((entry, id) => ({
      id,
      ...entry,
      ...usual.has(entry.title) && entry.title !== entry.page ? { isUsual: true } : {},
    })),
  );
  return JSON.stringify(pack(index.toJSON()));
}

/** The headings that more pages have than one would read. */
function usualHeadings(pages: readonly SitePage[]): Set<string> {
  const titles = pages.flatMap(({ sections }) => [...new Set(sections.map(({ title }) => title))]);
  const counts = Map.groupBy(titles, (title) => title);
  return new Set([...counts].filter(([, all]) => all.length > MOST_PAGES).map(([title]) => title));
}

const MOST_PAGES = 4;

/** Makes an index a quarter smaller: its ids count from 0, so that `unpack()` can restore them. */
function pack({ documentIds: _, fieldLength, storedFields, index, ...rest }: AsPlainObject) {
  return {
    ...rest,
    fieldLength: Object.values(fieldLength),
    storedFields: Object.values(storedFields),
    index: index.map(([term, fields]) => [
      term,
      Object.fromEntries(Object.entries(fields).map(([field, counts]) => [field, toSteps(counts)])),
    ]),
  };
}

/** From each id to the next one; a count that is not 1 follows it, as a negative number. */
function toSteps(counts: Record<string, number>): number[] {
  const ids = Object.keys(counts).map(Number);
  return ids.flatMap((id, at) => {
    const step = id - (ids[at - 1] ?? 0), count = counts[id]!;
    return count === 1 ? [step] : [step, -count];
  });
}

function toEntries(page: SitePage): Omit<Entry, "id">[] {
  return page.sections.map(({ id, title, text, keywords }) => {
    const isTop = id === "" || (page.kind !== "api" && title === page.title);
    return {
      url: page.path + (id && `#${id}`),
      title: isTop ? page.title : title,
      page: page.title,
      kind: page.kind,
      keywords: keywords.join(" "),
      // There are a thousand names, and readers load them all: what they are called is enough.
      text: page.kind === "api" ? "" : isTop ? `${page.label} ${text}` : text,
      lead: shorten(text, page.kind === "api" ? 60 : 90),
    };
  });
}

function shorten(text: string, length: number): string {
  const plain = text.replace(/[`*_]/g, "");
  return plain.length <= length ? plain : `${plain.slice(0, length - 2).replace(/\s+\S*$/, "")}…`;
}

/** Makes the script that searches: the library and the finder, as one module. */
export function makeLibrary(): string {
  const file = new URL("./index.js", import.meta.resolve("minisearch"));
  const library = Deno.readTextFileSync(file);
  return shortenCode(
    library.replace(/^export \{.*$/m, "").replace(/^\/\/# sourceMappingURL.*$/m, ""),
  ) +
    shortenCode(finder.replace(/^import .*$/m, ""));
}

/** Code without its block comments and indents. */
function shortenCode(code: string): string {
  return code.replace(/^ *\/\*\*?[^]*?\*\/\n/gm, "").replace(/^ *\/\/.*\n/gm, "").replace(
    /^ +/gm,
    "",
  )
    .replace(/\n{2,}/g, "\n");
}
