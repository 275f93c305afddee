/** Functions that make one element each, as one table: what it makes, and its own attributes. */
import { A, Code, type FT } from "@fasthtml/fasthtml";
import { type Shown, type Tools, toTable } from "./page.ts";

const FILES = ["lib/html/tags.ts", "ext/svg/elements.ts"];

/** Whether a name is in the table, and has no part of its own. */
export function isElement({ file, doc }: { file: string; doc: string }): boolean {
  return FILES.includes(file) && doc.startsWith("Makes `<");
}

/** A row of the table. */
interface Row {
  name: string;
  /** As in HTML. */
  tag: string;
  /** What it is for; empty without a text. */
  use: string;
  /** Its page on MDN. */
  mdn: string;
  /** Its own attributes. */
  attrs: string[];
  /** The type of its attributes, for the link. */
  href: string | undefined;
}

/** The rows; `attrsOf` says what attributes a type adds to those of all elements. */
export function toRows(
  shown: readonly Shown[],
  attrsOf: (type: string) => readonly string[],
  tools: Tools,
): Row[] {
  return shown.map(({ name, file, doc, signatures }) => {
    const [, tag, use = ""] = doc.match(/^Makes `<([\w-]+)>`[.:]?\s*([^]*?)(?:\s*\[MDN\]|$)/)!;
    const type = signatures[0]!.findLast((piece) => piece.type)!.type!;
    const kind = file.startsWith("ext/svg") ? "SVG" : "HTML";
    const attrs = attrsOf(type.name);
    return {
      name,
      tag: tag!,
      use: use.trim().replace(/\.$/, ""),
      mdn: `https://developer.mozilla.org/docs/Web/${kind}/Reference/Elements/${toMdn(tag!)}`,
      attrs: [...attrs],
      href: attrs.length > 0 ? tools.link(type) : undefined,
    };
  });
}

/** MDN has one page for all headings. */
function toMdn(tag: string): string {
  return /^h[1-6]$/.test(tag) ? "Heading_Elements" : tag;
}

/** The rows as a table. */
export function toElementTable(rows: readonly Row[], tools: Tools, file: string): FT {
  const uses = rows.some(({ use }) => use), attrs = rows.some((row) => row.attrs.length > 0);
  return toTable(
    ["Function", "Element", ...uses ? ["Use"] : [], ...attrs ? ["Own attributes"] : []],
    rows.map((row) => [
      row.name,
      Code({ cls: "ref-member" }, row.name),
      A({ href: row.mdn }, Code({ cls: "ref-member" }, `<${row.tag}>`)),
      ...uses ? [tools.markdown(row.use, file)] : [],
      ...attrs
        ? [A({ href: row.href ?? false }, Code(row.attrs.join(" ")))].map((link) =>
          row.attrs.length > 0 ? link : ""
        )
        : [],
    ]),
  );
}

/** The rows as Markdown. */
export function toElementText(rows: readonly Row[]): string {
  return rows.map(({ name, tag, use, attrs }) => {
    const own = attrs.length > 0
      ? ` Attributes: ${attrs.map((attr) => `\`${attr}\``).join(", ")}.`
      : "";
    return `- \`${name}\`: \`<${tag}>\`${use && `, ${use}`}.${own}`;
  }).join("\n");
}
