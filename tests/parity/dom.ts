import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a browser makes of HTML: text, comments, doctypes and elements. */
export type Dom = string | { comment: string } | DomElement;

/** An element with its attributes in the order of their names. */
export interface DomElement {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly Dom[];
}

/** Says how two pieces of HTML may differ and still mean the same. */
export interface DomOptions {
  /** Changes an attribute's value before it is compared; undefined leaves the attribute out. */
  attr?(name: string, value: string): string | undefined;
}

/** Turns HTML into values that are equal when a browser sees the same, in any order of attributes. */
export function toDom(html: string, { attr = (_, value) => value }: DomOptions = {}): Dom[] {
  const options = { scriptingEnabled: false };
  const root = /^\s*<(!doctype|html)/i.test(html)
    ? parse(html, options)
    // A parser drops these where there is no document around them.
    : parseFragment(html.replaceAll(/<(\/?)(head|body|frame|frameset)\b/gi, "<$1x-$2"), options);
  return toValues(root.childNodes, attr);
}

/** Changes each element, those inside it first. */
export function mapDom(
  nodes: readonly Dom[],
  change: (element: DomElement) => DomElement,
): Dom[] {
  return nodes.map((node) => {
    if (typeof node === "string" || "comment" in node) return node;
    return change({ ...node, children: mapDom(node.children, change) });
  });
}

function toValues(nodes: readonly Node[], attr: NonNullable<DomOptions["attr"]>): Dom[] {
  return nodes.map((node) => {
    if (!("tagName" in node)) {
      return "value" in node ? node.value : "data" in node ? { comment: node.data } : node.nodeName;
    }
    const attrs = node.attrs.flatMap(({ name, value }): [string, string][] => {
      const changed = attr(name, value);
      return changed === undefined ? [] : [[name, changed]];
    });
    const content = "content" in node ? node.content : node;
    return {
      tag: node.tagName,
      attrs: Object.fromEntries(attrs.sort(([a], [b]) => a < b ? -1 : 1)),
      children: toValues(content.childNodes, attr),
    };
  });
}
