/** Children of a node, without spaces that browsers do not show. */
import { type DefaultTreeAdapterTypes as Tree, html } from "parse5";

// Elements on their own lines, beside which a space does not show.
const BLOCK = words(
  "address article aside blockquote body br caption center col colgroup dd details dialog div dl dt " +
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html " +
    "legend li main menu nav ol optgroup option p pre search section source summary table tbody td " +
    "tfoot th thead title tr track ul",
);
// Elements that show no text of their own, only their children.
const LISTS = words(
  "audio colgroup datalist dl head html menu ol optgroup picture select table tbody tfoot thead tr " +
    "ul video",
);
const VERBATIM = words("pre textarea script style listing plaintext xmp");
const SVG_TEXT = words("a text textPath tspan");

/** Returns a node's elements and texts, without comments and spaces that do not show. */
export function toTexts(parent: Tree.ParentNode): (Tree.Element | string)[] {
  const nodes = parent.childNodes.filter((node): node is Tree.Element | Tree.TextNode =>
    "tagName" in node || node.nodeName === "#text"
  );
  if (isVerbatim(parent)) return nodes.map((node) => "tagName" in node ? node : node.value);
  return nodes.map((node, i) => {
    if ("tagName" in node) return node;
    let text = node.value.replace(/[ \t\n\f\r]+/g, " ");
    if (text === " " && "tagName" in parent && LISTS.has(parent.tagName)) return "";
    if (isEdge(nodes[i - 1] ?? parent)) text = text.replace(/^ /, "");
    if (isEdge(nodes[i + 1] ?? parent)) text = text.replace(/ $/, "");
    return text;
  }).filter((node) => node !== "");
}

function isVerbatim(node: Tree.ParentNode | null): boolean {
  if (!node || !("tagName" in node)) return false;
  return VERBATIM.has(node.tagName) || isVerbatim(node.parentNode);
}

/** Whether a line ends where this neighbor or parent begins. */
function isEdge(node: Tree.ChildNode | Tree.ParentNode): boolean {
  if (!("tagName" in node)) return node.nodeName !== "#text";
  return node.namespaceURI === html.NS.SVG && node.tagName !== "svg"
    ? !SVG_TEXT.has(node.tagName)
    : BLOCK.has(node.tagName);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
