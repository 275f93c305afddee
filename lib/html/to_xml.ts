/** `toXml()`: HTML at once, indented on request. */
import { makeOptionCheck } from "../option_check.ts";
import { type Child, FT, remake, renderNow } from "./ft.ts";

/** Options of {@linkcode toXml}. */
export interface ToXmlOptions {
  /** Writes each block element on its own line, with two spaces for each level. Default: false. */
  indent?: boolean;
}

const checkOptions = makeOptionCheck<ToXmlOptions>("write HTML", { indent: true });

/**
 * Converts a page or a part of one to HTML at once. Throws if a child is a promise.
 * Indenting adds space only where HTML does not show it.
 *
 * @example
 * ```ts
 * import { Li, toXml, Ul } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * const list = Ul(Li("a"), Li("b"));
 * strictEqual(toXml(list), "<ul><li>a</li><li>b</li></ul>");
 * strictEqual(toXml(list, { indent: true }), "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n");
 * ```
 */
export function toXml(value: Child, options: ToXmlOptions = {}): string {
  // In list.map(toXml) it is a number.
  if (typeof options === "object") checkOptions(options);
  if (!options.indent) return renderNow(value);
  const parts = flatten(value);
  return areBlocks(parts) ? parts.map((part) => lines(part, "")).join("") : renderNow(value);
}

const BLOCKS = new Set(
  ("address article aside base blockquote body caption col colgroup dd details dialog div dl dt " +
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li " +
    "link main menu meta nav noscript ol optgroup option p pre script search section style summary " +
    "table tbody td template tfoot th thead title tr ul").split(" "),
);

function flatten(value: Child): Child[] {
  if (value instanceof FT && value.tag === "") return value.children.flatMap(flatten);
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

function areBlocks(parts: readonly Child[]): parts is FT[] {
  return parts.length > 0 && parts.every((part) => part instanceof FT && BLOCKS.has(part.tag));
}

function lines(ft: FT, space: string): string {
  const children = ft.children.flatMap(flatten);
  if (ft.tag === "pre" || !areBlocks(children)) return `${space}${renderNow(ft)}\n`;
  const end = `</${ft.tag}>`;
  const start = renderNow(remake(ft, ft.attrs, [])).slice(0, -end.length);
  const inner = children.map((child) => lines(child, `${space}  `)).join("");
  return `${space}${start}\n${inner}${space}${end}\n`;
}
