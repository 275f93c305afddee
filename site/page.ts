/** What a page of the site is, wherever it comes from, and what all pages share. */
import type { FT } from "@fasthtml/fasthtml";

/** A heading of a page, for its table of contents. */
export interface PageHeading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A part of a page, from one heading to the next: what the search finds. */
export interface PageSection {
  /** The id of its heading; empty for what is above the first one. */
  readonly id: string;
  readonly title: string;
  /** Its prose, without code. */
  readonly text: string;
  /** What people search for beside its words. */
  readonly keywords: readonly string[];
}

/** Which kind of page it is: each has its weight in the search and its word in the breadcrumb. */
export type PageKind =
  | "tutorial"
  | "guide"
  | "reference"
  | "api"
  | "explanation"
  | "migration"
  | "gallery"
  | "index"
  | "other";

/** A page of the site. */
export interface SitePage {
  /** The path below the site's base, such as `/guides/upload-files/`. */
  readonly path: string;
  readonly title: string;
  /** What the menu calls it. */
  readonly label: string;
  readonly description: string;
  readonly kind: PageKind;
  /** The title of its section of the menu. */
  readonly section: string;
  /** The heading of the menu above it. */
  readonly group?: string | undefined;
  /** Whether it needs the room of the headings, too. */
  readonly isWide?: boolean;
  /** What is below the title. */
  readonly content: FT;
  readonly headings: readonly PageHeading[];
  readonly sections: readonly PageSection[];
  /** Names of code that it documents: a search for one finds it first. */
  readonly names: readonly string[];
  /** The page as Markdown. */
  readonly markdown: string;
  /** The file that "Edit this page" leads to, from the repository's root. */
  readonly file?: string | undefined;
}

/** What every page of one build shares. */
export interface Site {
  /** The prefix of URLs: that of the root, and of an older version its folder, such as `/v0.1`. */
  readonly base: string;
  /** The prefix of the newest version, for canonical URLs. */
  readonly root: string;
  readonly origin: string;
  readonly version: string;
  /** All versions, the newest first. */
  readonly versions: readonly string[];
  /** Whether it is not the newest version. */
  readonly isOld: boolean;
  /** Returns the URL of a page's picture for other sites, where a build has taken it. */
  readonly cardOf: (path: string) => string | undefined;
  /** All pages, in the order of the menu. */
  readonly pages: readonly SitePage[];
  /** The sections that the header links to, each with the path of its first page. */
  readonly tabs: readonly { readonly title: string; readonly path: string }[];
  /** Where the search finds what it needs: its library, and the index. */
  readonly search: { readonly library: string; readonly index: string };
}
