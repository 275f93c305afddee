/** What the renderer knows of each element. */

/** What the renderer knows of an element, computed once for each name. */
export interface ElementFacts {
  /** The element's name. Empty for a fragment, which has only children. */
  readonly tag: string;
  /** The text before the attributes, such as `<div`. */
  readonly open: string;
  /** The text before the children if there are no attributes, such as `<div>`. */
  readonly bare: string;
  /** The text after the children, such as `</div>`. Empty if there is no end tag. */
  readonly close: string;
  /** What the element holds: `text` in a textarea, `children` in a fragment. */
  readonly holds: "markup" | "nothing" | "script" | "style" | "text" | "children";
  /** Whether `id` is copied to `name`, which form data needs. */
  readonly isNamed: boolean;
  /** An attribute with its value if none is given. */
  readonly implied: readonly [name: string, value: string] | undefined;
}

// "command", "keygen" and "param" are obsolete, but parsers still treat them as void.
const VOID = words(
  "!doctype area base br col embed hr img input link meta source track wbr command keygen param",
);
// FastHTML's list, without the obsolete param.
const NAMED = words("a button form frame iframe img input map meta object select textarea");
const IMPLIED = new Map<string, readonly [string, string]>([
  ["a", ["href", "#"]],
  ["form", ["enctype", "multipart/form-data"]],
]);
const SPECIAL = new Map<string, ElementFacts["holds"]>([
  ["script", "script"],
  ["style", "style"],
  ["textarea", "text"],
]);
// A program may write its own doctype. A letter first, then what custom elements and SVG use: no space, quote, `<`, `>`, `/` or `=`.
const NAME = /^(?:[a-z][\w.:-]*|!doctype)$/i;

/** Finds what is known of an element by its name. */
export function toFacts(tag: string): ElementFacts {
  if (!NAME.test(tag)) {
    throw new TypeError(
      `Cannot make an element: the name is ${JSON.stringify(tag)}, ` +
        "expected a letter, then letters, digits, or . : _ -",
    );
  }
  const name = tag.toLowerCase(); // Parsers ignore the case.
  return {
    tag,
    open: `<${tag}`,
    bare: `<${tag}>`,
    close: `</${tag}>`,
    holds: VOID.has(name) ? "nothing" : SPECIAL.get(name) ?? "markup",
    isNamed: NAMED.has(name),
    implied: IMPLIED.get(name),
  };
}

/** A fragment: children without an element around them. */
export const FRAGMENT: ElementFacts = {
  tag: "",
  open: "",
  bare: "",
  close: "",
  holds: "children",
  isNamed: false,
  implied: undefined,
};

/** Converts a function's name to an element's: `MyTag` and `My_tag` are `my-tag`, `Div` is `div`. */
export function toTagName(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-")
    .replaceAll("_", "-").toLowerCase();
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
