/** The text part of a mail, made from its HTML: for mail programs, and people, that show no HTML. */
import type { DefaultTreeAdapterTypes as Tree } from "parse5";

/** Each begins and ends a line. */
const BLOCKS = words(
  "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure " +
    "footer form header hgroup hr html legend li main menu nav ol p pre search section summary table " +
    "tbody tfoot thead tr ul h1 h2 h3 h4 h5 h6",
);
/** An empty line is before and after these. */
const APART = words("blockquote dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul");
/** What no reader sees, or hears. */
const HIDDEN = words("head link meta script style template title source track datalist");

/** The text of HTML, with its links written out. */
export function toText(root: Tree.ParentNode): string {
  const lines = new Lines();
  writeAll(root, lines);
  return lines.end();
}

/** Text that grows line by line, and gathers the spaces between. */
class Lines {
  #done = "";
  #line = "";
  /** How many line ends come before what is written next. */
  #breaks = 0;
  #hasSpace = false;
  #indents: string[] = [];
  /** What the next line begins with in place of its indent, such as the mark of a list. */
  #mark: string | undefined;

  /** Adds text in a line; spaces are one. */
  add(text: string): void {
    if (/^[ \t\n\f\r]/.test(text)) this.#hasSpace = true;
    const words = text.split(/[ \t\n\f\r]+/).filter((word) => word !== "");
    if (words.length === 0) return;
    this.#write(words.join(" "));
    this.#hasSpace = /[ \t\n\f\r]$/.test(text);
  }

  /** Adds lines as they are. */
  addLines(text: string): void {
    text.split("\n").forEach((line, i) => {
      if (i > 0) this.newLine();
      if (line !== "") this.#write(line);
    });
  }

  /** Ends a line. */
  newLine(): void {
    this.#flush();
    this.#breaks++;
    this.#hasSpace = false;
  }

  /** Ends the line, unless it is empty, and leaves an empty one where `isApart`. */
  block(isApart: boolean): void {
    this.#flush();
    this.#breaks = Math.max(this.#breaks, isApart ? 2 : 1);
    this.#hasSpace = false;
  }

  /** Begins what is indented. */
  indent(text: string, mark = text): void {
    this.#indents.push(text);
    this.#mark = this.#indents.slice(0, -1).join("") + mark;
  }

  outdent(): void {
    this.#flush();
    this.#indents.pop();
    this.#mark = undefined;
  }

  end(): string {
    this.#flush();
    return this.#done === "" ? "" : `${this.#done}\n`;
  }

  #write(text: string): void {
    this.#line += this.#hasSpace && this.#line !== "" ? ` ${text}` : text;
    this.#hasSpace = false;
  }

  #flush(): void {
    if (this.#line === "") return;
    const indent = this.#indents.join("");
    const between = `${indent.trimEnd()}\n`;
    // The first of several ends the line before; empty lines keep the mark of a quotation.
    if (this.#done !== "") {
      const breaks = Math.max(1, Math.min(this.#breaks, 2));
      const isQuoted = this.#mark === undefined && indent.includes(">");
      this.#done += `\n${(isQuoted ? between : "\n").repeat(breaks - 1)}`;
    }
    this.#done += (this.#mark ?? indent) + this.#line;
    this.#line = "";
    this.#breaks = 0;
    this.#mark = undefined;
  }
}

function writeAll(parent: Tree.ParentNode, lines: Lines): void {
  for (const node of parent.childNodes) {
    if ("value" in node) lines.add(node.value);
    else if ("tagName" in node && !isHidden(node)) write(node, lines);
  }
}

function write(element: Tree.Element, lines: Lines): void {
  const { tagName: tag } = element;
  if (BLOCKS.has(tag)) lines.block(isApart(element));
  switch (tag) {
    case "br":
      lines.newLine();
      break;
    case "hr":
      lines.add("---");
      break;
    case "img":
      lines.add(attr(element, "alt") ?? "");
      break;
    case "a":
      writeLink(element, lines);
      break;
    case "pre":
      lines.addLines(plainText(element).replace(/\n$/, ""));
      break;
    case "blockquote":
      lines.indent("> ");
      writeAll(element, lines);
      lines.outdent();
      break;
    case "dd":
      lines.indent("  ");
      writeAll(element, lines);
      lines.outdent();
      break;
    case "li":
      lines.indent(...toMark(element));
      writeAll(element, lines);
      lines.outdent();
      break;
    case "tr":
      writeCells(element, lines);
      break;
    default:
      writeAll(element, lines);
  }
  if (BLOCKS.has(tag)) lines.block(isApart(element));
}

function writeLink(element: Tree.Element, lines: Lines): void {
  const href = attr(element, "href") ?? "", inner = new Lines();
  writeAll(element, inner);
  const text = inner.end().trim();
  const target = href.replace(/^(?:mailto|tel|sms):/, "");
  if (href === "" || href.startsWith("#") || target === text) writeAll(element, lines);
  // In angle brackets, so that no full stop behind it becomes a part (RFC 3986, C).
  else if (text === "" || href === text) lines.add(`<${target}>`);
  else {
    writeAll(element, lines);
    lines.add(` <${target}>`);
  }
}

/** Cells of one line each are one line together; others, as layouts have them, are blocks. */
function writeCells(row: Tree.Element, lines: Lines): void {
  const cells = row.childNodes.filter((node): node is Tree.Element =>
    "tagName" in node && !isHidden(node)
  );
  const texts = cells.map((cell) => {
    const inner = new Lines();
    writeAll(cell, inner);
    return inner.end().trimEnd();
  });
  if (texts.every((text) => !text.includes("\n"))) lines.add(texts.join(" | "));
  else {
    for (const cell of cells) {
      lines.block(false);
      writeAll(cell, lines);
    }
  }
}

/** The indent of an item of a list, and the mark in its first line. */
function toMark(item: Tree.Element): [indent: string, mark: string] {
  const list = item.parentNode;
  if (!list || !("tagName" in list) || list.tagName !== "ol") return ["  ", "- "];
  const items = list.childNodes.filter((node) => "tagName" in node && node.tagName === "li");
  const start = Number(attr(list, "start") ?? 1);
  const mark = `${(Number.isInteger(start) ? start : 1) + items.indexOf(item)}. `;
  return [" ".repeat(mark.length), mark];
}

function isApart({ tagName, parentNode }: Tree.Element): boolean {
  if (!APART.has(tagName)) return false;
  // A list in a list goes on in its lines.
  const isList = tagName === "ul" || tagName === "ol";
  return !(isList && parentNode && "tagName" in parentNode && parentNode.tagName === "li");
}

function isHidden(element: Tree.Element): boolean {
  const style = attr(element, "style")?.replace(/\s+/g, "").toLowerCase() ?? "";
  return HIDDEN.has(element.tagName) || attr(element, "hidden") !== undefined ||
    /(?:^|;)(?:display:none|visibility:hidden)/.test(style);
}

function plainText(parent: Tree.ParentNode): string {
  return parent.childNodes.map((node) =>
    "value" in node
      ? node.value
      : "tagName" in node && !isHidden(node)
      ? node.tagName === "br" ? "\n" : plainText(node)
      : ""
  ).join("");
}

function attr(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
