/**
 * Reads the sentences of pages, doc comments and messages as a reader does: `deno task prose
 * docs/html.md` prints what is long, British or has a plainer word; `deno task prose --update`
 * writes counts that have fallen into tests/fixtures/prose.json.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- printing is what it is run for
import { existsSync } from "node:fs";
import ts from "typescript";
import { BRITISH, EASY, PLAINER } from "./_words.ts";
import { ENTRIES, filesOf, ROOT } from "./_files.ts";

/** How many findings of each rule each file had; a file that is not there had none. */
export type Counts = Record<string, Record<string, number>>;

/** What a rule found in a file: the words, or the beginning of what is too long. */
export interface Finding {
  rule: string;
  found: string;
}

/** The findings that there may be. */
export const FIXTURE = `${ROOT}tests/fixtures/prose.json`;

const MOST_WORDS = 25, MOST_IN_PARAGRAPH = 90, LAST_LINE = 40;

/** The verbs that the titles of guides begin with. */
const VERBS =
  ("Add Answer Ask Build Cache Change Check Choose Connect Convert Create Debug Deploy Download Edit " +
    "Export Find Generate Handle Import Keep Limit List Load Log Make Measure Migrate Move Open Paginate " +
    "Pick Protect Publish Read Redirect Relate Render Rotate Run Save Schedule Search Secure Sell Send " +
    "Serve Set Share Show Sign Sort Split Start Store Stream Style Test Translate Update Upload Use " +
    "Validate Watch Write").split(" ");

const PAGES = filesOf(/\.md$/, "README.md", "docs");
const CODE = filesOf(/\.tsx?$/, ...ENTRIES, "lib", "ext", "cli");

if (import.meta.main) {
  const before: Counts = existsSync(FIXTURE) ? JSON.parse(Deno.readTextFileSync(FIXTURE)) : {};
  const paths = Deno.args.filter((arg) => !arg.startsWith("--"));
  if (Deno.args.includes("--update")) {
    const first = Object.keys(before).length === 0;
    Deno.writeTextFileSync(FIXTURE, toText(first ? countAll() : lower(before, countAll())));
  } else if (paths.length === 0) printSums(countAll());
  else {
    for (
      const file of [...PAGES, ...CODE].filter((file) => paths.some((p) => file.startsWith(p)))
    ) {
      for (const { rule, found } of findIn(file)) console.log(`${file}: ${rule}: ${found}`);
    }
  }
}

/** Counts the findings of all files. */
export function countAll(): Counts {
  return Object.fromEntries(
    [...PAGES, ...CODE].map((file) => [file, count(findIn(file))] as const)
      .filter(([, counts]) => Object.keys(counts).length > 0),
  );
}

/** The counts of `now` that are above those of `before`, as sentences. */
export function risen(before: Counts, now: Counts): string[] {
  return Object.entries(now).flatMap(([file, counts]) =>
    Object.entries(counts)
      .filter(([rule, n]) => n > (before[file]?.[rule] ?? 0))
      .map(([rule, n]) => `${file}: ${rule}: ${n}, at most ${before[file]?.[rule] ?? 0}`)
  );
}

/** The lower of both counts, for each file and rule. */
export function lower(before: Counts, now: Counts): Counts {
  const found: Counts = {};
  for (const [file, counts] of Object.entries(before)) {
    for (const [rule, n] of Object.entries(counts)) {
      const left = Math.min(n, now[file]?.[rule] ?? 0);
      if (left > 0) (found[file] ??= {})[rule] = left;
    }
  }
  return found;
}

function toText(counts: Counts): string {
  return `${JSON.stringify(counts, null, 2)}\n`;
}

function count(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function findIn(file: string): Finding[] {
  const text = Deno.readTextFileSync(ROOT + file);
  return file.endsWith(".md") ? findInPage(text, file) : findInCode(text, file);
}

/** The findings of a page of Markdown. */
export function findInPage(text: string, file: string): Finding[] {
  return [
    ...blocksOf(text).flatMap(findInBlock),
    ...file.startsWith("docs/guides/") ? findInGuide(text) : [],
  ];
}

/** The findings in the doc comments of a file, and in its strings that are sentences. */
export function findInCode(text: string, file = "a.ts"): Finding[] {
  const comments = [...text.matchAll(/^ *(?:export )?\/\*\*[^]*?\*\//gm)].map(([comment]) =>
    comment.replace(/^ *\/\*\*|\*\/$/g, "").replace(/^ *\* ?/gm, "").replace(
      /^@(?!example)\w+ */gm,
      "",
    )
      .replace(/^@example.*$/gm, "").replace(/\{@link (?:[^|}]*\|)?([^}]*)\}/g, "`$1`")
  );
  return [
    ...comments.flatMap((comment) => blocksOf(comment).flatMap(findInBlock)),
    ...sentencesIn(text, file).flatMap((text) => findInBlock({ kind: "string", text })),
  ];
}

