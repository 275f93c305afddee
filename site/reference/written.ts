/** Signatures for readers, where those for the compiler read badly. */
import type { PublicName } from "./names.ts";
import type { Sources } from "./source.ts";
import type { Declared, Piece } from "./types.ts";

/** By file and name; a test compares their parameters with the source. */
export const WRITTEN: Record<string, string> = {
  "lib/app/fast_app.ts fastApp": `function fastApp(options?: FastAppOptions): FastApp
function fastApp(base: FastHTMLOptions, options: FastAppOptions): FastApp`,
};

/** What the source says of a name, with a signature for readers if there is one. */
export function withWritten(name: PublicName, sources: Sources): Declared {
  const declared = sources.declared(name);
  const text = WRITTEN[`${name.file} ${name.name}`];
  if (!text) return declared;
  return {
    ...declared,
    signatures: text.split("\n").map((line) => toPieces(line, name.file, sources)),
  };
}

/** Text in pieces: words with a capital letter are types. */
function toPieces(text: string, file: string, sources: Sources): Piece[] {
  return text.split(/\b([A-Z]\w+)\b/).filter(Boolean).map((word) => {
    const type = /^[A-Z]/.test(word) ? sources.resolve(file, word) : undefined;
    return type ? { text: word, type } : { text: word };
  });
}
