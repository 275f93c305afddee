import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Says how two pieces of HTML may differ and still mean the same. */
export interface DomOptions {
  /** Changes an attribute's value before it is compared; undefined leaves the attribute out. */
  attr?(name: string, value: string): string | undefined;
}

/** Turns HTML into values that are equal when a browser sees the same, in any order of attributes. */
export function toDom(html: string, { attr = (_, value) => value }: DomOptions = {}): unknown[] {
  const isDocument = /^\s*<(!doctype|html)/i.test(html);
  return toValues(
    (isDocument ? parse : parseFragment)(html, { scriptingEnabled: false }).childNodes,
    attr,
  );
}

function toValues(nodes: readonly Node[], attr: NonNullable<DomOptions["attr"]>): unknown[] {
  return nodes.map((node) => {
    if (!("tagName" in node)) {
      return "value" in node ? node.value : "data" in node ? { comment: node.data } : node.nodeName;
    }
    const attrs = node.attrs.map(({ name, value }) => [name, attr(name, value)] as const)
      .filter(([_, value]) => value !== undefined);
    const content = "content" in node ? node.content : node;
    return {
      tag: node.tagName,
      attrs: Object.fromEntries(attrs.sort(([a], [b]) => a < b ? -1 : 1)),
      children: toValues(content.childNodes, attr),
    };
  });
}
