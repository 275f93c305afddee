import type { DefaultTreeAdapterTypes as Tree } from "parse5";

// Elements that flow with the text, so that a space beside them shows.
const INLINE = new Set(
  ("a abbr acronym b bdi bdo big button cite code data del dfn em font i iframe img input ins kbd " +
    "label mark meter object output picture progress q ruby s samp select small span strike strong " +
    "sub sup svg textarea time tt u var video audio canvas").split(" "),
);
const VERBATIM = new Set(["pre", "textarea", "script", "style", "listing", "plaintext", "xmp"]);

/** Returns a node's children as elements and texts, without comments and spaces that do not show. */
export function toTexts(parent: Tree.ParentNode): (Tree.Element | string)[] {
  const nodes = parent.childNodes.filter((node): node is Tree.Element | Tree.TextNode =>
    "tagName" in node || node.nodeName === "#text"
  );
  if (isVerbatim(parent)) return nodes.map((node) => "tagName" in node ? node : node.value);
  return nodes.map((node, i) => {
    if ("tagName" in node) return node;
    let text = node.value.replace(/[ \t\n\f\r]+/g, " ");
    if (isEdge(parent, nodes[i - 1])) text = text.replace(/^ /, "");
    if (isEdge(parent, nodes[i + 1])) text = text.replace(/ $/, "");
    return text;
  }).filter((node) => node !== "");
}

function isVerbatim(node: Tree.ParentNode | null): boolean {
  if (!node || !("tagName" in node)) return false;
  return VERBATIM.has(node.tagName) || isVerbatim(node.parentNode);
}

/** Whether a space beside this neighbour, or none, is at a line's end. */
function isEdge(parent: Tree.ParentNode, neighbour: Tree.ChildNode | undefined): boolean {
  const beside = neighbour ?? parent;
  return "tagName" in beside ? !INLINE.has(beside.tagName) : beside === parent;
}
