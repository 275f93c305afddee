/** Elements as values, and the renderer that writes them as HTML. */
import { type Attrs, isAttrs, isIterable, mergeAttrs, typeName } from "./attrs.ts";
import type { ElementFacts } from "./element_facts.ts";
import { escapeOf, escapeText } from "./escape.ts";
import type { Maybe } from "../maybe.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import { type Html, isPromise, isStream, kept, LONG, Parts, toList, toText } from "./parts.ts";
import { SafeHtml } from "./safe.ts";
import { startTag, withImplied } from "./start_tag.ts";
import { type AttrValue, DISPLAY, ID, type Identified } from "./types.ts";

/** A value that has its own HTML, such as a row of a table. */
export interface Renderable {
  /** Returns the content that represents the value in a page. */
  __ft__(): Child;
}

/** What a page can hold. `null`, `undefined`, `true` and `false` show nothing. */
export type Child =
  | FT
  | SafeHtml
  | Renderable
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Iterable<Child>
  | PromiseLike<Child>
  | AsyncIterable<Child>;

// Access for the functions of this file: outside of it, FT's fields are private.
let make: (facts: ElementFacts, args: readonly unknown[]) => FT;
let factsOf: (ft: FT) => ElementFacts;
let argsOf: (ft: FT) => readonly unknown[];

/**
 * An HTML element as a value: a tag, attributes and children.
 * Tag functions make elements. Their arguments are not read before rendering.
 *
 * @example
 * ```ts
 * import { type FT, P } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * const hello: FT = P({ id: "hello" }, "Hello");
 * strictEqual(`${hello.with({ cls: "big" })}`, '<p id="hello" class="big">Hello</p>');
 * ```
 */
export class FT implements Identified {
  readonly #facts: ElementFacts;
  readonly #args: readonly unknown[];

  static {
    make = (facts, args) => new FT(facts, args);
    factsOf = (ft) => ft.#facts;
    argsOf = (ft) => ft.#args;
  }

  private constructor(facts: ElementFacts, args: readonly unknown[]) {
    this.#facts = facts;
    this.#args = args;
  }

  /** The element's name, such as `div`. Empty for a fragment. */
  get tag(): string {
    return this.#facts.tag;
  }

