/** The function that makes an element. */
import { type DefaultTreeAdapterTypes as Tree, html as dom } from "parse5";
import * as html from "../../lib/html/mod.ts";
import * as svg from "../svg.ts";

/**
 * The start of a call, such as `Div(`, the name that it needs, and the module that exports the
 * name.
 */
export interface Name {
  readonly open: string;
  readonly name: string;
  readonly from: string;
}

const PACKAGE = "@fasthtml/fasthtml";
const SVG = `${PACKAGE}/ext/svg`;
// Functions with another name, because the tag's name is a global, or a function for Pico.
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["map", "MapTag"],
  ["object", "ObjectTag"],
  ["set", "SetTag"],
  ["symbol", "SymbolTag"],
]);
/** The attributes that each shape adds if they are not given. */
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ["circle", ["cx", "cy"]],
  ["ellipse", ["cx", "cy"]],
  ["line", ["x1", "x2", "y1", "y2"]],
  ["path", ["d"]],
  ["rect", ["x", "y"]],
  ["text", ["x", "y"]],
]);

/** Finds the function that makes an element exactly as it is. */
export function toName({ tagName, namespaceURI, attrs }: Tree.Element): Name {
  const name = RENAMED.get(tagName) ??
    tagName.replace(/(^|-)(.)/g, (_, _dash, c) => c.toUpperCase());
  if (namespaceURI === dom.NS.SVG) return toSvgName(tagName, name, attrs);
  // Exports of several words are not elements, and a class among them can't be called.
  if (!tagName.includes("-") && makes(html, name, tagName)) {
    return { open: `${name}(`, name, from: PACKAGE };
  }
  // `tags.X` is a function: a tag `<x.call>` or `<x.constructor>` would be a call of JavaScript's.
  return /^[A-Z][A-Za-z\d]*$/.test(name) && html.tags[name]().tag === tagName
    ? { open: `tags.${name}(`, name: "tags", from: PACKAGE }
    : { open: `makeTag(${JSON.stringify(tagName)})(`, name: "makeTag", from: PACKAGE };
}

function toSvgName(tag: string, name: string, attrs: Tree.Element["attrs"]): Name {
  const has = (attr: string) => attrs.some((own) => own.name === attr);
  // Svg() makes a viewBox from width and height, so svg without one needs another function.
  const isWhole = tag === "svg"
    ? has("viewBox") || !has("width") || !has("height")
    : (PLACES.get(tag) ?? []).every(has);
  if (isWhole && !tag.includes("-") && (tag === "path" || makes(svg, name, tag))) {
    return { open: `${name}(`, name, from: SVG };
  }
  return { open: `ftSvg(${JSON.stringify(tag)}, `, name: "ftSvg", from: SVG };
}

function makes(library: object, name: string, tag: string): boolean {
  const found = Object.hasOwn(library, name) && library[name as never] as () => { tag?: string };
  return found && found().tag === tag;
}
