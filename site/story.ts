/**
 * Stories: what a page says of its programs, done. `site/stories/guides/upload_files.ts` is that of
 * `docs/guides/upload_files.md`; `tests/site/stories_test.ts` runs them.
 */
import type { Client } from "@fasthtml/fasthtml";
import type { Locator, Page } from "playwright-core";

/** How a program of a page is started. */
export interface StoryStart {
  /** Environment variables beside those of a test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Other files in its folder, by path: `{ "static/site.css": "…" }`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** How a program of a page is started and opened. */
export interface OpenOptions extends StoryStart {
  /** Messages in the console that the page is to give, such as that of a 422: `/status of 422/`. */
  readonly logs?: RegExp;
}

/** A program that runs, in a temporary folder of its own. */
export interface StoryProgram {
  /** Where it listens, such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** The path of its folder, where it is `main.ts`. */
  readonly folder: string;
  /** What it has printed so far. */
  printed(): string;
  /** Ends the program, and starts it again in the same folder, on another port. */
  restart(): Promise<StoryProgram>;
}

/** A program open in Chromium: Playwright's page, and what runs behind it. */
export type StoryPage = Page & StoryProgram;

/** What a picture shows. */
export interface PictureOptions {
  /** The name of a picture for the text. Default: it is that of the card. */
  readonly name?: string;
  /** The element that it begins with. Default: the beginning of the page. */
  readonly from?: Locator;
}

/** What a story is handed. All that it starts is ended after it. */
export interface Stage {
  /** Returns the text of the page's n-th whole program, from 0: a `ts` block with `serve(`. */
  program(n: number): string;
  /** Returns the text of the page's n-th block of any language, from 0. */
  block(n: number): string;
  /** Starts the n-th program as a process of its own. */
  start(n: number, options?: StoryStart): Promise<StoryProgram>;
  /**
   * Starts the n-th program, and opens its first page in Chromium. An error or a warning in the
   * console, or a request to another machine, fails the story.
   */
  open(n: number, options?: OpenOptions): Promise<StoryPage>;
  /** Starts the n-th program, and returns a client that sends requests to it. */
  client(n: number, options?: StoryStart): Promise<Client>;
  /** Takes the picture of the page's card: the whole page, if it is not too long. */
  picture(page: Page, options?: PictureOptions): Promise<void>;
}

/** What a story does. */
export type Story = (stage: Stage) => Promise<void>;

/**
 * Declares the story of a page.
 *
 * @example export default story(async ({ open, picture }) => { const page = await open(0); … });
 */
export function story(run: Story): Story {
  return run;
}
