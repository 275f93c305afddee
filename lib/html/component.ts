/** Functions that make components: they take attributes first, last, or both, as tags do. */
import { fieldOf } from "../field.ts";
import type { Attrs } from "./attrs.ts";
import { toAttr } from "./attr_names.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import { type Child, type FT, splitArgs } from "./ft.ts";
import type { Tag } from "./make_tag.ts";
import type { AttrValue } from "./types.ts";

/** A component with an attribute that it cannot be without: attributes are the first or the last. */
export interface RequiringTag<A, Made = FT> {
  (attrs: A, ...children: Child[]): Made;
  (...args: [...children: Child[], attrs: A]): Made;
}

/** A component, as {@linkcode component} makes it: a tag function with attributes of its own. */
export type Component<A, Made = FT> = Record<never, never> extends A ? Tag<A, Made>
  : RequiringTag<A, Made>;

/**
 * Makes a component: a function that takes attributes and children as tags do. `make` gets the
 * attributes as one object, and the children as a list.
 *
 * It takes its own attributes out and gives the rest to an element. `class`, `className` and the
 * other names of `cls` are `cls` there, so `cls: ["card", cls]` adds the caller's classes.
 *
 * @example
 * ```ts
 * import { Article, component, H2, P } from "@fasthtml/fasthtml/html";
 * import type { GlobalAttrs } from "@fasthtml/fasthtml/types";
 * import { strictEqual } from "node:assert";
 *
 * interface NoteAttrs extends GlobalAttrs {
 *   heading?: string;
 *   tone?: "good" | "bad";
 * }
 * const Note = component<NoteAttrs>(({ heading, tone = "good", cls, ...rest }, children) =>
 *   Article({ cls: ["note", tone, cls], ...rest }, heading && H2(heading), children)
 * );
 *
 * strictEqual(
 *   `${Note({ heading: "Saved" }, P("All is well."), { id: "note", cls: "wide" })}`,
 *   '<article class="note good wide" id="note"><h2>Saved</h2><p>All is well.</p></article>',
 * );
 * ```
 */
export function component<A = GlobalAttrs, Made extends Child = FT>(
  make: (attrs: A, children: readonly Child[]) => Made,
): Component<A, Made> {
  const made = (...args: unknown[]): Made => {
    const { first, last, children } = splitArgs(args);
    return make(toOwn(first, last) as A, children);
  };
  return made as Component<A, Made>;
}

/** Merges attributes under the names that a program uses. As in tags, the later one wins. */
function toOwn(...literals: (Attrs | undefined)[]): Attrs {
  // By the name in HTML, as one attribute has several names in a program.
  const found = new Map<string, [key: string, value: AttrValue]>();
  for (const literal of literals) {
    for (const key in literal) {
      const value = fieldOf(literal, key);
      if (value === undefined) continue;
      const { name, use } = toAttr(key);
      found.set(name, [use === "class" ? "cls" : key, value]);
    }
  }
  return Object.fromEntries(found.values());
}
