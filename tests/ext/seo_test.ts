import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { FastHTML, NpmPackage, render } from "../../mod.ts";
import {
  Favicon,
  LdContactPoint,
  LdCourse,
  LdCourseInstance,
  LdJson,
  LdWebsite,
  robotsTxt,
  sitemapXml,
  Socials,
} from "../../ext/seo.ts";

Deno.test("Socials() makes Open Graph's and Twitter's elements", () => {
  const options = { title: "T", siteName: "ex.com", description: "D & d", image: "/i.webp" };
  deepStrictEqual(Socials({ ...options, creator: "@b" }).map(String), [
    '<meta property="og:image" content="https://ex.com/i.webp">',
    '<meta property="og:site_name" content="ex.com">',
    '<meta property="og:image:type" content="image/webp">',
    '<meta property="og:image:width" content="1200">',
    '<meta property="og:image:height" content="630">',
    '<meta property="og:type" content="website">',
    '<meta property="og:url" content="https://ex.com">',
    '<meta property="og:title" content="T">',
    '<meta property="og:description" content="D &amp; d">',
    '<meta name="twitter:image" content="https://ex.com/i.webp">',
    '<meta name="twitter:card" content="summary">',
    '<meta name="twitter:title" content="T">',
    '<meta name="twitter:description" content="D &amp; d">',
    '<meta name="twitter:creator" content="@b">',
  ]);
});

Deno.test("Favicon() makes a link by day and one by night", () => {
  deepStrictEqual(Favicon("/l.ico", "/d.ico").map(String), [
    '<link rel="icon" type="image/x-ico" href="/l.ico" media="(prefers-color-scheme: light)">',
    '<link rel="icon" type="image/x-ico" href="/d.ico" media="(prefers-color-scheme: dark)">',
  ]);
});

Deno.test("JSON-LD is a script in a page, and data in other JSON-LD", () => {
  const course = LdCourse({
    name: "N",
    description: "D",
    provider: LdJson("Organization", { name: "P" }),
    hasCourseInstance: LdCourseInstance({ startDate: "2026-01-01" }),
  });
  const [, json] = /^<script type="application\/ld\+json">(.*)<\/script>$/.exec(
    `${render(course)}`,
  )!;
  deepStrictEqual(JSON.parse(json!), {
    "@context": "https://schema.org",
    "@type": "Course",
    name: "N",
    description: "D",
    provider: { "@type": "Organization", name: "P" },
    hasCourseInstance: { "@type": "CourseInstance", courseMode: "Online", startDate: "2026-01-01" },
  });
});

Deno.test("JSON-LD can't end its script", () => {
  const name = "</script><script>alert(1)</script>";
  const html = `${render(LdWebsite({ name, url: "https://n" }))}`;
  strictEqual(html.match(/<\/script>/g)?.length, 1);
  strictEqual(
    JSON.stringify(LdContactPoint({ contactType: "a" })),
    '{"@type":"ContactPoint","contactType":"a"}',
  );
});

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

Deno.test("NpmPackage() says what it expects", () => {
  for (const resolved of ["npm:left-pad@1.3.0", "file:///etc/hosts"]) {
    throws(() => new NpmPackage(resolved), {
      name: "TypeError",
      message:
        `Cannot serve a package: found ${resolved}, expected the file: address of one in an ` +
        'npm package; import it somewhere, if only by import "…" with { type: "text" }',
    });
  }
});
