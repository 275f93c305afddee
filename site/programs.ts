/** The programs of a page: what its fences hold. */

/** A fenced block of a Markdown file. */
export interface Block {
  /** The first word after the fence, such as `ts`; empty if there is none. */
  readonly language: string;
  /** The lines between the fences. */
  readonly text: string;
}

/** Returns the fenced blocks of a page, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, info, text]) => ({
    language: info!.split(/[\s,]/)[0]!,
    text: text!,
  }));
}

/** Returns the whole programs of a page: blocks of TypeScript that serve. */
export function programsOf(markdown: string): string[] {
  return blocksOf(markdown)
    .filter(({ language, text }) => language === "ts" && /^serve\(/m.test(text))
    .map(({ text }) => text);
}
