/** Follows the links of an application, page by page, and keeps what it responds with. */
import { A, type FastHTML, Head, Html, Link as LinkTag, Meta, P, Title, toXml } from "../../mod.ts";
import { type Answer, askAll, type Content, type Target } from "./ask.ts";
import { areSame, toPath } from "./bytes.ts";
import { toFileName, toKey, typeOf } from "./names.ts";
import type { CrawledSite, SiteProblem, SiteProblemKind } from "./types.ts";

/** How a site is crawled. */
export interface CrawlOptions {
  readonly from: readonly string[];
  readonly origin: string;
  readonly basePath: string;
  readonly skip: (path: string) => boolean;
  readonly timeout: number;
  readonly limit: number;
}

/** Crawls a site. What it finds, and in which order, does not depend on which response is first. */
export async function crawl(app: FastHTML, options: CrawlOptions): Promise<CrawledSite> {
  return await new Crawl(app, options).run();
}

/** An anchor that a page names, of another or its own. */
interface Anchor {
  readonly url: URL;
  readonly from: string;
}

/** What browsers and search engines request without a link. */
const FILES = ["/robots.txt", "/sitemap.xml", "/favicon.ico"];

/** The page for 404, as static web servers name it. */
const MISSING = "/404.html";

class Crawl {
  readonly #app: FastHTML;
  readonly #options: CrawlOptions;
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** The URLs of files and of the folders around them, by what a disk may take for the same name. */
  readonly #names = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  readonly #contents = new Map<string, Content>();
  readonly #redirects = new Map<string, string>();
  readonly #seen = new Map<string, Target>();
  readonly #linked = new Map<string, string | undefined>();
  readonly #problems: SiteProblem[] = [];
  readonly #anchors: Anchor[] = [];
  /** What can be judged when all responses are known. */
  readonly #later: Answer[] = [];
  #next: Target[] = [];
  #links = 0;
  #pages = 0;

  constructor(app: FastHTML, options: CrawlOptions) {
    this.#app = app;
    this.#options = options;
  }

