/** Reads a page: its links and ids, and its text as a file has it. */
import { type DefaultTreeAdapterTypes as Tree, parse } from "parse5";
import { toPath } from "./bytes.ts";
import { isStrictDynamic, noncesOf, type Part, toPolicies } from "./policy.ts";
import { hrefsOfCss } from "./texts.ts";
import type { Link, ReadText, SiteProblem } from "./types.ts";

/** How a page is read. */
export interface PageOptions {
  /** Its own URL. */
  readonly url: URL;
  /** The header `Content-Security-Policy`, if it has one. */
  readonly policy: string | null;
  /** Whether its file is in a folder of its name, so that relative links would lead elsewhere. */
  readonly isMoved: boolean;
}

/** A change of the text, from one offset to another. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Reads a page. Its text changes only where a file differs from a response. */
export function readPage(html: string, options: PageOptions): ReadText {
  return new Page(html, options).read();
}

class Page {
  readonly #html: string;
  readonly #options: PageOptions;
  readonly #nonces: ReadonlySet<string>;
  readonly #links: Link[] = [];
  readonly #ids = new Set<string>();
  readonly #problems: Pick<SiteProblem, "kind" | "message">[] = [];
  readonly #edits: Edit[] = [];
  readonly #scripts: Part[] = [];
  readonly #styles: Part[] = [];
  #base: string | undefined;

  constructor(html: string, options: PageOptions) {
    this.#html = html;
    this.#options = options;
    this.#nonces = noncesOf(options.policy ?? "");
  }

  read(): ReadText {
    const document = parse(this.#html, { sourceCodeLocationInfo: true, scriptingEnabled: false });
    const elements = elementsOf(document);
    this.#base = elements.map((element) => element.tagName === "base" && attr(element, "href"))
      .find((href) => typeof href === "string");
    elements.forEach((element) => this.#visit(element));
    this.#setPolicy(elements);
    return {
      text: this.#toText(),
      links: this.#links,
      ids: this.#ids,
      base: this.#base,
      problems: this.#problems,
    };
  }

  #visit(element: Tree.Element): void {
    const { tagName, attrs } = element;
    for (const { name, value } of attrs) {
      if (name === "id" || name === "name" && tagName === "a") this.#ids.add(value);
      else if (name === "nonce") this.#takeNonce(element, value);
      else if (name === "style") this.#add(...hrefsOfCss(value));
      else this.#readAttr(element, name, value);
    }
    if (tagName === "style") this.#add(...hrefsOfCss(textOf(element)));
    if (tagName === "script" && attr(element, "type") === "importmap") this.#readImports(element);
    if (tagName === "form" && attr(element, "method")?.toLowerCase() === "post") {
      this.#links.push({ href: attr(element, "action") ?? "", use: "form" });
    }
  }

  #readAttr(element: Tree.Element, name: string, value: string): void {
    const { tagName } = element, hx = name.replace(/^data-/, "");
    if (/^hx-(?:post|put|patch|delete)$/.test(hx)) {
      this.#links.push({ href: value, use: "form" });
    } else if (/^(?:hx-)?(?:sse|ws)[-:]connect$/.test(hx)) {
      this.#links.push({ href: value, use: "stream" });
    } else if (name === "srcset" || name === "imagesrcset") {
      this.#add(...toSrcset(value));
      if (this.#options.isMoved) {
        this.#move(
          element,
          name,
          value.replace(
            SRCSET,
            (whole, href: string) => whole.replace(href, () => this.#toMoved(href)),
          ),
        );
      }
    } else if (isLink(element, name, hx)) {
      this.#add(value);
      if (this.#options.isMoved) this.#move(element, name, this.#toMoved(value));
    } else if (tagName === "meta" && name === "content") {
      const href = toMetaHref(element, value);
      if (href !== undefined) this.#add(href);
    } else if (name === "formaction" && attr(element, "formmethod")?.toLowerCase() === "post") {
      this.#links.push({ href: value, use: "form" });
    }
  }

  #add(...hrefs: string[]): void {
    for (const href of hrefs) this.#links.push({ href, use: "link" });
  }

