/** Whole pages and fragments: what goes into the head, and what around the body. */
import { Body, type Child, FT, Head, Html, Link, render, Safe, Title } from "../../html/mod.ts";
import { remake, renderPieces } from "../../html/ft.ts";
import type { Html as Markup } from "../../html/parts.ts";
import type { AttrValue } from "../../html/types.ts";
import type { Languages } from "../messages.ts";
import type { PageParts } from "../request/context.ts";
import type { Exchange } from "../request/exchange.ts";
import { type Maybe, then } from "../../maybe.ts";
import type { BodyWrap, PageAttrs, RequestContext } from "../types.ts";

/** What every page of an application has. */
export interface PageOptions {
  /** The title of pages that set none. */
  readonly title: string;
  /** What every head has. */
  readonly hdrs: readonly Child[];
  /** Content at the end of every body. */
  readonly ftrs: readonly Child[];
  /** Attributes of `<html>`. */
  readonly htmlAttrs: PageAttrs;
  /** Attributes of `<body>`. */
  readonly bodyAttrs: PageAttrs;
  /** The origin of canonical URLs; false or undefined for none. */
  readonly canonical?: string | false | undefined;
  /** The languages of what users read. */
  readonly languages: Languages;
  /** The placeholder of the nonce of scripts and style sheets; undefined for none. */
  readonly nonce?: string | undefined;
}

/** The texts around a page's own parts: before its head, before its body, after it, at the end. */
type Frame = readonly string[];

/** Makes pages; the parts that all pages share are rendered once. */
export class PageMaker {
  /** The functions that make attributes for each page. */
  readonly perRequest: readonly ((context: RequestContext) => AttrValue)[];
  readonly #options: PageOptions;
  #frame: Maybe<Frame> | undefined;
  #title: Maybe<string> | undefined;

  constructor(options: PageOptions) {
    this.#options = options;
    this.perRequest = [options.htmlAttrs, options.bodyAttrs]
      .flatMap((attrs) => Object.values(attrs).filter((value) => typeof value === "function"));
  }

  /**
   * Renders the parts that a handler returned: as a whole page with a status, or without one as a
   * fragment for htmx. What is long, or made later, is in pieces.
   */
  render(
    parts: readonly Child[],
    exchange: Exchange,
    wrap: BodyWrap | undefined,
    status: number | undefined,
  ): Maybe<Markup> {
    const { heads, content, isDocument, hasTitle } = sortParts(parts);
    const { nonce, canonical } = this.#options;
    if (status === undefined) return renderPieces(parts, nonce);
    const own = exchange.pageParts;
    if (canonical && status === 200 && ![...heads, ...own?.hdrs ?? []].some(isCanonical)) {
      const { base, path, query } = exchange.target;
      const href = `${canonical}${base}${path}${query && `?${query}`}`;
      heads.push(Link({ rel: "canonical", href }));
    }
    if (isDocument) {
      return renderPieces(parts.map((part) => this.#complete(part, exchange)), nonce);
    }
    const title = hasTitle ? "" : this.#title ??= render(Title(this.#options.title));
    return join(
      this.#toFrame(exchange),
      title,
      render(own ? [heads, own.hdrs as Child[]] : heads, nonce),
      renderPieces(wrap ? wrap(content, exchange.context) : content, nonce),
      own ? render(own.ftrs as Child[], nonce) : "",
    );
  }

  /**
   * A document without a language gets that of all pages, and one without a head theirs: without it,
   * nothing of htmx would work.
   */
  #complete(part: Child, exchange: Exchange): Child {
    if (!(part instanceof FT) || part.tag !== "html") return part;
    const { attrs, children } = part, own = exchange.pageParts;
    const isHead = (child: unknown) => child instanceof FT && child.tag === "head";
    const hasHead = [children].flat(Infinity).some(isHead);
    if (hasHead && attrs.lang !== undefined) return part;
    const { title, hdrs, htmlAttrs } = this.#options;
    const { lang = "en" } = toOwn({ lang: htmlAttrs.lang }, own?.htmlAttrs, exchange);
    const head = hasHead ? [] : [Head(hdrs, Title(title), own?.hdrs as Child[])];
    return remake(part, { lang, ...attrs }, [...head, ...children]);
  }

  #toFrame(exchange: Exchange): Maybe<Frame> {
    const own = exchange.pageParts;
    const { htmlAttrs, bodyAttrs, languages } = this.#options;
    // Its parts may have sentences, which are not in one language for all.
    if (!own && this.perRequest.length === 0 && !languages.areSeveral) {
      return this.#frame ??= toFrame(this.#options);
    }
    return toFrame({
      ...this.#options,
      htmlAttrs: toOwn(htmlAttrs, own?.htmlAttrs, exchange),
      bodyAttrs: toOwn(bodyAttrs, own?.bodyAttrs, exchange),
    });
  }
}

