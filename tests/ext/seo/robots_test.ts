import { deepStrictEqual, strictEqual } from "node:assert";
import { FastHTML } from "../../../mod.ts";
import { robotsTxt, sitemapUrl, type SitemapUrls, sitemapXml } from "../../../ext/seo.ts";

Deno.test("robotsTxt() answers what robots may read", async () => {
  const text = async (options: Parameters<typeof robotsTxt>[1]) => {
    const app = new FastHTML();
    robotsTxt(app, options);
    return await (await app.request("/robots.txt")).text();
  };
  strictEqual(await text({}), "User-agent: *\nAllow: /");
  strictEqual(await text({ allowAll: false }), "User-agent: *\nDisallow: /");
  strictEqual(
    await text({ disallowPaths: ["/a", "/b"], crawlDelay: 5, sitemapUrl: "https://x/s.xml" }),
    "User-agent: *\nDisallow: /a\nDisallow: /b\nCrawl-delay: 5\nSitemap: https://x/s.xml",
  );
});

Deno.test("sitemapXml() answers XML, made anew where a function gives the pages", async () => {
  const app = new FastHTML();
  const pages: (string | { loc: string; lastmod: Date })[] = ["/a?b&c"];
  sitemapXml(app, () => pages, { locBase: "https://x" });
  pages.push({ loc: "/d", lastmod: new Date(0) });
  const answer = await app.request("/sitemap.xml");
  strictEqual(answer.headers.get("content-type"), "application/xml");
  strictEqual(
    await answer.text(),
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' +
      "<url><loc>https://x/a?b&amp;c</loc></url>" +
      "<url><loc>https://x/d</loc><lastmod>1970-01-01T00:00:00.000Z</lastmod></url></urlset>",
  );
});

Deno.test("robotsTxt() answers plain text, and says a delay of no seconds", async () => {
  const app = new FastHTML();
  robotsTxt(app, { crawlDelay: 0 });
  const answer = await app.request("/robots.txt");
  deepStrictEqual([answer.headers.get("content-type"), await answer.text()], [
    "text/plain",
    "User-agent: *\nAllow: /\nCrawl-delay: 0",
  ]);
});

Deno.test("sitemapXml() takes any iterable, and a promise of one", async () => {
  const locs = async (urls: Parameters<typeof sitemapXml>[1]) => {
    const app = new FastHTML();
    sitemapXml(app, urls);
    const xml = await (await app.request("/sitemap.xml")).text();
    return [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => loc);
  };
  const pages: SitemapUrls = new Set(["/a", "/b"]);
  deepStrictEqual(await locs(pages), ["/a", "/b"]);
  deepStrictEqual(await locs(() => Promise.resolve(pages)), ["/a", "/b"]);
  deepStrictEqual(await locs([]), []);
});

Deno.test("sitemapUrl() leaves out what is not said, and cannot be left by a path", () => {
  strictEqual(
    `${sitemapUrl({ loc: "/a", lastmod: "2026-11-20", changefreq: "daily", priority: 0 })}`,
    "<url><loc>/a</loc><lastmod>2026-11-20</lastmod><changefreq>daily</changefreq>" +
      "<priority>0</priority></url>",
  );
  strictEqual(
    `${sitemapUrl("</loc></url>", "https://x")}`,
    "<url><loc>https://x&lt;/loc&gt;&lt;/url&gt;</loc></url>",
  );
});
