/** `robots.txt` and the site map. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { type FastHTML, type FT, makeTag, toXml } from "../../mod.ts";

/** Options of {@linkcode robotsTxt}. */
export interface RobotsOptions {
  /** Whether robots may read the site. Default: true. */
  allowAll?: boolean;
  /** Paths that robots may not read. */
  disallowPaths?: readonly string[];
  /** The URL of the site map. */
  sitemapUrl?: string;
  /** Seconds between two requests of a robot. */
  crawlDelay?: number;
}

const checkRobots = makeOptionCheck<RobotsOptions>("make robots.txt", {
  allowAll: true,
  disallowPaths: true,
  sitemapUrl: true,
  crawlDelay: true,
});

/**
 * Adds the route `/robots.txt`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { robotsTxt } from "@fasthtml/fasthtml/ext/seo";
 * import { strictEqual } from "node:assert";
 *
 * const { app } = fastApp();
 * robotsTxt(app, { disallowPaths: ["/admin"] });
 * strictEqual(await (await app.request("/robots.txt")).text(), "User-agent: *\nDisallow: /admin");
 * ```
 */
export function robotsTxt(app: FastHTML, options: RobotsOptions = {}): void {
  checkRobots(options);
  const { allowAll = true, disallowPaths = [], sitemapUrl, crawlDelay } = options;
  const rules = disallowPaths.length > 0
    ? disallowPaths.map((path) => `Disallow: ${path}`)
    : [allowAll ? "Allow: /" : "Disallow: /"];
  const text = [
    "User-agent: *",
    ...rules,
    ...(crawlDelay === undefined ? [] : [`Crawl-delay: ${crawlDelay}`]),
    ...(sitemapUrl === undefined ? [] : [`Sitemap: ${sitemapUrl}`]),
  ].join("\n");
  app.get("/robots.txt", () => new Response(text, { headers: { "content-type": "text/plain" } }));
}

/** A page of a site map. */
export interface SitemapUrl {
  /** The URL. */
  loc: string;
  /** When it was last changed, such as `2026-11-20`. */
  lastmod?: string | Date;
  /** How often it changes. */
  changefreq?: "always" | "hourly" | "daily" | "weekly" | "monthly" | "yearly" | "never";
  /** How important it is, from 0 to 1. */
  priority?: number;
}

const checkSitemap = makeOptionCheck<{ locBase?: string }>("make a site map", { locBase: true });

/** The pages of a site map: paths, URLs, or objects with more properties. */
export type SitemapUrls = Iterable<string | SitemapUrl>;

/**
 * Adds the route `/sitemap.xml`. If the pages are a function, each request calls it.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { sitemapXml } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const { app } = fastApp();
 * sitemapXml(app, ["/", { loc: "/a?b&c", priority: 0.5 }], { locBase: "https://a.example" });
 * const response = await app.request("/sitemap.xml");
 * match(await response.text(), /<loc>https:\/\/a\.example\/a\?b&amp;c<\/loc><priority>0\.5</);
 * ```
 */
export function sitemapXml(
  app: FastHTML,
  urls: SitemapUrls | (() => SitemapUrls | Promise<SitemapUrls>),
  options: { locBase?: string } = {},
): void {
  checkSitemap(options);
  const { locBase = "" } = options;
  app.get("/sitemap.xml", async () => {
    const pages = [...typeof urls === "function" ? await urls() : urls];
    const xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    const set = makeTag("urlset")({ xmlns }, pages.map((page) => sitemapUrl(page, locBase)));
    return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${toXml(set)}`, {
      headers: { "content-type": "application/xml" },
    });
  });
}

/**
 * Makes the element of a page in a site map.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { sitemapUrl } from "@fasthtml/fasthtml/ext/seo";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(sitemapUrl({ loc: "/a", priority: 0.5 }, "https://a.example")),
 *   "<url><loc>https://a.example/a</loc><priority>0.5</priority></url>",
 * );
 * ```
 */
export function sitemapUrl(page: string | SitemapUrl, locBase: string = ""): FT {
  const { loc, lastmod, ...rest } = typeof page === "string" ? { loc: page } : page;
  const parts = {
    loc: locBase + loc,
    lastmod: lastmod instanceof Date ? lastmod.toISOString() : lastmod,
    ...rest,
  };
  const shown = Object.entries(parts).filter(([, value]) => value !== undefined);
  return makeTag("url")(shown.map(([name, value]) => makeTag(name)(value)));
}
