/** Marks of what handlers return, though it is no content. Symbols, so that JSON forges none. */

/** What a message has for an object that a handler returned by mistake. */
export interface Mistake {
  readonly found: string;
  readonly expected: string;
}

/** On what is returned by mistake: a {@linkcode Mistake}. */
export const MISTAKE: unique symbol = Symbol("mistake");

/** On what is nothing to show: the table that `delete()` returns. */
export const NOTHING: unique symbol = Symbol("nothing");
