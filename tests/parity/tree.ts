/**
 * Builds the trees of `ft.json`, which are calls of Python functions, with this project's functions.
 *
 * @module
 */
import * as svg from "../../ext/svg.ts";
import { Nbsp } from "../../compat.ts";
import * as html from "../../mod.ts";
import { type Child, fillForm, type FT, makeTag, Safe, type Tag } from "../../mod.ts";
import type { AAttrs, InputAttrs } from "../../types.ts";
import { FUNCTIONS } from "./functions.ts";

/** A node of `ft.json`: a plain value, a list of nodes or an object with one of these keys. */
export type Tree = string | number | bigint | boolean | null | readonly Tree[] | Node;

/** A node that is an object. */
export interface Node extends Partial<Call> {
  readonly ops?: readonly (readonly [string, ...Tree[]])[];
  readonly fill_form?: Tree;
  readonly obj?: object;
  readonly list?: readonly Tree[];
  readonly tuple?: readonly Tree[];
  readonly gen?: readonly Tree[];
  readonly dict?: Kwargs;
  readonly safe?: string;
  readonly notstr?: string;
  readonly float?: string;
  readonly bytes?: string;
}

interface Call {
  readonly tag: string;
  readonly ns?: string;
  readonly attrs: Kwargs;
  readonly children: readonly Tree[];
}

type Kwargs = Readonly<Record<string, Tree>>;

/** Attributes as every function takes them: what they are is known at run time only. */
type Attrs = AAttrs & InputAttrs;

/** Builds what a node describes. */
export function build(tree: Tree): Child {
  if (!isNode(tree)) {
    return Array.isArray(tree) ? tree.map(build) : tree as Exclude<Tree, Node | readonly Tree[]>;
  }
  if (tree.tag !== undefined) return (tree.ops ?? []).reduce(change, call(tree as Call));
  if (tree.fill_form !== undefined) return fillForm(build(tree.fill_form) as FT, tree.obj ?? {});
  const html = tree.safe ?? tree.notstr;
  if (html !== undefined) return Safe(html);
  if (tree.float !== undefined) return Number(tree.float.replace("inf", "Infinity"));
  // These two compile only as a list of numbers, and not at all; what they do is still compared.
  if (tree.bytes !== undefined) return new TextEncoder().encode(tree.bytes);
  if (tree.dict !== undefined) return toAttrs(tree.dict) as unknown as Child;
  return (tree.list ?? tree.tuple ?? tree.gen ?? []).map(build);
}

/** Tells a node that is an object from a plain value. */
export function isNode(tree: unknown): tree is Node {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree);
}

// Functions whose Python arguments are positional, or of another shape than attributes and children.
const CALLS: Readonly<Record<string, (attrs: Attrs, children: Child[]) => Child>> = {
  AX: (attrs, [text, get, target, swap, href = "#"]) =>
    html.AX(text, get as string, target as string, swap as "none", {
      href: href as string,
      ...attrs,
    }),
  CheckboxX: (attrs, [checked, label, value = "1"]) =>
    html.CheckboxX({ checked: checked as boolean, label, value: value as string, ...attrs }),
  Fragment: (_, children) => html.Fragment(...children),
  Hidden: (attrs, [value = "", id]) =>
    html.Hidden({ value: value as string, id: id as string, ...attrs }),
  Nbsp: () => Nbsp(),
  Search: (attrs, children) => toTag("search")(attrs, ...children),
  Titled: (attrs, [title, ...children]) => html.Titled(title, attrs, ...children),
  clear: ({ id }, children) => html.clear((id ?? children[0]) as string),
};
const RENAMED: Readonly<Record<string, string>> = {
  Map: "MapTag",
  Object: "ObjectTag",
  PortalExperimental: "Portalexperimental",
};

function call({ tag, ns, attrs, children }: Call): Child {
  const kids = children.map(build);
  if (ns === undefined && Object.hasOwn(CALLS, tag)) return CALLS[tag]!(toAttrs(attrs), kids);
  if (Object.hasOwn(FUNCTIONS, tag)) {
    return FUNCTIONS[tag]!(attrs, children.map((child) => isNode(child) ? child.dict : child));
  }
  if (ns === "svg") return toShape(tag)(...kids, toAttrs(attrs));
  if (ns === "xml") return toTag(String(children[0]))(toAttrs(attrs));
  return toFunction(tag, ns)(toAttrs(attrs), ...kids);
}

/** SVG's functions; elements that SVG 2 no longer has are made by their names. */
function toShape(tag: string): (...args: (Attrs | Child)[]) => Child {
  const name = tag.charAt(0).toLowerCase() + tag.slice(1);
  return Object.hasOwn(svg, tag) ? svg[tag as "Svg"] as Tag<Attrs> : toTag(name);
}

/** A function of this library, or an element that has none, as `tags.Name`. */
function toFunction(tag: string, ns: string | undefined): Tag<Attrs> {
  const name = RENAMED[tag] ?? tag;
  if (ns !== "components" && name in html) return html[name as "Div"] as Tag<Attrs>;
  const isElement = ns === "components" || ns === undefined && /^[A-Z]/.test(tag);
  if (isElement) return html.tags[name as "Div"] as Tag<unknown> as Tag<Attrs>;
  throw new ReferenceError(`${tag} is not defined`);
}

function toTag(name: string): Tag<Attrs> {
  return makeTag(name);
}

function toAttrs(attrs: Kwargs): Attrs {
  const entries = Object.entries(attrs).map(([name, value]) => [name, toValue(value)]);
  return Object.fromEntries(entries) as Attrs;
}

function toValue(value: Tree): unknown {
  return isNode(value) && !isMappingValue(value) ? build(value) : value;
}

/** Tells an attribute's own mapping, such as a style, from a node that is built. */
export function isMappingValue(value: Tree): boolean {
  return isNode(value) &&
    !["tag", "safe", "notstr", "list", "tuple", "gen", "float", "bytes"].some((key) =>
      key in value
    );
}

/** Python changes elements in place; here each change makes another. */
function change(child: Child, [op, ...args]: readonly [string, ...Tree[]]): Child {
  if (child instanceof svg.PathFT) return child[op as "L"](...args as [number, number]);
  const ft = child as FT;
  const { attrs = {}, children = [] } = isNode(args[0]) ? args[0] : {};
  switch (op) {
    case "call":
      return ft.with(...children.map(build), toAttrs(attrs));
    case "set": {
      const { id, name } = ft.attrs;
      return toTag(ft.tag)({ id, name, ...toAttrs(attrs) } as Attrs, ...children.map(build));
    }
    case "setattr":
      return ft.with(toAttrs({ [String(args[0])]: args[1] }));
    case "setitem":
      return toTag(ft.tag)(ft.attrs as Attrs, ...ft.children.with(Number(args[0]), build(args[1])));
    default:
      throw new TypeError(
        `Cannot build a tree: the change is ${op}, expected call, set, setattr or setitem`,
      );
  }
}
