/** The start of an element: its name, its attributes, and those that the tag adds. */
import { fieldOf } from "../field.ts";
import { type Attrs, attrToHtml } from "./attrs.ts";
import { toAttr } from "./attr_names.ts";
import type { ElementFacts } from "./element_facts.ts";
import type { AttrValue } from "./types.ts";

const NONE: Attrs = {};
const NAME = toAttr("name");

/** What start tags are written for. */
interface Element {
  readonly tag: string;
  readonly attrs: Attrs;
}

/** Writes the start tag of an element with these attributes; `isMerged` where it has others, too. */
export function startTag(
  ft: Element,
  facts: ElementFacts,
  attrs?: Attrs,
  isMerged = false,
): string {
  if (attrs === undefined && facts.implied === undefined) return facts.bare;
  const html = isMerged ? mergedToHtml(ft) : attrsToHtml(attrs ?? NONE, facts, ft);
  return html === "" ? facts.bare : facts.open + html + ">";
}

function attrsToHtml(attrs: Attrs, facts: ElementFacts, ft: Element): string {
  let html = "";
  let seen = 0;
  for (const key in attrs) {
    const attr = toAttr(key);
    // Possibly one name twice, such as cls and class: the slow path merges them.
    if ((seen & attr.bit) !== 0) return mergedToHtml(ft);
    seen |= attr.bit;
    html += attrToHtml(attr, fieldOf(attrs, key), facts.tag);
  }
  const { implied } = facts;
  if (implied !== undefined && attrs[implied[0]] === undefined) {
    html += ` ${implied[0]}="${implied[1]}"`;
  }
  if (takesName(attrs, facts)) html += attrToHtml(NAME, attrs.id, facts.tag);
  return html;
}

function mergedToHtml(ft: Element): string {
  const { tag, attrs } = ft;
  let html = "";
  for (const name in attrs) html += attrToHtml(toAttr(name), fieldOf(attrs, name), tag);
  return html;
}

/** Attributes with those that the tag adds. */
export function withImplied(
  attrs: Readonly<Record<string, AttrValue>>,
  facts: ElementFacts,
): Readonly<Record<string, AttrValue>> {
  const first = facts.implied === undefined ? NONE : Object.fromEntries([facts.implied]);
  return { ...first, ...attrs, ...takesName(attrs, facts) ? { name: attrs.id } : NONE };
}

function takesName(attrs: Attrs, { isNamed }: ElementFacts): boolean {
  return isNamed && attrs.name === undefined && Boolean(attrs.id) && !isUnsent(attrs.type);
}

/** A button that sends no form has no use for a name: `Button({ id: "theme", type: "button" })`. */
function isUnsent(type: unknown): boolean {
  return type === "button" || type === "reset";
}