  async run(): Promise<CrawledSite> {
    const { from, basePath, skip } = this.#options;
    from.forEach((path) => this.#follow(basePath + path));
    for (const path of [...FILES, MISSING]) {
      const url = basePath + path, guess = path === MISSING ? "missing" : "file";
      if (!skip(url)) this.#request({ url, guess });
    }
    while (this.#next.length > 0) {
      const targets = this.#next;
      this.#next = [];
      // A level is read as a whole and in its order, so that every run is the same.
      const answers = await askAll(this.#app, targets, this.#options);
      answers.forEach((answer) => this.#take(answer));
    }
    this.#later.forEach((answer) => this.#judge(answer));
    this.#anchors.forEach((anchor) => this.#checkAnchor(anchor));
    const files = [...this.#files].sort(([a], [b]) => a < b ? -1 : 1);
    return {
      files: new Map(files),
      pages: this.#pages,
      links: this.#links,
      problems: this.#problems,
    };
  }

  /** Notes a link, if it is one of this site. */
  #follow(href: string, from?: string, base = this.#options.origin + (from ?? "/")): void {
    const url = this.#toOwn(href, base);
    if (url === "none") return this.#tell({ url: href, from }, "link", "it is no URL");
    if (!url) return;
    this.#links++;
    if (url.hash && from !== undefined) this.#anchors.push({ url, from });
    this.#request({ url: url.pathname + url.search, from });
  }

  /** The URL of a link if it belongs to the site; "none" where it is no URL. */
  #toOwn(href: string, base: string): URL | "none" | undefined {
    const url = URL.parse(href, base);
    if (!url) return "none";
    const { origin, basePath, skip } = this.#options;
    if (url.origin !== origin) return;
    if (basePath && url.pathname === basePath) url.pathname += "/";
    if (!url.pathname.startsWith(`${basePath}/`)) return;
    return skip(url.pathname) ? undefined : url;
  }

  #request(target: Target): void {
    const { url, from, guess } = target;
    if (!guess && !this.#linked.has(url)) this.#linked.set(url, from);
    if (this.#seen.has(url)) return;
    const { limit } = this.#options;
    if (this.#seen.size >= limit) {
      throw new RangeError(
        `Cannot export the site: more than ${limit} URLs, expected fewer, or a higher limit`,
      );
    }
    this.#seen.set(url, target);
    this.#next.push(target);
    // What a query changes is seen beside the response without it.
    const mark = url.indexOf("?");
    if (mark >= 0) this.#request({ ...target, url: url.slice(0, mark) });
  }

  /** Keeps what a URL gave, and follows its links. */
  #take(answer: Answer): void {
    const { target, content, problems, location, isAbsent } = answer;
    if (isAbsent) return void this.#later.push(answer);
    if (location !== undefined) return this.#redirect(target, location);
    for (const { kind, message } of problems) this.#tell(target, kind, message);
    if (!content) return;
    // The links of a URL with a query are those of the page without it, or it is a problem.
    if (target.url.includes("?")) return void this.#later.push(answer);
    for (const { kind, message } of content.read?.problems ?? []) {
      this.#tell(target, kind, message);
    }
    this.#contents.set(target.url, content);
    this.#keep(target, content);
    this.#followAll(target, content);
  }

  #followAll({ url, guess }: Target, { read }: Content): void {
    const own = this.#options.origin + url, base = URL.parse(read?.base ?? "", own)?.href ?? own;
    for (const { href, use } of read?.links ?? []) {
      if (guess === "missing" && isRelative(href) && read?.base === undefined) {
        const message = "the page for 404 has this relative link, expected a path from the root";
        this.#tell({ url: href, from: url }, "link", message);
      }
      if (use === "link") {
        this.#follow(href, url, base);
        continue;
      }
      const to = this.#toOwn(href, base);
      if (!to || to === "none") continue;
      const what = use === "form" ? "a form is sent to it" : "a page connects to it";
      this.#tell({ url: toPath(to), from: url }, use, `${what}, which needs a server`);
    }
  }

  #keep(target: Target, { bytes, type }: Pick<Content, "bytes" | "type">): void {
    const isPage = type === "text/html";
    const found = toFileName(this.#below(target.url), isPage);
    if ("problem" in found) return this.#tell(target, "name", found.problem);
    const { name } = found, key = toKey(name), around = foldersOf(key);
    const other = this.#names.get(key) ?? this.#folders.get(key) ??
      around.map((folder) => this.#names.get(folder)).find((url) => url !== undefined);
    if (other !== undefined) {
      const same = this.#files.get(name);
      if (same && areSame(same, bytes)) return;
      const message = `its file ${name} and that of ${other} can't be on one disk`;
      return this.#tell(target, "collision", message);
    }
    if (!isPage && typeOf(name) === undefined && type !== "application/octet-stream") {
      const message = `no static server knows by the name that it is ${type || "without a type"}`;
      this.#tell(target, "type", message);
    }
    this.#names.set(key, target.url);
    for (const folder of around) {
      if (!this.#folders.has(folder)) this.#folders.set(folder, target.url);
    }
    this.#files.set(name, bytes);
    if (isPage) this.#pages++;
  }

  /** A static server can't redirect, but a page can; no script or picture can follow that. */
  #redirect(target: Target, location: string): void {
    const { origin } = this.#options, [path, query] = target.url.split("?");
    const url = URL.parse(location, origin + target.url);
    if (!url) return this.#tell(target, "redirect", `it leads to "${location}", which is no URL`);
    const isOwn = url.origin === origin, to = isOwn ? toPath(url) : url.href;
    this.#follow(url.href, target.url);
    if (query !== undefined) {
      return this.#tell(target, "query", `the query leads to ${to}, which needs a server`);
    }
    if (isOwn) this.#redirects.set(path!, url.pathname);
    // Static servers add the slash of a folder as applications do.
    if (isOwn && url.pathname === `${path}/` && !url.search) return;
    const type = typeOf(path!);
    if (type !== undefined && type !== "text/html") {
      return this.#tell(target, "redirect", `it leads to ${to}, which only a page can do`);
    }
    this.#keep(target, { bytes: encoder.encode(toRedirectPage(to)), type: "text/html" });
  }

  #judge({ target, content, problems, isAbsent }: Answer): void {
    if (isAbsent) {
      if (!this.#linked.has(target.url)) return;
      const from = this.#linked.get(target.url);
      for (const { kind, message } of problems) this.#tell({ ...target, from }, kind, message);
      return;
    }
    const plain = this.#contents.get(target.url.replace(/\?.*/, ""));
    if (plain && content && areSame(plain.bytes, content.bytes)) return;
    this.#tell(target, "query", "the query changes the response, which needs a server");
  }

  #checkAnchor({ url, from }: Anchor): void {
    let at = url.pathname;
    for (let i = 0; i < 10 && this.#redirects.has(at); i++) at = this.#redirects.get(at)!;
    const ids = this.#contents.get(at)?.read?.ids, id = decodeHash(url.hash);
    if (!ids || ids.has(id) || id === "" || id === "top" || id.startsWith(":~:")) return;
    this.#tell({ url: toPath(url), from }, "anchor", `the page has no element with the id "${id}"`);
  }

  /** The path below the base path. */
  #below(url: string): string {
    return url.slice(this.#options.basePath.length);
  }

  #tell({ url, from }: Target, kind: SiteProblemKind, message: string): void {
    this.#problems.push({ kind, url, from, message });
  }
}

const encoder = new TextEncoder();

function toRedirectPage(url: string): string {
  const page = Html(
    Head(
      Meta({ charset: "utf-8" }),
      Title(url),
      LinkTag({ rel: "canonical", href: url }),
      Meta({ http_equiv: "refresh", content: `0; url=${url}` }),
    ),
    P(A(url, { href: url })),
    { lang: "en" },
  );
  return `${toXml(page)}\n`;
}

function foldersOf(key: string): string[] {
  const parts = key.split("/").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch (error) {
    if (error instanceof URIError) return hash.slice(1);
    throw error;
  }
}

function isRelative(href: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|[/#]|$)/i.test(href);
}
