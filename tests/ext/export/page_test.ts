import { deepStrictEqual, ok } from "node:assert";
import { A, P, Safe } from "../../../mod.ts";
import { crawlSite } from "../../../ext/export.ts";
import { bare, problemsOf, text, textsOf } from "./_site.ts";

const decoder = new TextDecoder();

Deno.test("a page without a slash has relative links that lead to the same from its folder", async () => {
  const { app, rt } = bare();
  rt("/", () => A("x", { href: "/deep/page" }));
  rt("/deep/page", () =>
    Safe(
      '<a href="next?a&amp;b=1#c">n</a><a href="../up">u</a><a href="#here">h</a>' +
        '<a href="/root">r</a><a href="//deep.example">d</a><img srcset="a.png 1x,b.png" id=here>',
    ));
  rt("/deep/next", () => P("Next", { id: "c" }));
  for (const path of ["/up", "/root"]) rt(path, () => P("x"));
  for (const path of ["/deep/a.png", "/deep/b.png"]) rt(path, () => text("", "image/png"));
  const { files, problems } = await crawlSite(app);
  deepStrictEqual(problems, []);
  const html = decoder.decode(files.get("deep/page/index.html"));
  ok(
    html.includes(
      '<a href="/deep/next?a&amp;b=1#c">n</a><a href="/up">u</a><a href="#here">h</a>' +
        '<a href="/root">r</a><a href="//deep.example">d</a>' +
        '<img srcset="/deep/a.png 1x,/deep/b.png" id=here>',
    ),
    html,
  );
});

Deno.test("what a nonce can't be taken out of is a problem", async () => {
  const { app, rt } = bare();
  const page = (html: string, sources: string) =>
    new Response(html, {
      headers: {
        "content-type": "text/html",
        "content-security-policy": `script-src 'nonce-abc' ${sources}`,
      },
    });
  rt("/", () => page("<script nonce=abc>use('abc')</script>", ""));
  rt("/b", () => page("<p>", "'strict-dynamic'"));
  deepStrictEqual(await problemsOf(app, { from: ["/", "/b"] }), [
    "policy / (undefined) the page has its nonce in a text, which differs in every response",
    "policy /b (undefined) the policy has 'strict-dynamic', which a page without nonces can't have",
  ]);
});

Deno.test("a page leads to all that its elements load, those of templates included", async () => {
  const { app, rt } = bare();
  const html = [
    "<area href=/1.png>",
    "<svg><image href=/2.png /><use xlink:href='/3.png#a'/></svg>",
    "<video src=/4.png poster=/5.png><source src=/6.png><track src=/7.png></video>",
    "<object data=/8.png></object><iframe src=/9.png></iframe>",
    "<template><img src=/10.png></template><noscript><img src=/11.png></noscript>",
    "<img srcset='/12.png 1x, /13.png 480w,/14.png' src=data:x>",
    "<style>a { b: url(/15.png) }</style>",
    "<div hx-get=/16.png data-hx-get=/17.png></div>",
    "<form action=/18.png></form>",
    "<meta property=og:image content=http://localhost/19.png>",
    "<meta http-equiv=refresh content='3; URL=\"/20.png\"'>",
    "<link rel=preload imagesrcset='/21.png 2x' href=/22.png><link rel=preconnect href=/no.png>",
    "<div data-src=/no.png cite=/no.png>/no.png</div><!-- <a href=/no.png> -->",
    "<script>let a = '<img src=/no.png>'</script>",
  ].join("");
  rt("/", () => text(html, "text/html"));
  rt("/{n:int}.png", () => text("x", "image/png"));
  const names = Array.from({ length: 22 }, (_, i) => `${i + 1}.png`);
  deepStrictEqual(Object.keys(await textsOf(app)), [...names, "404.html", "index.html"].sort());
  deepStrictEqual(await problemsOf(app), []);
});

Deno.test("links are relative to a base, and to the page where that is of no use", async () => {
  const { app, rt } = bare();
  rt("/", () => text("<base href=/deep/><a href=a.png>", "text/html"));
  rt("/other", () => text("<base href='http://['><a href=b.png>", "text/html"));
  for (const path of ["/deep/a.png", "/b.png"]) rt(path, () => text("x", "image/png"));
  deepStrictEqual(Object.keys(await textsOf(app, { from: ["/", "/other"] })), [
    "404.html",
    "b.png",
    "deep/a.png",
    "index.html",
    "other/index.html",
  ]);
});
