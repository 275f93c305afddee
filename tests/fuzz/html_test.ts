/** HTML that is rendered is what a parser reads: no text or attribute becomes anything else. */
import * as fc from "fast-check";
import { deepStrictEqual } from "node:assert";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { type Child, tags, toXml } from "../../mod.ts";
import { text } from "./arbitraries.ts";
import { tell, toLimits } from "./limits.ts";

/** A tree as parse5 gives it back. */
type Tree = string | { tag: string; attrs: Record<string, string>; children: Tree[] };

const tag = fc.constantFrom("Div", "P2", "Span", "B", "MyCard");
const names = fc.constantFrom("title", "data-x", "aria-label", "lang", "class");
// Parsers read CR as LF, and drop NUL: no HTML can carry them.
const plain = text.map((value) => value.toWellFormed().replace(/[\0\r]/g, ""));
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    plain.filter((value) => value !== ""),
    fc.record({
      tag: tag.map((name) => name.replace("P2", "Section")),
      attrs: fc.dictionary(names, plain, { maxKeys: 3 }),
      children: fc.array(tie("tree"), { maxLength: 4 }),
    }),
  ),
}));

function build(node: Tree): Child {
  if (typeof node === "string") return node;
  const make = tags[node.tag as "MyTag"];
  return make({ ...node.attrs } as Record<`data-${string}`, string>, ...node.children.map(build));
}

/** Neighbouring texts are one text once they were HTML. */
function joined(nodes: readonly Tree[]): Tree[] {
  const all: Tree[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (typeof node === "string" && typeof last === "string") all[all.length - 1] = last + node;
    else if (typeof node === "string") all.push(node);
    else {
      const name = node.tag === "MyCard" ? "my-card" : node.tag.toLowerCase();
      all.push({ tag: name, attrs: node.attrs, children: joined(node.children) });
    }
  }
  return all;
}

function read(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): Tree[] {
  return nodes.map((node) =>
    "tagName" in node
      ? {
        tag: node.tagName,
        attrs: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        children: read(node.childNodes),
      }
      : (node as DefaultTreeAdapterTypes.TextNode).value
  );
}

/** Attributes by name; a class of no words is no class. */
function inOrder(node: Tree): unknown {
  if (typeof node === "string") return node;
  const attrs = Object.entries(node.attrs).filter(([name, value]) =>
    name !== "class" || value !== ""
  );
  const sorted = attrs.sort(([a], [b]) => a < b ? -1 : 1);
  return { tag: node.tag, attrs: sorted, children: node.children.map(inOrder) };
}

Deno.test("toXml() writes what a parser reads back as the same tree", () => {
  let runs = 0;
  fc.assert(
    fc.property(tree, (node) => {
      runs++;
      const html = toXml(build(node));
      const got = read(parseFragment(html).childNodes);
      const want = joined([node]);
      deepStrictEqual(got.map(inOrder), want.map(inOrder), html);
    }),
    toLimits(10_000),
  );
  tell(runs, "trees");
});
