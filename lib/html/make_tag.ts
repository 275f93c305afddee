/** Functions that make elements of one name. */
import type { Attrs } from "./attrs.ts";
import { toFacts, toTagName } from "./element_facts.ts";
import { type Child, element, type FT } from "./ft.ts";

/**
 * A function that makes elements of one name: of attributes first, last, or both, and of children.
 * An editor shows the first of these forms that fits, and the compiler says of the last what is
 * wrong. They have no comments of their own, which editors would show in place of the element's.
 */
export interface Tag<A = Attrs, Made = FT> {
  (attrs: A, ...children: Child[]): Made;
  (...args: [...children: Child[], attrs: A]): Made;
  (...children: Child[]): Made;
  (...args: Arg<A>[]): Made;
}

/** What a tag takes: attributes and children. */
export type Arg<A> = Content<A> | Exclude<Child, object>;

/**
 * Children that are objects, and attributes. Such a child may have properties with the names of
 * attributes, which mean nothing here: where all types of a union have a name, the compiler suggests
 * it for one that is misspelled. With the attributes last, it tells what is wrong with a value.
 */
export type Content<A> =
  | (Extract<Child, object> & Beside<A>)
  | { [Name in keyof A]: A[Name] };

/**
 * The names of attributes, without patterns such as `data_…`, and what a column of the name may be:
 * anything, but no text where an attribute takes certain words, so that the compiler tells which.
 */
export type Beside<A> = {
  readonly [Name in keyof A as Record<never, never> extends Record<Name, 1> ? never : Name]?:
    string extends A[Name] ? unknown
      : A[Name] | number | boolean | object;
};

/**
 * Makes the function for an element by its HTML name, with the type of its attributes.
 *
 * @example
 * ```ts
 * import { makeTag } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * const Gauge = makeTag<{ level: number }>("x-gauge");
 * strictEqual(`${Gauge({ level: 3 })}`, '<x-gauge level="3"></x-gauge>');
 * ```
 */
export function makeTag<A = Attrs>(name: string): Tag<A> {
  const facts = toFacts(name);
  return (...args: (A | Child)[]) => element(facts, args);
}

/**
 * Makes any element: `tags.MyTag` makes `<my-tag>`.
 *
 * @example
 * ```ts
 * import { tags } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(`${tags.SlButton("Go", { variant: "primary" })}`, '<sl-button variant="primary">Go</sl-button>');
 * ```
 */
export const tags: Readonly<Record<string, Tag>> = new Proxy({}, {
  get(_, name) {
    // Without "then", since `await tags` would take it for a promise.
    if (typeof name === "symbol" || name === "then") return undefined;
    const tag = made.get(name) ?? makeTag(toTagName(name));
    if (made.size < 1000) made.set(name, tag);
    return tag;
  },
});

const made = new Map<string, Tag>();
