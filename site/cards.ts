/** Pictures of pages for other sites, which show one with a link: Chromium takes them at a build. */
import {
  B,
  Body,
  Div,
  H1,
  Head,
  Html,
  Img,
  Meta,
  P,
  Safe,
  Span,
  Style,
  toXml,
} from "@fasthtml/fasthtml";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sheet from "./browser/card.css" with { type: "text" };
import icon from "./browser/icon.svg" with { type: "text" };
import type { SitePage } from "./page.ts";

/** What a card shows. */
export type CardPage =
  & Pick<SitePage, "title" | "description">
  & Partial<Pick<SitePage, "section" | "file">>;

/** How large a card is, in pixels. */
export const CARD = { width: 1200, height: 630 } as const;

/** Milliseconds until Chromium fails the build: a busy machine is slow. */
const PATIENCE = 180_000;

/** The cards of a build, and the pictures that stories have taken: `deno task site:pictures`. */
export class Cards {
  readonly #pictures: URL;
  readonly #folder: URL;
  readonly #names = new WeakMap<CardPage, string>();

  /** Takes the folder of the stories' pictures; its folder `cards` is that of the cards. */
  constructor(pictures: URL = new URL("./pictures/", import.meta.url)) {
    this.#pictures = pictures;
    this.#folder = new URL("cards/", pictures);
  }

  /** The folder of the cards. */
  get folder(): string {
    return fileURLToPath(this.#folder);
  }

  /** The file of a page's card, if a build has taken it from what the page says now. */
  fileOf(page: CardPage): string | undefined {
    if (!existsSync(this.#folder)) return;
    const name = this.#nameOf(page);
    return existsSync(new URL(name, this.#folder)) ? name : undefined;
  }

  /**
   * Takes the cards of pages that have none, and removes those of no page. Without Chromium it takes
   * none and returns false; pages then have the cards that were taken before, if any.
   */
  async take(pages: readonly CardPage[], { chromium = findChromium() } = {}): Promise<boolean> {
    if (!chromium) return false;
    Deno.mkdirSync(this.#folder, { recursive: true });
    const wanted = new Map(pages.map((page) => [this.#nameOf(page), page]));
    for (const { name } of [...Deno.readDirSync(this.#folder)]) {
      if (!wanted.delete(name)) Deno.removeSync(new URL(name, this.#folder));
    }
    if (wanted.size === 0) return true;
    const { chromium: playwright } = await import("playwright-core");
    const browser = await playwright.launch({
      executablePath: chromium,
      args: ["--no-sandbox"],
      timeout: PATIENCE,
    });
    try {
      const view = await browser.newPage({ viewport: CARD, javaScriptEnabled: false });
      view.setDefaultTimeout(PATIENCE);
      for (const [name, page] of wanted) {
        await view.setContent(this.#documentOf(page));
        const image = await view.screenshot();
        Deno.writeFileSync(new URL(name, this.#folder), image);
      }
    } finally {
      await browser.close();
    }
    return true;
  }

  /** A name by what the card shows, so that a card of older words is never used. */
  #nameOf(page: CardPage): string {
    let name = this.#names.get(page);
    if (!name) {
      const hash = createHash("sha256").update(this.#documentOf(page)).digest("hex");
      this.#names.set(page, name = `${hash.slice(0, 16)}.png`);
    }
    return name;
  }

  #documentOf({ title, description, section, file }: CardPage): string {
    const picture = this.#pictureOf(file);
    const plain = (text: string) => text.replaceAll("`", "");
    return toXml(Html(
      Head(Meta({ charset: "utf-8" }), Style(Safe(sheet))),
      Body(
        { cls: picture && "has-picture" },
        Div({ cls: "brand" }, Safe(icon), B("FastHTML"), " for Deno"),
        Div(
          { cls: "words" },
          section && Span({ cls: "section" }, section),
          H1({ cls: title.length > 36 && "is-long" }, plain(title)),
          P(plain(description)),
        ),
        picture && Img({ src: `data:image/png;base64,${picture}`, alt: "" }),
      ),
    ));
  }

  /** The picture that the page's story has taken, as base64. */
  #pictureOf(file = ""): string | undefined {
    const name = /^(?:docs|examples)\/(.*)\.(?:md|ts)$/.exec(file)?.[1];
    const picture = name && new URL(`${name}.png`, this.#pictures);
    return picture && existsSync(picture) ? Deno.readFileSync(picture).toBase64() : undefined;
  }
}

/** Chromium or Chrome: the one that `CHROMIUM` names, or the one on the `PATH`. */
function findChromium(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return Deno.env.get("CHROMIUM") ??
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
      .flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find(existsSync);
}
