/** Tokens of Markdown as elements. */
import {
  A,
  Blockquote,
  Br,
  type Child,
  Code,
  Del,
  Em,
  type FT,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  Hr,
  Img,
  Input,
  Li,
  Ol,
  P,
  Pre,
  Safe,
  Strong,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Ul,
} from "../../mod.ts";
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";

/** How a text is shown. */
export interface Looks {
  readonly level: number;
  readonly ids: boolean;
  readonly html: boolean;
  /** The words before a heading's text, which a link beside it is read as. */
  readonly anchors?: string | undefined;
  readonly link?: ((href: string) => string) | undefined;
  readonly code?: CodeMaker | undefined;
}

/** Makes the element of a block of code, or undefined for the usual one. */
export type CodeMaker = (text: string, language: string | undefined, info: string) => Child;

/** A heading as it is in the page. */
export interface Heading {
  readonly token: Token;
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

const HEADINGS = [H1, H2, H3, H4, H5, H6];

/** Levels of quotes and lists; what is deeper is shown as it was written. */
const DEEPEST = 30;

/** Makes elements of tokens. */
export function toElements(
  tokens: readonly Token[],
  looks: Looks,
): { elements: Child[]; headings: Heading[] } {
  const elements = new Elements(looks);
  return { elements: elements.of(tokens, 0), headings: elements.headings };
}

/** Reads a text. The library reads quotes in quotes by recursion: a thousand of them are code. */
export function read(text: string): Token[] {
  try {
    return lexer(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ type: "code", raw: text, text }];
  }
}

class Elements {
  readonly headings: Heading[] = [];
  readonly #looks: Looks;
  readonly #ids = new Set<string>();

  constructor(looks: Looks) {
    this.#looks = looks;
  }

  of(tokens: readonly Token[], depth: number): Child[] {
    return tokens.map((token) =>
      depth > DEEPEST ? token.raw : this.#one(token as MarkedToken, depth + 1)
    );
  }

  #one(token: MarkedToken, depth: number): Child {
    switch (token.type) {
      case "paragraph":
        return P(this.of(token.tokens, depth));
      case "heading":
        return this.#heading(token, depth);
      case "text":
        return "tokens" in token && token.tokens
          ? this.of(token.tokens, depth)
          : toText(token.text);
      case "strong":
        return Strong(this.of(token.tokens, depth));
      case "em":
        return Em(this.of(token.tokens, depth));
      case "del":
        return Del(this.of(token.tokens, depth));
      case "codespan":
        return Code(token.text);
      case "code":
        return this.#code(token);
      case "link":
        return A(
          {
            href: this.#toHref(token.autolink ? token.href : toPlain(token.href)),
            title: token.title && toPlain(token.title),
          },
          this.of(token.tokens, depth),
        );
      case "image":
        return Img({
          src: this.#toHref(toPlain(token.href)),
          alt: toPlain(token.text),
          title: token.title && toPlain(token.title),
        });
      case "blockquote":
        return Blockquote(this.of(token.tokens, depth));
      case "list":
        return token.ordered
          ? Ol(
            { start: token.start === 1 ? undefined : token.start || 0 },
            this.#items(token, depth),
          )
          : Ul(this.#items(token, depth));
      case "checkbox":
        return Input({ type: "checkbox", disabled: true, checked: token.checked });
      case "table":
        return this.#table(token, depth);
      case "html":
        return this.#looks.html ? Safe(token.text) : token.text;
      case "escape":
        return token.text;
      case "br":
        return Br();
      case "hr":
        return Hr();
      default: // "space", and "def", which links have used
        return undefined;
    }
  }

  #code({ text, lang = "" }: Tokens.Code): Child {
    const [language] = /^\S+/.exec(lang) ?? [];
    const own = this.#looks.code?.(`${text}\n`, language, lang.slice(language?.length).trim());
    return own ?? Pre(
      { tabindex: "0" }, // It is scrolled by keys where it is too wide.
      Code({ cls: language && `language-${language}` }, `${text}\n`),
    );
  }

  #toHref(href: string): string {
    return this.#looks.link?.(href) ?? href;
  }

  #heading(token: Tokens.Heading, depth: number): FT {
    const { ids, level: first, anchors } = this.#looks;
    const level = Math.min(first + token.depth - 1, 6), text = toTextOf(token.tokens);
    const id = ids ? this.#toId(text) : "";
    this.headings.push({ token, level, id, text });
    return HEADINGS[level - 1]!(
      { id: id || undefined },
      this.of(token.tokens, depth),
      ids && anchors !== undefined &&
        [" ", A({ cls: "anchor", href: `#${id}`, aria_label: `${anchors} ${text}`.trim() }, "#")],
    );
  }

  /** As GitHub makes them: a `-` for each space; the second of its kind has a number. */
  #toId(text: string): string {
    const words = text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim();
    const first = words.replace(/\s/g, "-") || "section";
    let id = first;
    for (let n = 1; this.#ids.has(id); n++) id = `${first}-${n}`;
    this.#ids.add(id);
    return id;
  }

  #items({ items }: Tokens.List, depth: number): FT[] {
    return items.map(({ tokens }) => Li(this.of(tokens, depth)));
  }

  #table({ header, rows }: Tokens.Table, depth: number): FT {
    const cells = (tag: typeof Td | typeof Th, all: Tokens.TableCell[]) =>
      Tr(
        all.map(({ tokens, align }) =>
          tag({ cls: align && `align-${align}` }, this.of(tokens, depth))
        ),
      );
    return Table(
      Thead(cells(Th, header)),
      rows.length > 0 && Tbody(rows.map((row) => cells(Td, row))),
    );
  }
}

/** A character by its name or number. */
const REFERENCE = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

/** Text in which `&copy;` is a character, and nothing is an element. */
function toText(text: string): Child {
  if (!text.includes("&")) return text;
  const parts = text.split(REFERENCE);
  return parts.map((part, i) => i % 2 ? Safe(`&${part};`) : part);
}

/** The text of tokens without marks, as a reader sees it; without blocks of code. */
export function toTextOf(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map((token) => textOf(token as MarkedToken)).join("");
}

function textOf(token: MarkedToken): string {
  switch (token.type) {
    case "code":
    case "html":
    case "def":
    case "checkbox":
      return "";
    case "br":
    case "hr":
    case "space":
      return " ";
    case "image":
      return toPlain(token.text);
    case "codespan":
    case "escape":
      return token.text;
    case "list":
      return token.items.map(({ tokens }) => ` ${toTextOf(tokens)} `).join("");
    case "table":
      return [token.header, ...token.rows].flat()
        .map(({ tokens }) => `${toTextOf(tokens)} `).join("");
    case "paragraph":
    case "blockquote":
    case "heading":
      return `${toTextOf(token.tokens)} `;
    case "text":
      return token.tokens ? toTextOf(token.tokens) : toPlain(token.text);
    default:
      return "tokens" in token ? toTextOf(token.tokens) : "";
  }
}

/** Text for an attribute, where names of characters but the most common stay as they are. */
function toPlain(text: string): string {
  return text.replace(REFERENCE, (whole, name: string) => {
    if (!name.startsWith("#")) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  nbsp: "\xa0",
  quot: '"',
};
