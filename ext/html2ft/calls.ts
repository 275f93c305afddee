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

/** Converts the nodes under a root to calls and texts. */
export function toCalls(root: Tree.ParentNode, hasDoctype: boolean): (Call | string)[] {
  const nodes = toTexts(root);
  return nodes.map((node) => typeof node === "string" ? node : toCall(node, hasDoctype));
}

function toCall(element: Tree.Element, hasDoctype = true): Call {
  const content = "content" in element ? (element as Tree.Template).content : element;
  const attrs = toAttrs(element);
  if (!hasDoctype && element.tagName === "html") attrs.push("doctype: false");
  const { open, name, from } = toName(element);
  const uses = attrs.some((attr) => attr.includes(": Safe(")) ? [name, "Safe"] : [name];
  return { open, from, uses, attrs, children: toCalls(content, hasDoctype) };
}