/** The attributes of a page: those of all pages, made for this one, and its own. */
function toOwn(
  shared: PageAttrs,
  own: PageParts["htmlAttrs"] | undefined,
  { context }: Exchange,
): Readonly<Record<string, AttrValue>> {
  const made: Record<string, AttrValue> = {};
  for (const [name, value] of Object.entries(shared)) {
    made[name] = typeof value === "function" ? value(context) : value;
  }
  return { ...made, ...own as typeof made };
}

/** Elements that go into the head when a handler returns them beside content. */
const HEAD = new Set(["title", "meta", "link", "style", "base"]);

function sortParts(parts: readonly Child[]) {
  const heads: Child[] = [], content: Child[] = [];
  let isDocument = false, hasTitle = false;
  for (const part of parts) {
    const tag = part instanceof FT ? part.tag : "";
    if (HEAD.has(tag)) heads.push(part);
    else content.push(part);
    if (tag === "html") isDocument = true;
    if (tag === "title") hasTitle = true;
  }
  return { heads, content, isDocument, hasTitle };
}

/** Whether a part says by which URL search engines know the page. */
function isCanonical(part: unknown): boolean {
  return part instanceof FT && part.tag === "link" && part.attrs.rel === "canonical";
}

// The slot is random, so rendered content cannot contain it.
const SLOT = `\0${crypto.randomUUID()}\0`;

function toFrame(
  { htmlAttrs, bodyAttrs, hdrs, ftrs, nonce, languages }: PageOptions,
): Maybe<Frame> {
  const slot = Safe(SLOT);
  const head = Head(...hdrs, slot);
  const body = Body(bodyAttrs as Record<string, string>, slot, ...ftrs, slot);
  // Without a language, a screen reader speaks every page as its user's own.
  // Scripts know by the second that the program has set none, and say what the browser prefers.
  const isOpen = languages.areSeveral && htmlAttrs.lang === undefined;
  const attrs = { ...isOpen && { data_fh_lang: "accepted" }, ...htmlAttrs };
  const text = render(Html({ lang: "en" }, head, body, attrs as Record<string, string>), nonce);
  return then(text, (text) => text.split(SLOT));
}

type Texts = readonly [title: string, head: string, body: Markup, last: string];

function join(
  frame: Maybe<Frame>,
  ...texts: [Maybe<string>, Maybe<string>, Maybe<Markup>, Maybe<string>]
): Maybe<Markup> {
  if (frame instanceof Promise || texts.some((text) => text instanceof Promise)) {
    return Promise.all([frame, Promise.all(texts)]).then(([frame, texts]) => fill(frame, texts));
  }
  return fill(frame, texts as Texts);
}

function fill(frame: Frame, [title, head, body, last]: Texts): Markup {
  const [start, middle, late, end] = frame;
  const before = `${start}${title}${head}${middle}`, after = `${late}${last}${end}`;
  return typeof body === "string" ? before + body + after : [before, ...body, after];
}
