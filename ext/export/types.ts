/** What a crawl finds. */

/**
 * What kind of problem it is: a broken link (`status`) or anchor, a URL without a file name
 * (`name`), two URLs for one file (`collision`), or something that needs a server.
 */
export type SiteProblemKind =
  | "anchor"
  | "collision"
  | "cookie"
  | "form"
  | "link"
  | "name"
  | "policy"
  | "query"
  | "redirect"
  | "status"
  | "stream"
  | "timeout"
  | "type";

/** Something that keeps a site from being exported. */
export interface SiteProblem {
  /** What kind of problem it is. */
  readonly kind: SiteProblemKind;
  /** The URL that has it, without the origin. */
  readonly url: string;
  /** The first page that leads there, or undefined for a start. */
  readonly from?: string | undefined;
  /** What was found, and what was expected. */
  readonly message: string;
}

/** A crawled site. */
export interface CrawledSite {
  /** The content of the files by name, such as `guide/index.html`; sorted by name. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** The number of pages. */
  readonly pages: number;
  /** The number of links within the site that were followed, those with an anchor included. */
  readonly links: number;
  /** What can't be exported, in the order in which it was found. */
  readonly problems: readonly SiteProblem[];
}

/** A link as it is written, and how it is used. */
export interface Link {
  readonly href: string;
  /** What it is for: another page or file, a form, or an event stream or WebSocket. */
  readonly use: "link" | "form" | "stream";
}

/** A file of text, read for its links. */
export interface ReadText {
  readonly text: string;
  readonly links: readonly Link[];
  /** The ids of a page, which links may name, or undefined where it is no page. */
  readonly ids?: ReadonlySet<string>;
  /** What its links are relative to, if a `<base>` element sets it. */
  readonly base?: string | undefined;
  readonly problems: readonly Pick<SiteProblem, "kind" | "message">[];
}
