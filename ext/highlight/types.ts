/** The parts of highlight.js that are used: its own types bring those of browsers into programs. */

/** A language, as its module makes it. */
export type LanguageMaker = (hljs: Highlighter) => unknown;

/** highlight.js with its languages. */
export interface Highlighter {
  /** Makes HTML of code. */
  highlight(text: string, options: HighlighterOptions): { readonly value: string };
  /** The language of this name or short name. */
  getLanguage(name: string): unknown;
  /** Adds a language. */
  registerLanguage(name: string, language: LanguageMaker): void;
  /** Makes one that has no languages. */
  newInstance(): Highlighter;
}

/** How code is read. */
export interface HighlighterOptions {
  readonly language: string;
  /** Whether what is wrong in the language has no color, in place of all code. */
  readonly ignoreIllegals: boolean;
}

declare const core: Highlighter;
export default core;
