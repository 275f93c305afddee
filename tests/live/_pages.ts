/** Pages that read in Chromium, of both versions of htmx, over a socket and over a stream. */
import type { Browser, Page } from "playwright-core";
import { openBrowser, watch } from "../browser/_browser.ts";

/** What Chromium says while a server is away. */
const AWAY = /net::ERR_|WebSocket connection to/;

/** Pages of a server that is restarted. */
export class Pages {
  readonly #browser: Browser;
  readonly #pages: Record<string, Page> = {};
  readonly #problems: string[][] = [];

  /** Opens the pages. */
  static async open(origin: string): Promise<Pages> {
    const pages = new Pages(await openBrowser());
    for (const path of ["4/socket", "4/stream", "2/socket", "2/stream"]) {
      const page = pages.#pages[`page ${path}`] = await pages.#browser.newPage();
      pages.#problems.push(watch(page));
      await page.goto(`${origin}/${path}`);
    }
    return pages;
  }

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** What else they have logged. */
  get problems(): string[] {
    return this.#problems.flat().filter((problem) => !AWAY.test(problem));
  }

  /** The texts that each shows. */
  async texts(): Promise<Record<string, string[]>> {
    const texts: Record<string, string[]> = {};
    for (const [name, page] of Object.entries(this.#pages)) {
      texts[name] = await page.locator("#list li").allTextContents();
    }
    return texts;
  }

  /** Closes the browser. */
  async close(): Promise<void> {
    await this.#browser.close();
  }
}
