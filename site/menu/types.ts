/** The menu: which pages there are, in which order. */

/** A part of the site, which the header links to. */
export interface Section {
  /** What the header and the menu call it. */
  readonly title: string;
  /** Its pages, in the order in which they are read. */
  readonly pages: readonly MenuPage[];
}

/** A page: a Markdown file below `docs/`. Its title is its `#` heading. */
export interface MenuPage {
  /** The file below `docs/`, such as `learn/install.md`. */
  readonly file: string;
  /** What the menu calls it, where the title is too long. */
  readonly title?: string;
  /** The heading of the menu above it; pages of one group are next to each other. */
  readonly group?: string;
  /** What people search for, beside the words of the page. */
  readonly keywords?: readonly string[];
  /** The same for a part of the page, by the id of its heading. */
  readonly sections?: Readonly<Record<string, readonly string[]>>;
  /** Whether it is a step of the tutorial: its program grows from that of the step before. */
  readonly step?: boolean;
  /** Whether `site/stories/` has a story for it; a string says why it has none. */
  readonly story: true | string;
}
