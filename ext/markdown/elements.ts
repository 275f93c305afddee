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

/** The options of `renderMd()`, all there. */
export interface Looks {
  readonly level: number;
  readonly ids: boolean;
  readonly html: boolean;
}

const HEADINGS = [H1, H2, H3, H4, H5, H6];

/** Levels of quotes and lists; what is deeper is shown as it was written. */
const DEEPEST = 30;

/** Makes elements of a text. */
export function toElements(text: string, looks: Looks): Child[] {
  return new Elements(looks).of(read(text), 0);
}

/** The library reads quotes in quotes by recursion: a text of a thousand of them is one paragraph. */
function read(text: string): Token[] {
  try {
    return lexer(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ type: "code", raw: text, text }];
  }
}

class Elements {
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
      case "code": {
        const [language] = /^\S+/.exec(token.lang ?? "") ?? [];
        return Pre(
          { tabindex: "0" }, // It is scrolled by keys where it is too wide.
          Code({ cls: language && `language-${language}` }, `${token.text}\n`),
        );
      }
      case "link":
        return A(
          {
            href: token.autolink ? token.href : toPlain(token.href),
            title: token.title && toPlain(token.title),
          },
          this.of(token.tokens, depth),
        );
      case "image":
        return Img({
          src: toPlain(token.href),
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

  #heading({ tokens, depth: level, text }: Tokens.Heading, depth: number): FT {
    const tag = HEADINGS[Math.min(this.#looks.level + level - 2, 5)]!;
    return tag({ id: this.#looks.ids && this.#toId(text) }, this.of(tokens, depth));
  }

  /** As GitHub makes them: words with `-` between; the second of its kind has a number. */
  #toId(text: string): string {
    const words = toPlain(text).toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim();
    const first = words.replace(/\s+/g, "-") || "section";
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
