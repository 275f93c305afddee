/** Functions that make elements of one name. */
import type { Attrs } from "./attrs.ts";
import { toFacts, toTagName } from "./element_facts.ts";
import { type Child, element, type FT } from "./ft.ts";

/** A function that makes elements of one name. Attributes come first, last, or both. */
export type Tag<A = Attrs> = (...args: (A | Child)[]) => FT;

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
  return (...args) => element(facts, args);
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