  /** The children as they were given. */
  get children(): readonly Child[] {
    return splitArgs(this.#args).children;
  }

  /** The attributes by their HTML names, with those that the tag adds. */
  get attrs(): Readonly<Record<string, AttrValue>> {
    const { first, last } = splitArgs(this.#args);
    return withImplied(mergeAttrs(first, last), this.#facts);
  }

  /** Returns a copy with more children and attributes. Later attributes replace earlier ones. */
  with(...args: (Attrs | GlobalAttrs | Child)[]): FT {
    const old = splitArgs(this.#args);
    const more = splitArgs(args);
    const attrs = mergeAttrs(old.first, old.last, more.first, more.last);
    return make(this.#facts, [attrs, ...old.children, ...more.children]);
  }

  /** Returns the id for attributes that refer to this element. */
  [ID](): string | undefined {
    const { id } = this.attrs;
    return id === undefined || id === null ? undefined : String(id);
  }

  /** Returns the HTML. Throws if a child is a promise. */
  toString(): string {
    return renderNow(this);
  }

  /** Shows the element in a notebook. */
  async [DISPLAY](): Promise<Record<string, string>> {
    return { "text/html": await render(this) };
  }
}

/** Makes an element or a fragment, for the tag functions. */
export function element(facts: ElementFacts, args: readonly unknown[]): FT {
  return make(facts, args);
}

/** Calls `made` for each element that is made from now on, and `fail` for an error in one. */
export function traceElements(made: (ft: FT) => void, fail: Fail): void {
  const plain = make;
  make = (facts, args) => {
    const ft = plain(facts, args);
    made(ft);
    return ft;
  };
  failIn = fail;
}

type Fail = (error: unknown, ft: FT) => void;

// In development alone. The rest pays nothing for it: `make` is called in either case.
let failIn: Fail | undefined;

/** Makes the same element with other attributes and children. */
export function remake(ft: FT, attrs: Attrs, children: readonly Child[]): FT {
  return make(factsOf(ft), [attrs, ...children]);
}

/** Sorts arguments into attributes and children. */
export function splitArgs(args: readonly unknown[]): Split {
  let from = 0;
  let to = args.length;
  const first = to > 0 && isAttrs(args[0]) ? args[from++] as Attrs : undefined;
  const last = to > from && isAttrs(args[to - 1]) ? args[--to] as Attrs : undefined;
  return { first, last, children: args.slice(from, to) as Child[] };
}

/** The arguments of a tag function, sorted. */
export interface Split {
  readonly first: Attrs | undefined;
  readonly last: Attrs | undefined;
  readonly children: readonly Child[];
}

/**
 * Converts a page or a part of one to HTML: a string, or a promise of one if a child is a promise.
 *
 * @example
 * ```ts
 * import { P, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(render(P("1 < 2")), "<p>1 &lt; 2</p>");
 * strictEqual(await render(P(Promise.resolve("later"))), "<p>later</p>");
 * ```
 *
 * With a `nonce`, scripts and style sheets get it as an attribute, except inside `Safe()`.
 */
export function render(value: Child, nonce?: string): string | Promise<string> {
  const html = new Writer("waits", [], nonce).render(value);
  return html instanceof Promise ? kept(html.then(toText)) : toText(html);
}

/** Converts a page or a part of one to HTML, in pieces if it is long, or has parts made later. */
export function renderPieces(value: Child, nonce?: string): Maybe<Html> {
  return new Writer("streams", [], nonce).render(value);
}

/** Renders at once. Throws if a child is a promise. */
export function renderNow(value: Child): string {
  return toText(new Writer("now").render(value) as Html);
}

// Browsers cut the tree at 512 levels. A deeper one is a mistake, or an attack on the stack.
const MAX_DEPTH = 1000;
const CHILD = "text, a number, an element, an iterable, a promise or a value with __ft__()";
const NOW = "none here: await render() instead";

/** The element at each depth; undefined for lists and other values. */
type Path = (FT | undefined)[];

/** What a writer does with what is not there yet. */
type Mode = "now" | "waits" | "streams";

/** Writes one tree. */
class Writer {
  // The element at each depth, for errors: cheaper than a stack, since nothing is removed.
  readonly #path: Path;
  readonly #mode: Mode;
  readonly #nonce: string | undefined;
  #parts: Parts | undefined;
  // Whether the text is looked at when it is written, and so has no parts that are long.
  #isWhole = false;

  constructor(mode: Mode, path: Path = [], nonce?: string) {
    this.#mode = mode;
    this.#path = path;
    this.#nonce = nonce;
  }

  render(value: unknown, depth = 0): Maybe<Html> {
    try {
      const html = this.child(value, depth);
      if (this.#parts === undefined) return html;
      const pieces = this.#parts.fill(html);
      return pieces instanceof Promise ? kept(pieces) : pieces;
    } catch (error) {
      keepAll(value);
      throw error;
    }
  }

  child(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return escapeText(value);
      case "number":
      case "bigint":
        return `${value}`;
      case "boolean":
      case "undefined":
        return "";
      case "symbol":
        return this.#reject(depth - 1, "symbol", CHILD);
    }
    if (value === null) return "";
    if (value instanceof FT) return this.#element(value, depth);
    if (value instanceof SafeHtml) return value.toString();
    return this.#compound(value as object, depth);
  }

  #element(ft: FT, depth: number): string {
    const facts = factsOf(ft);
    const args = argsOf(ft);
    this.#enter(depth, ft);
    try {
      if (facts.holds !== "markup") return this.#special(ft, facts, depth);
      const last = args.length - 1;
      let attrs: Attrs | undefined;
      let isMerged = false;
      let content = "";
      for (let i = 0; i <= last; i++) {
        const arg = args[i];
        if (typeof arg === "string") content += escapeText(arg);
        else if (arg instanceof FT) content += this.#element(arg, depth + 1);
        else if (i > 0 && i < last || !isAttrs(arg)) content += this.child(arg, depth + 1);
        else if (attrs === undefined) attrs = arg;
        else isMerged = true;
      }
      return startTag(ft, facts, attrs, isMerged) + content + facts.close;
    } catch (error) {
      failIn?.(error, ft);
      throw error;
    }
  }

  #special(ft: FT, facts: ElementFacts, depth: number): string {
    const { first, last, children } = splitArgs(argsOf(ft));
    const start = startTag(ft, facts, first ?? last, first !== undefined && last !== undefined);
    if (facts.holds === "script" || facts.holds === "style") {
      const { length } = start;
      const open = this.#nonce ? `${start.slice(0, length - 1)} nonce="${this.#nonce}">` : start;
      return open + this.#raw(facts, children, depth) + facts.close;
    }
    const wasWhole = this.#isWhole;
    this.#isWhole ||= facts.holds === "text";
    let content = "";
    for (const child of children) content += this.child(child, depth + 1);
    this.#isWhole = wasWhole;
    if (facts.holds === "text") {
      // Parsers drop a line break right after <textarea>; one that a form has sent is "\r\n".
      return start + (/^[\r\n]/.test(content) ? "\n" : "") + content + facts.close;
    }
    if (facts.holds === "nothing" && content !== "") {
      this.#reject(depth, "text or elements", "nothing, as it has no end tag");
    }
    if (facts.holds === "children" && start !== "") {
      this.#reject(depth, `attributes${start.slice(0, -1)}`, "children only");
    }
    return start + content;
  }

  #raw(facts: ElementFacts, children: readonly unknown[], depth: number): string {
    const escape = escapeOf(facts.holds, this.#tags(depth));
    const parts = this.#texts(children, depth);
    if (parts.every((part) => typeof part === "string")) return escape(parts.join(""));
    // Escaped as one text, so that no two parts can form an end tag together.
    return this.#wait(Promise.all(parts), (texts) => escape(texts.join("")), depth);
  }

  #texts(value: unknown, depth: number): (string | PromiseLike<string>)[] {
    if (value === null || value === undefined || typeof value === "boolean") return [];
    if (typeof value === "string" || typeof value === "number") return [`${value}`];
    if (value instanceof SafeHtml) return [value.toString()];
    if (typeof value === "object" && isIterable(value)) {
      return [...value].flatMap((item) => this.#texts(item, depth));
    }
    if (typeof value === "object" && isPromise(value)) {
      const texts = Promise.resolve(value).then((text) => Promise.all(this.#texts(text, depth)));
      return [kept(texts.then((texts) => texts.join("")))];
    }
    return this.#reject(depth, value instanceof FT ? "element" : typeName(value), "text");
  }

  #compound(value: object, depth: number): string {
    this.#enter(depth, undefined);
    // Bytes and maps are iterable, but no program means to show numbers, or keys beside values.
    if (isIterable(value) && !ArrayBuffer.isView(value) && !(value instanceof Map)) {
      return this.#list(value, depth + 1);
    }
    if (isPromise(value)) return this.#wait(value, this.#writeLater(depth), depth);
    if (isStream(value)) return this.#stream(value, depth);
    if (isRenderable(value)) return this.child(value.__ft__(), depth + 1);
    const ends = isAttrs(value) ? "; attributes are the first or the last argument" : "";
    return this.#reject(depth, typeName(value), CHILD + ends);
  }

  /** Writes a list. What is long becomes a part, so that V8 need not keep its strings. */
  #list(items: Iterable<unknown>, depth: number): string {
    let done = "", html = "", count = this.#parts?.count;
    const put = () => {
      // A part has no parts of its own: they are in order.
      const isPart = !this.#isWhole && count === this.#parts?.count;
      done += isPart ? (this.#parts ??= new Parts()).add(html) : html;
      html = "";
      count = this.#parts?.count;
    };
    for (const item of items) {
      html += this.child(item, depth);
      if (html.length >= LONG) put();
    }
    if (done !== "") put();
    return done + html;
  }

  #wait<T>(value: PromiseLike<T>, write: (value: T) => Maybe<Html>, depth: number): string {
    const part = kept(this.#traced(Promise.resolve(value).then(write), depth));
    if (this.#mode === "now") this.#reject(depth, "a promise", NOW);
    return (this.#parts ??= new Parts()).add(part);
  }

  #stream(parts: AsyncIterable<unknown>, depth: number): string {
    if (this.#mode === "now") this.#reject(depth, typeName(parts), NOW);
    const write = this.#writeLater(depth);
    if (this.#mode === "waits") return this.#wait(toList(parts), write, depth);
    return (this.#parts ??= new Parts()).add({ parts, write });
  }

  /** Writes at this depth what is there only later. */
  #writeLater(depth: number): (value: unknown) => Maybe<Html> {
    const path = this.#path.slice(0, depth);
    return (value) => new Writer(this.#mode, path.slice(), this.#nonce).render(value, depth);
  }

  /** A promise whose error is one of the element that it is in. */
  #traced<T>(part: Promise<T>, depth: number): Promise<T> {
    const fail = failIn, ft = this.#path.slice(0, depth).findLast((ft) => ft !== undefined);
    if (!fail || !ft) return part;
    return part.catch((error) => {
      fail(error, ft);
      throw error;
    });
  }

  #enter(depth: number, ft: FT | undefined): void {
    if (depth > MAX_DEPTH) this.#reject(8, "more than 1,000 levels", "1,000 or fewer");
    this.#path[depth] = ft;
  }

  #tags(depth: number): string[] {
    return this.#path.slice(0, depth).map((ft) => ft?.tag ?? "");
  }

  #reject(depth: number, found: string, expected: string): never {
    const path = this.#tags(depth + 1).filter((tag) => tag !== "").join(" > ");
    throw new TypeError(
      `Cannot render ${
        path === "" ? "this" : `a child of ${path}`
      }: found ${found}, expected ${expected}`,
    );
  }
}

/** Handles the promises of a tree that is not rendered, or not whole, as nothing awaits them. */
export function keepAll(tree: unknown): void {
  const values = new Set([tree]); // A loop over a set also visits what is added meanwhile.
  for (const value of values) {
    if (value instanceof FT) argsOf(value).forEach((arg) => values.add(arg));
    else if (Array.isArray(value)) value.forEach((item) => values.add(item));
    else if (value instanceof Promise) kept(value);
  }
}

/** Tells whether a value has its own HTML. */
export function isRenderable(value: object): value is Renderable {
  return "__ft__" in value && typeof value.__ft__ === "function";
}
