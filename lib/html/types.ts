/** The types of attribute values, and the symbols by which a value gives its URL, id or display. */
import type { SafeHtml } from "./safe.ts";

/** Names the method that returns the URL of a value, such as a route. */
export const HREF: unique symbol = Symbol.for("fasthtml.href") as typeof HREF;

/** Names the method that returns the id of a value, such as an element. */
export const ID: unique symbol = Symbol.for("fasthtml.id") as typeof ID;

/** Names the method that shows a value in a notebook of Deno's Jupyter kernel. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as typeof DISPLAY;

/** Names the method that returns the text of a value where it is written. */
export const TEXT: unique symbol = Symbol.for("fasthtml.text") as typeof TEXT;

/** A value that is written as a URL in an attribute, such as a route. */
export interface Linkable {
  /** Returns the URL, unescaped. */
  [HREF](): string;
}

/** A value whose id an attribute may refer to, such as any element. */
export interface Identified {
  /** Returns the id, or undefined if there is none. */
  [ID](): string | undefined;
}

/** A text that is known when it is written, such as a sentence in the user's language. */
export interface LateText {
  /** Returns the text, unescaped. */
  [TEXT](): string;
  /** Returns the same, for a page. */
  __ft__(): string;
  /** Returns the same, for a text that it is a part of. */
  toString(): string;
}

/** What any attribute takes. `true` writes the name alone; `false` and `null` write nothing. */
export type Scalar = string | number | bigint | boolean | null | undefined | SafeHtml | LateText;

/** Every value that some attribute takes. The type of each tag says which takes which. */
export type AttrValue =
  | Scalar
  | Linkable
  | Identified
  | Iterable<Scalar>
  | { readonly [name: string]: unknown };

/** Values that leave an attribute out, so that `condition && value` works. */
export type Nothing = false | null | undefined;

/** The value of an attribute that holds text or a number. */
export type TextValue = string | number | bigint | SafeHtml | LateText | Nothing;

/** The value of an attribute that is there or not. */
export type FlagValue = boolean | null | undefined;

/** The value of an attribute that holds a URL: text, a route, or an element of the page. */
export type UrlValue = string | SafeHtml | Linkable | Identified | Nothing;

/** The value of an attribute that names an element: its id, or the element. */
export type IdValue = string | number | Identified | Nothing;

/** The value of `cls` and `class`: words, lists of them, or `{ word: isOn }`. */
export type ClassValue =
  | TextValue
  | boolean
  | readonly ClassValue[]
  | ReadonlySet<string>
  | { readonly [word: string]: unknown };

/** The value of `style`: text, declarations, or `{ property: value }`. */
export type StyleValue = TextValue | readonly string[] | { readonly [property: string]: TextValue };
