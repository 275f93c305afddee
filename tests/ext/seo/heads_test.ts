import { deepStrictEqual } from "node:assert";
import { Favicon, Socials } from "../../../ext/seo.ts";

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
    '<meta name="twitter:card" content="summary_large_image">',
    '<meta name="twitter:title" content="T">',
    '<meta name="twitter:description" content="D &amp; d">',
    '<meta name="twitter:creator" content="@b">',
  ]);
});

Deno.test("Socials() takes whole addresses as they are, and paths from the page's", () => {
  const texts = { title: "T", siteName: "ex.com", description: "D" };
  const told = (options: { url?: string; image: string }) => {
    const html = Socials({ ...texts, ...options, w: 8, h: 9, twitterSite: "@s" }).join("");
    return [...html.matchAll(/"(?:og|twitter):(image|url|image:type|site)" content="([^"]*)"/g)]
      .map(([, name, content]) => `${name} ${content}`);
  };
  deepStrictEqual(told({ url: "http://a.example/p", image: "/i.jpg" }), [
    "image http://a.example/i.jpg",
    "image:type image/jpeg",
    "url http://a.example/p",
    "image http://a.example/i.jpg",
    "site @s",
  ]);
  // A page with a slash at its end, and a path that is relative to it.
  deepStrictEqual(
    told({ url: "https://a.example/b/c/", image: "../i.jpg" })[0],
    "image https://a.example/b/i.jpg",
  );
  deepStrictEqual(told({ url: "a.example", image: "https://cdn.example/i.svg" }), [
    "image https://cdn.example/i.svg",
    "image:type image/svg+xml",
    "url https://a.example",
    "image https://cdn.example/i.svg",
    "site @s",
  ]);
});

Deno.test("Favicon() makes a link by day and one by night", () => {
  deepStrictEqual(Favicon("/l.ico", "/d.ico").map(String), [
    '<link rel="icon" type="image/x-ico" href="/l.ico" media="(prefers-color-scheme: light)">',
    '<link rel="icon" type="image/x-ico" href="/d.ico" media="(prefers-color-scheme: dark)">',
  ]);
});

Deno.test("Socials() asks for a large picture if it is wider than high", () => {
  const options = { title: "T", siteName: "ex.com", description: "D", image: "/i.png" };
  const cardOf = (more: object) =>
    /twitter:card" content="(\w+)"/.exec(Socials({ ...options, ...more }).join(""))![1];
  deepStrictEqual(
    [{}, { w: 300, h: 300 }, { w: 300, h: 400 }, { card: "summary" }, { w: 9, h: 9, card: "app" }]
      .map(cardOf),
    ["summary_large_image", "summary", "summary", "summary", "app"],
  );
});