interface Block {
  kind: "heading" | "paragraph" | "cell" | "string";
  text: string;
}

/** The paragraphs, list items, headings and table cells of Markdown; programs are left out. */
function blocksOf(markdown: string): Block[] {
  const prose = markdown.replace(/^( *)(```+)[^]*?^\1\2 *$/gm, "\n").replace(/<!--[^]*?-->/g, "");
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of prose.split("\n")) {
    const text = line.replace(/^[ >]+/, "");
    const item = /^(?:[-*]|\d+\.) +/.exec(text);
    if (/^#+ /.test(text)) blocks.push({ kind: "heading", text: text.replace(/^#+ /, "") });
    else if (text.startsWith("|")) {
      const cells = text.replace(/`[^`]*`/g, "`x`").split(/(?<!\\)\|/).slice(1, -1);
      if (!/^[|\s:-]+$/.test(text)) {
        blocks.push(...cells.map((text) => ({ kind: "cell", text } as const)));
      }
    } else if (item || (text && !open)) {
      open = { kind: "paragraph", text: text.slice(item?.[0].length ?? 0) };
      blocks.push(open);
      continue;
    } else if (text) {
      open!.text += `\n${text}`;
      continue;
    }
    open = undefined;
  }
  return blocks.map(({ kind, text }) => ({ kind, text: plain(text) }));
}

/** Code is one word, as is the name of a test after its file; links are their text. */
function plain(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, "`C`")
    .replace(/`C`: "[^"]*"/g, "`C`").replace(
      /!?\[((?:[^\][]|\[[^\]]*\])*)\](?:\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])/g,
      "$1",
    )
    .replace(/https?:[^\s)>]*/g, "`C`").replace(/\*\*|__(?=\w)/g, "").replace(/\s+/g, " ").trim();
}

function findInBlock({ kind, text }: Block): Finding[] {
  const found: Finding[] = [];
  const find = (rule: string, words: RegExp, write?: string) => {
    const places = [...text.matchAll(words)].map(([word]) => around(text, word));
    found.push(...places.map((found) => ({ rule, found: write ? `${found}: ${write}` : found })));
  };
  for (const { word, write } of PLAINER) find("words", word, write);
  find("easy", EASY);
  find("spelling", BRITISH);
  if (kind !== "cell" && kind !== "heading") {
    find("semicolons", /\S+;(?= )/g);
    const long = kind === "string"
      ? []
      : sentencesOf(text).filter((one) => wordsOf(one) > MOST_WORDS);
    found.push(
      ...long.map((one) => ({ rule: "sentences", found: `${wordsOf(one)} words: ${one}` })),
    );
    if (wordsOf(text) > MOST_IN_PARAGRAPH) {
      found.push({ rule: "paragraphs", found: `${wordsOf(text)} words: ${text.slice(0, 60)}` });
    }
  }
  return found;
}

function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return `${word} (${text.slice(Math.max(at - 30, 0), at + word.length + 30).trim()})`;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?][)"”’*]*)\s+(?=["“(*]*[\p{Lu}`\d])/u);
}

/** How many words a sentence has; a list of names in code is one. */
function wordsOf(sentence: string): number {
  return sentence.replace(/`C`(?:(?:,| and| or|, and|, or) `C`)+/g, "`C`")
    .split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function findInGuide(text: string): Finding[] {
  const [, title = ""] = /^# (.*)$/m.exec(text) ?? [];
  const program = text.split("\n").findIndex((line) => /^ *```(?:ts|tsx|sh)\b/.test(line));
  return [
    ...VERBS.includes(/^\w*/.exec(title)![0]) ? [] : [{ rule: "headings", found: title }],
    ...program < LAST_LINE ? [] : [{ rule: "programs", found: `line ${program + 1}` }],
  ];
}

/** The strings of a file that people read: those that begin as a sentence does. */
function sentencesIn(text: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node)) {
      found.push(
        [node.head, ...node.templateSpans.map(({ literal }) => literal)]
          .map(({ text }) => text).join("`C`"),
      );
    } else if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found.filter((text) => /^[A-Z][\w']*(?: \S+){2}/.test(text) && !/^[A-Z]{2,} /.test(text));
}

function printSums(counts: Counts): void {
  const sums: Record<string, number> = {};
  for (const [file, found] of Object.entries(counts)) {
    console.log(file, Object.entries(found).map(([rule, n]) => `${rule} ${n}`).join(", "));
    for (const [rule, n] of Object.entries(found)) sums[rule] = (sums[rule] ?? 0) + n;
  }
  console.log("all", sums);
}