  /** The paths of an import map, which name scripts that nothing else in the page does. */
  #readImports(element: Tree.Element): void {
    try {
      const { imports = {}, scopes = {} }: ImportMap = JSON.parse(textOf(element));
      const maps = [imports, ...Object.values(scopes)];
      // The path of a folder is no file.
      this.#add(...maps.flatMap((map) => Object.values(map)).filter((to) => !to.endsWith("/")));
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      const message = `the import map can't be read: ${error.message}`;
      this.#problems.push({ kind: "link", message });
    }
  }

  #takeNonce(element: Tree.Element, nonce: string): void {
    const at = element.sourceCodeLocation?.attrs?.["nonce"];
    if (!at || !this.#nonces.has(nonce)) return;
    const isSpace = /\s/.test(this.#html.charAt(at.startOffset - 1));
    this.#edits.push({
      start: at.startOffset - (isSpace ? 1 : 0),
      end: at.endOffset,
      text: "",
    });
    const { tagName } = element;
    const src = attr(element, tagName === "link" ? "href" : "src");
    const url = src === undefined ? undefined : this.#toUrl(src);
    if (tagName === "style") {
      this.#styles.push({ text: textOf(element) });
    } else if (tagName === "link") {
      const isScript = /preload|modulepreload/.test(attr(element, "rel") ?? "");
      if (url) (isScript ? this.#scripts : this.#styles).push({ url });
    } else if (tagName === "script" && (url || isRun(element))) {
      this.#scripts.push(url ? { url } : { text: textOf(element) });
    }
  }

  #setPolicy(elements: readonly Tree.Element[]): void {
    const { policy, url } = this.#options;
    if (policy === null) return;
    if (this.#nonces.size > 0 && isStrictDynamic(policy)) {
      const message = "the policy has 'strict-dynamic', which a page without nonces can't have";
      this.#problems.push({ kind: "policy", message });
    }
    const nonced = { nonces: this.#nonces, scripts: this.#scripts, styles: this.#styles };
    const metas = toPolicies(policy, nonced, url.origin).map((content) =>
      `<meta http-equiv="Content-Security-Policy" content="${content.replace(/"/g, "&quot;")}">`
    );
    const at = offsetOfPolicy(elements);
    this.#edits.push({ start: at, end: at, text: metas.join("") });
  }

  #toText(): string {
    const edits = this.#edits.toSorted((a, b) => a.start - b.start);
    let text = "", at = 0;
    for (const { start, end, text: more } of edits) {
      text += this.#html.slice(at, start) + more;
      at = end;
    }
    text += this.#html.slice(at);
    if ([...this.#nonces].some((nonce) => text.includes(nonce))) {
      const message = "the page has its nonce in a text, which differs in every response";
      this.#problems.push({ kind: "policy", message });
    }
    return text;
  }

  #move(element: Tree.Element, name: string, value: string): void {
    const at = element.sourceCodeLocation?.attrs?.[name];
    if (!at || value === attr(element, name)) return;
    const text = `${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
    this.#edits.push({ start: at.startOffset, end: at.endOffset, text });
  }

  /** A relative URL as a path. Those that only name a part of the page lead there from a folder too. */
  #toMoved(href: string): string {
    if (this.#base !== undefined || /^(?:[a-z][a-z\d+.-]*:|[/#]|$)/i.test(href)) return href;
    const url = this.#toUrl(href);
    return url ? toPath(url) : href;
  }

  #toUrl(href: string): URL | undefined {
    const base = URL.parse(this.#base ?? "", this.#options.url) ?? this.#options.url;
    return URL.parse(href, base) ?? undefined;
  }
}

interface ImportMap {
  readonly imports?: Readonly<Record<string, string>>;
  readonly scopes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Attributes with a URL that browsers load, or that a click leads to. */
const URLS = new Set(["href", "xlink:href", "src", "poster", "data", "background", "manifest"]);

/** Links of a head that name no file: a host, or what a URL of another site would be. */
const NO_FILE = /\b(?:preconnect|dns-prefetch)\b/i;

/** Whether an attribute is a URL to follow. */
function isLink(element: Tree.Element, name: string, hx: string): boolean {
  const { tagName } = element;
  if (tagName === "base") return false;
  if (tagName === "link" && NO_FILE.test(attr(element, "rel") ?? "")) return false;
  if (name === "data") return tagName === "object";
  if (name === "action") {
    return tagName === "form" && attr(element, "method")?.toLowerCase() !== "post";
  }
  return URLS.has(name) || hx === "hx-get";
}

/** A picture of a social card, or where a page leads after some seconds. */
function toMetaHref(element: Tree.Element, content: string): string | undefined {
  const name = attr(element, "property") ?? attr(element, "name") ?? "";
  if (/^(?:og|twitter):(?:image|url|audio|video)$/.test(name)) return content;
  if (attr(element, "http-equiv")?.toLowerCase() !== "refresh") return;
  return /^[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content)?.[1];
}

/** A candidate of `srcset`: a URL, then a width or density. */
const SRCSET = /\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)/g;

function toSrcset(value: string): string[] {
  return [...value.matchAll(SRCSET)].map(([, href]) => href!);
}

/** Whether a script runs, or says what others import, and is no data. */
function isRun(element: Tree.Element): boolean {
  const type = attr(element, "type")?.trim().toLowerCase() ?? "";
  return /^$|javascript|^(?:module|importmap|speculationrules)$/.test(type);
}

/** After the character set, which must be in the first kilobyte, and before what it rules. */
function offsetOfPolicy(elements: readonly Tree.Element[]): number {
  const start = (tag: string) =>
    elements.find(({ tagName }) => tagName === tag)?.sourceCodeLocation?.startTag?.endOffset;
  const head = start("head");
  if (head === undefined) {
    return start("html") ?? elements.at(-1)?.sourceCodeLocation?.startOffset ?? 0;
  }
  const [charset] = elements.filter(({ parentNode, tagName }) =>
    tagName !== "head" && parentNode && "tagName" in parentNode && parentNode.tagName === "head"
  );
  const isCharset = charset?.tagName === "meta" && attr(charset, "charset") !== undefined;
  return isCharset && charset.sourceCodeLocation?.endOffset || head;
}

/** All elements in their order, those in templates included. */
function elementsOf(node: Tree.ParentNode): Tree.Element[] {
  const found: Tree.Element[] = [], open: Tree.ChildNode[] = node.childNodes.toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    if (!("tagName" in next)) continue;
    found.push(next);
    const children = "content" in next ? next.content.childNodes : next.childNodes;
    for (let i = children.length - 1; i >= 0; i--) open.push(children[i]!);
  }
  return found;
}

function textOf(element: Tree.Element): string {
  return element.childNodes.map((node) => "value" in node ? node.value : "").join("");
}

function attr(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((found) => found.name === name)?.value;
}
