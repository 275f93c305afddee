/** What the sources say of public names, in pieces. */

/** Code in pieces: a word that is a type, or what is between. */
export interface Piece {
  text: string;
  /** What a type is, for a link: its file and name there, or its name if it is the platform's. */
  type?: TypeTarget;
}

/** Where a type is declared; without a file it is global. */
export interface TypeTarget {
  name: string;
  file?: string;
}

/** A property, a method, a constructor or a call of a class or an interface. */
export interface Member {
  /** `new`, `()` or the name. */
  name: string;
  kind: "constructor" | "call" | "property" | "method";
  /** What is said after its name; of a property its type alone. */
  signature: Piece[];
  optional: boolean;
  /** Markdown, without the sentence of its default. */
  doc: string;
  /** Markdown; empty without one. */
  default: string;
  /** The words of the comment `// Pages` above it and those that follow it; empty without one. */
  group: string;
}

/** What the source of a public name says. */
export interface Declared {
  signatures: Piece[][];
  members: Member[];
  /** The types that a class or an interface takes members from. */
  bases: Piece[][];
}
