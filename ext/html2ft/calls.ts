/** Nodes of HTML as calls. */
import type { DefaultTreeAdapterTypes as Tree } from "parse5";
import { toAttrs } from "./attrs.ts";
import { toName } from "./names.ts";
import { toTexts } from "./texts.ts";

/** A call to print: its start such as `Div(`, the names it needs, its attributes and children. */
export interface Call {
  readonly open: string;
  readonly from: string;
  readonly uses: readonly string[];
  /** Printed attributes: `cls: "a"`. */
  readonly attrs: readonly string[];
  /** Calls and texts. */
  readonly children: readonly (Call | string)[];
}

/** Options of {@linkcode toCalls}. */
export interface CallOptions {
  readonly hasDoctype: boolean;
  /** Whether what runs a script is marked by `Safe()`. */
  readonly trusted: boolean;
}

/** Converts the nodes under a root to calls and texts. */
export function toCalls(root: Tree.ParentNode, options: CallOptions): (Call | string)[] {
  return toTexts(root).map((node) => typeof node === "string" ? node : toCall(node, options));
}

function toCall(element: Tree.Element, options: CallOptions): Call {
  const content = "content" in element ? (element as Tree.Template).content : element;
  const attrs = toAttrs(element, options.trusted);
  if (!options.hasDoctype && element.tagName === "html") attrs.push("doctype: false");
  const { open, name, from } = toName(element);
  const isMarked = options.trusted && attrs.some((attr) => attr.includes(": Safe("));
  const uses = isMarked ? [name, "Safe"] : [name];
  return { open, from, uses, attrs, children: toCalls(content, options) };
}
