import { deepStrictEqual } from "node:assert";
import { Link, P, Script } from "../../../mod.ts";
import { bare, problemsOf, text, textsOf } from "./_site.ts";

/** The files that a text of a type leads to. */
async function leadsTo(body: string, type: string): Promise<string[]> {
  const { app, rt } = bare();
  rt("/start/file.webmanifest", () => text(body, type));
  rt("/{rest:path}", () => text("x", "image/png"));
  const skip = (path: string) => ["/robots.txt", "/sitemap.xml", "/favicon.ico"].includes(path);
  const files = await textsOf(app, { from: ["/start/file.webmanifest"], skip });
  return Object.keys(files).filter((name) => !/^start\/file|404/.test(name));
}

Deno.test("texts lead to the files that they load, and to nothing that only looks like one", async () => {
  const cases: [type: string, body: string, files: string[]][] = [
    ["text/css", "a{b:url(a.png)}", ["start/a.png"]],
    ["text/css", "a{b:URL( 'a b.png' )}", ["start/a b.png"]],
    ["text/css", '@import "a.png" screen;@import url(b.png);', ["start/a.png", "start/b.png"]],
    ["text/css", "a{b:url(a\\(1\\).png)}", []],
    ["text/css", '/* url(a.png) "*/a{b:url(b.png)}', ["start/b.png"]],
    ["text/css", 'a{b:\'url(a.png)\';c:"\\"url(b.png)"}', []],
    ["text/javascript", 'import"./a.png";export*from"../b.png"', ["b.png", "start/a.png"]],
    ["text/javascript", "import { a } from 'lodash'; import.meta.url; notfrom('./a.png')", []],
    ["application/javascript", "await import( '/a.png' )", ["a.png"]],
    [
      "application/manifest+json",
      '{"start_url":"/a.png","icons":[{"src":"b.png","sizes":"1x1"}]}',
      ["a.png", "start/b.png"],
    ],
    ["application/xml", "<url><loc> /a.png </loc></url><loc>/b&amp;c.png</loc>", [
      "a.png",
      "b&c.png",
    ]],
    ["text/plain", "Allow: /\nSitemap: http://localhost/a.png", ["a.png"]],
    ["application/json", '{"src":"/a.png"}', []],
  ];
  for (const [type, body, files] of cases) deepStrictEqual(await leadsTo(body, type), files, body);
});

Deno.test("a manifest or an import map that is no JSON is a problem", async () => {
  const { app, rt } = bare({ hdrs: [Link({ rel: "manifest", href: "/m.webmanifest" })] });
  rt("/", () => Script("{", { type: "importmap" }));
  rt("/m.webmanifest", () => text("{", "application/manifest+json"));
  deepStrictEqual((await problemsOf(app)).map((line) => line.replace(/read: .*/, "read")), [
    "link / (undefined) the import map can't be read",
    "link /m.webmanifest (/) the manifest can't be read",
  ]);
});

Deno.test("an import map leads to the scripts that it names", async () => {
  const { app, rt } = bare();
  const map = { imports: { a: "/a.js", "b/": "/b/" }, scopes: { "/x/": { c: "./c.js" } } };
  rt("/", () => [Script(JSON.stringify(map), { type: "importmap" }), P("x")]);
  for (const name of "ac") rt(`/${name}.js`, () => text("", "text/javascript"));
  deepStrictEqual(Object.keys(await textsOf(app)), ["404.html", "a.js", "c.js", "index.html"]);
});
