/** A page of the reference as Markdown, for programs and models. */
import { type Shown, textOf } from "./page.ts";
import type { Member } from "./types.ts";

/** The part of a page for a name. */
export function toText(
  shown: Shown,
): string {
  const { name, entries, since, signatures, doc, members, examples, level } = shown;
  return [
    `${"#".repeat(level)} ${name}`,
    `From \`${entries[0]}\`${since ? `, since ${since}` : ""}:`,
    "```ts\n" + signatures.map(textOf).join("\n") + "\n```",
    withoutLinks(doc),
    members.map((member) => toLine(name, member)).join("\n"),
    ...examples.map(({ title, text }) => `${title || "Example:"}\n\n${text}`),
  ].filter(Boolean).join("\n\n");
}

function toLine(owner: string, member: Member): string {
  const { name, kind, optional, doc } = member;
  const signature = textOf(member.signature).replace(/\s+/g, " ");
  const mark = optional ? "?" : "";
  const code = kind === "constructor"
    ? `new ${owner}${signature}`
    : kind === "call"
    ? `${owner}${signature}`
    : `${name}${mark}${kind === "property" ? ": " : ""}${signature}`;
  const said = withoutLinks(doc).replace(/\s*\n\s*/g, " ");
  const value = member.default ? ` Default: ${member.default}.` : "";
  return `- \`${code}\`${said ? ` — ${said}` : ""}${value}`;
}

/** Markdown in which links of doc comments are names in backticks. */
export function withoutLinks(text: string): string {
  return text.replace(LINK, (_, target, label) => `\`${label || target}\``);
}

/** `{@linkcode Name}`, `{@link Name words}`. */
export const LINK = /\{@link(?:code|plain)?\s+([^\s}|]+)(?:[\s|]+([^}]*))?\}/g;
