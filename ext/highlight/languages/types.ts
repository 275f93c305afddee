/** The type of a module of highlight.js that has a language. */
import type { LanguageMaker } from "../types.ts";

declare const language: LanguageMaker;
export default language;
