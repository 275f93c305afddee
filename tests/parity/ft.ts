import { readGolden } from "../_golden.ts";
import { toXml } from "../../mod.ts";
import { type Answer, answer } from "./answer.ts";
import { DIFFERENCES } from "./ft_differences.ts";
import { type Case, isHtml } from "./ft_html.ts";
import { type Findings, type Section, toFindings } from "./rules.ts";
import { build } from "./tree.ts";

/** The files that this section reads. */
export const FT_FILES: readonly string[] = ["ft.json", "ft_errors.json"];

const section: Section<Case, Answer> = {
  name: "ft",
  differences: DIFFERENCES,
  toId: ({ id }) => id,
  toUseless: ({ portable, error }) =>
    error !== undefined
      ? "where FastHTML fails"
      : portable === false
      ? "that only Python prints"
      : undefined,
  compare,
  corrupt,
};

/** Renders every tree and compares it with what FastHTML printed, or failed to print. */
export async function ftFindings(): Promise<Findings> {
  const cases = await Promise.all(FT_FILES.map((file) => readGolden<Case[]>(file, toBigInt)));
  const answered = cases.flat().map(async (each) => ({
    each,
    ours: await answer(() => toXml(build(each.tree))),
  }));
  return toFindings(section, await Promise.all(answered));
}

/** An integer that no JavaScript number holds is a bigint here. */
function toBigInt(_: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === "number" && /^-?\d{16,}$/.test(source ?? "") ? BigInt(source!) : value;
}

/** What is said here where FastHTML fails as well; its own messages are Python's. */
const MESSAGES: Readonly<Record<string, string>> = {
  "attrname/__": 'TypeError: Cannot write an attribute: the name is "__", ' +
    "expected one or more characters, none of them a space, a quote, < > / = or a control character",
  "hx/target-ft-noid":
    'TypeError: Cannot write attribute "hx-target": the element has no id, expected one to refer to',
  "xtend/YouTubeEmbed-empty": 'TypeError: Cannot embed a video: the id is "", expected a text',
  "xtend/YouTubeEmbed-bad": "TypeError: Cannot embed a video: the id is 5, expected a text",
};

function compare({ id, html, error }: Case, ours: Answer): string[] {
  const isSame = html !== undefined
    ? isHtml(ours, html)
    : ours.error !== undefined && ours.error === MESSAGES[id];
  return isSame ? [] : [`${ours.error ?? ours.value}, not ${html ?? error}`];
}

/** What FastHTML printed, made wrong at its first attribute, text or inner element (parsers add `<html>`). */
const CHANGES: Readonly<Record<string, [search: RegExp, replacement: string]>> = {
  "attribute changed": [/="([^"]*)"/, '="$1WRONG"'],
  "attribute dropped": [/ [\w-]+="[^"]*"/, ""],
  "text changed": [/>([^<>\s][^<>]*)</, ">$1WRONG<"],
  "child dropped": [/(?<=>)<(?!html>)(\w+)(?: [^<>]*)?>[^<>]*<\/\1>/, ""],
};

function corrupt(_: Case, { value }: Answer): Record<string, Answer> {
  const html = typeof value === "string" ? value : "";
  const changed = Object.entries(CHANGES)
    .map(([kind, [search, replacement]]) => [kind, html.replace(search, replacement)] as const);
  const wrong = [["WRONG", "WRONG"], ["empty", ""], ...changed]
    .filter(([, text]) => text !== value && (text !== html || value === undefined))
    .map(([kind, text]) => [kind, { value: text }]);
  return { ...Object.fromEntries(wrong), TypeError: { error: "TypeError: WRONG" } };
}
