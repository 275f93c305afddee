/** Finds pages: the same in the browser and in the tests. The site puts its library in front of it. */
import MiniSearch from "minisearch";

/** How much a kind of page counts: what people read first is found first. */
const WEIGHTS = {
  tutorial: 1.25,
  guide: 1.45,
  reference: 1.15,
  explanation: 1.1,
  index: 0.8,
  migration: 0.7,
  gallery: 0.3,
  other: 0.9,
  api: 0.3,
};

/** How much a heading counts that many pages have, such as "See also": it says little. */
const USUAL = 0.3;

/** What results call the kinds. */
const KINDS = {
  tutorial: "Learn",
  guide: "Guide",
  reference: "Reference",
  explanation: "Explanation",
  migration: "Migrate",
  gallery: "Gallery",
  api: "API",
  index: "Pages",
  other: "Page",
};

/** How many results there are, and how many of one page. */
const MOST = 12, MOST_OF_PAGE = 3;

/** Words too common to find anything by; what is left over of a question. */
const COMMON = new Set(
  "a an and are as at be by can do does for from how i if into is it my of or that the then this to use what when where which why will with without you your"
    .split(" "),
);

/** The options of the index, which must be the same where it is made and where it is read. */
export const OPTIONS = {
  fields: ["title", "keywords", "page", "text"],
  storeFields: ["url", "title", "page", "kind", "lead", "isUsual"],
  processTerm: (term) => {
    const lower = term.toLowerCase();
    if (COMMON.has(lower)) return null;
    // A part of `FileResponse` finds it, too.
    const parts = term.split(/(?<=[a-z0-9])(?=[A-Z])/).map((part) => part.toLowerCase());
    return parts.length > 1 ? [lower, ...parts.map(toSingular)] : toSingular(lower);
  },
};

function toTerms(text) {
  return text.split(/[\s/.,:;()-]+/).filter(Boolean);
}

/** What a title and a query for it have in common. */
function toWhole(text) {
  return toTerms(text).map(OPTIONS.processTerm).flat().filter(Boolean).join(" ");
}

/** `forms` is `form`, and `queries` is `query`; words such as `css`, `cors` and `https` stay. */
function toSingular(word) {
  if (word.length < 5 || /(?:[siu]|http)s$/.test(word)) return word;
  return word.replace(/ies$/, "y").replace(/s$/, "");
}

/** Opens an index, and returns the function that finds. */
export function openIndex(json) {
  const index = MiniSearch.loadJS(unpack(JSON.parse(json)), OPTIONS);
  return (query) => find(index, query);
}

/** Restores what `makeIndex()` has packed. */
function unpack({ fieldLength, storedFields, index, ...rest }) {
  return {
    ...rest,
    documentIds: { ...Array.from(storedFields.keys()) },
    fieldLength: { ...fieldLength },
    storedFields: { ...storedFields },
    index: index.map(([term, fields]) => [
      term,
      Object.fromEntries(Object.entries(fields).map(([field, steps]) => [field, toCounts(steps)])),
    ]),
  };
}

function toCounts(steps) {
  const counts = {};
  let id = 0;
  for (const step of steps) {
    // The first step may be 0; a count is negative.
    if (step < 0) counts[id] = -step;
    else counts[id += step] = 1;
  }
  return counts;
}

function find(index, text) {
  // Two words, of which one would be too common.
  const query = text.replace(/\blog[ -](in|out)\b/gi, "log$1");
  // `FileResponse` is a name, `modal` a word, though there is a name like it.
  const exact = /[A-Z]/.test(query) ? query.trim().replace(/\(\)$/, "") : undefined;
  const isKnown = (term) => index.search(term, { prefix: false, fuzzy: false }).length > 0;
  const options = {
    prefix: (term, at, all) => at === all.length - 1 && term.length > 1,
    // What is a word on some page has no mistake: who looks for a date looks for no rate.
    fuzzy: (term) => term.length > 3 && !isKnown(term) ? 0.25 : false,
    maxFuzzy: 2,
    weights: { fuzzy: 0.3, prefix: 0.6 },
    boost: { title: 4, keywords: 5, page: 2.5, text: 1 },
    boostDocument: (_id, _term, { kind, title, page, isUsual }) => {
      if (kind === "api") return WEIGHTS.api * (title === exact ? 30 : 1);
      const isWhole = title === page && kind !== "gallery" && toWhole(title) === whole;
      return WEIGHTS[kind] * (isUsual ? USUAL : isWhole ? 10 : 1);
    },
  };
  const terms = toTerms(query), whole = toWhole(query);
  const both = index.search(query, { ...options, combineWith: "AND" });
  const some = terms.length > 1 && both.length < MOST ? index.search(query, options) : [];
  const seen = new Set(both.map(({ id }) => id));
  const counts = new Map();
  return [...both, ...some.filter(({ id }) => !seen.has(id))].filter(({ page }) => {
    counts.set(page, (counts.get(page) ?? 0) + 1);
    return counts.get(page) <= MOST_OF_PAGE;
  }).slice(0, MOST).map(({ url, title, page, kind, lead, terms }) => ({
    url,
    title,
    page,
    kind: KINDS[kind],
    text: lead,
    words: terms.filter((term) => term.length > 1).sort((a, b) => b.length - a.length),
  }));
}
