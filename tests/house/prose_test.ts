/** Pages, doc comments and messages are in plain American English; what is left only gets less. */
import { deepStrictEqual } from "node:assert";
import { countAll, findInCode, findInPage, FIXTURE, lower, risen } from "./prose.ts";

const left = JSON.parse(Deno.readTextFileSync(FIXTURE));

Deno.test("no file has more long sentences, semicolons or words with a plainer one than it had", () => {
  const found = risen(left, countAll());
  deepStrictEqual(found, [], `${found.join("\n")}\n\`deno task prose <file>\` prints them`);
});

Deno.test("each rule finds what it is for", () => {
  const long = `${"word ".repeat(26).trim()}.`;
  const text = `Rows are narrowed; their behaviour is simply the same. ${long} ${
    "This is short. ".repeat(20)
  }`;
  deepStrictEqual(
    rulesOf(
      findInPage(`# Nouns\n\n${"\n".repeat(40)}\`\`\`ts\n\`\`\`\n\n${text}`, "docs/guides/a.md"),
    ),
    {
      words: 1,
      easy: 1,
      spelling: 1,
      semicolons: 1,
      sentences: 1,
      paragraphs: 1,
      headings: 1,
      programs: 1,
    },
  );
});

Deno.test("code, programs, tables and links are read as readers do", () => {
  const page = `# Upload files

\`\`\`ts
narrow(); // simply; behaviour
\`\`\`

The \`behaviour\` of [an upload](https://example.com/behaviour) has ${
    Array.from({ length: 30 }, (_, n) => `\`name${n}\``).join(", ")
  }.

| a; b | \`x | y\` |
| ---- | ---- |

- One item of ten words is a paragraph by its own right.
- Another one is too, so that both are never one sentence with it and more words than there may be.
`;
  deepStrictEqual(findInPage(page, "docs/guides/upload_files.md"), []);
});

Deno.test("doc comments and strings that are sentences are read, and nothing else of code", () => {
  const code = `/** Narrows rows; \`narrow\`. */
export const narrow = "narrow"; // narrowed; simply
const text = \`Cannot colour \${narrow}: found a colour\`, sql = "SELECT a; simply FROM b";
`;
  deepStrictEqual(findInCode(code), [
    { rule: "words", found: "Narrows (Narrows rows; `C`.): filter, limit to" },
    { rule: "semicolons", found: "rows; (Narrows rows; `C`.)" },
    { rule: "spelling", found: "colour (Cannot colour `C`: found a colour)" },
    { rule: "spelling", found: "colour (Cannot colour `C`: found a colour)" },
  ]);
});

Deno.test("counts rise for no file, and --update writes only those that fell", () => {
  const before = { a: { words: 2, easy: 1 }, b: { words: 1 } };
  const now = { a: { words: 1, easy: 3 }, c: { spelling: 1 } };
  deepStrictEqual(risen(before, now), ["a: easy: 3, at most 1", "c: spelling: 1, at most 0"]);
  deepStrictEqual(lower(before, now), { a: { words: 1, easy: 1 } });
});

function rulesOf(findings: readonly { rule: string }[]): Record<string, number> {
  const groups = Object.groupBy(findings, ({ rule }) => rule);
  return Object.fromEntries(Object.entries(groups).map(([rule, all]) => [rule, all!.length]));
}
