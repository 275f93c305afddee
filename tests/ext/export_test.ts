import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { join } from "node:path";
import { A, Div, EventStream, fastApp, H1, Img, Link, P, Safe, Script } from "../../mod.ts";
import { crawlSite, ExportError, exportSite } from "../../ext/export.ts";
import { robotsTxt, sitemapXml } from "../../ext/seo.ts";
import { tempFolder } from "../_temp.ts";
import { bare, problemsOf, text } from "./export/_site.ts";

Deno.test("exportSite() follows links, sources, style sheets, scripts and the site map", async () => {
  const { app, rt } = bare({ hdrs: [Link({ rel: "stylesheet", href: "/css/site.css" })] });
  rt("/", () => [
    A("Guide", { href: "guide/" }),
    A("Elsewhere", { href: "https://other.example/x" }),
    A("Mail", { href: "mailto:a@b.example" }),
    Img({ src: "/a.png", srcset: "/b.png 2x, /c.png 3x", alt: "" }),
    Div({ style: "background: url('/d.png')" }),
    Script({ type: "module", src: "/js/main.js" }),
  ]);
  rt("/guide/", () => A("Up", { href: "../#top" }));
  rt("/lonely/", () => P("Only in the site map"));
  rt("/never/", () => P("Nothing leads here"));
  for (const name of "abcdefg") rt(`/${name}.png`, () => text(name, "image/png"));
  rt("/css/site.css", () =>
    text(
      "/* url(/no.png) */ @import 'more.css'; a { content: 'url(/no.png)'; b: url( \"../e.png\" ) }",
      "text/css",
    ));
  rt("/css/more.css", () => text("a { b: url(../f.png) url(data:x) }", "text/css"));
  rt(
    "/js/main.js",
    () => text("import { a } from './lib/a.js'; import 'bare';", "text/javascript"),
  );
  rt("/js/lib/a.js", () => text('export const a = () => import("../b.js")', "text/javascript"));
  rt("/js/b.js", () => text("", "text/javascript"));
  robotsTxt(app);
  sitemapXml(app, ["/lonely/"], { locBase: "https://site.example" });
  await using folder = await tempFolder();
  const site = await exportSite(app, folder.path, { origin: "https://site.example" });
  const files = [
    ..."abcdef".split("").map((name) => `${name}.png`),
    "404.html",
    "css/more.css",
    "css/site.css",
    "guide/index.html",
    "index.html",
    "js/b.js",
    "js/lib/a.js",
    "js/main.js",
    "lonely/index.html",
    "robots.txt",
    "sitemap.xml",
  ].sort();
  deepStrictEqual(site.files, files);
  deepStrictEqual(site.changed, files);
  deepStrictEqual(site.left, []);
  strictEqual(site.pages, 4);
  for (const [name, path] of [["index.html", "/"], ["css/site.css", "/css/site.css"]]) {
    strictEqual(
      await Deno.readTextFile(join(folder.path, name!)),
      await (await app.request(path!)).text(),
    );
  }
  const sizes = files.map((name) => Deno.statSync(join(folder.path, name)).size);
  strictEqual(site.bytes, sizes.reduce((sum, size) => sum + size));
});

Deno.test("exportSite() exports the application's own files: htmx, packages, static files", async () => {
  await using temp = await tempFolder();
  await Deno.mkdir(join(temp.path, "static"));
  await Deno.writeTextFile(join(temp.path, "static", "logo.svg"), "<svg/>");
  const { app, rt } = fastApp({ pico: true, staticPath: join(temp.path, "static") });
  rt("/", () => Img({ src: app.vurl("/logo.svg"), alt: "" }));
  const site = await exportSite(app, join(temp.path, "out"));
  ok(site.files.some((name) => /^_fasthtml\/.*htmx.*\.js$/.test(name)), site.files.join());
  ok(site.files.some((name) => /^_fasthtml\/.*pico.*\.css$/.test(name)), site.files.join());
  strictEqual(await Deno.readTextFile(join(temp.path, "out", "logo.svg")), "<svg/>");
});

Deno.test("exportSite() writes the same bytes again, and only what differs", async () => {
  let word = "one";
  const { app, rt } = fastApp({ csp: true });
  rt("/", () => [Script("let a = 1"), A(word, { href: "/b" })]);
  rt("/b", () => P("B"));
  await using folder = await tempFolder();
  const first = await exportSite(app, folder.path);
  deepStrictEqual((await exportSite(app, folder.path)).changed, []);
  word = "two";
  await Deno.writeTextFile(join(folder.path, "mine.txt"), "mine");
  await Deno.mkdir(join(folder.path, "b", "old"));
  await Deno.writeTextFile(join(folder.path, "b", "old", "index.html"), "old");
  const again = await exportSite(app, folder.path);
  deepStrictEqual(again.changed, ["index.html"]);
  deepStrictEqual(again.files, first.files);
  deepStrictEqual(again.left, ["b/old/index.html", "mine.txt"]);
  strictEqual(await Deno.readTextFile(join(folder.path, "mine.txt")), "mine");
});

Deno.test("exportSite() throws one error that lists all problems, and writes nothing", async () => {
  const { app, rt } = bare();
  rt("/", () => [
    ..."/missing /fails /stream /page?page=2 /session /data /café#no /form http://[ /moved.png"
      .split(" ").map((href) => A(href, { href })),
    Div({ hx_delete: "/items/1", ws_connect: "/ws" }),
  ]);
  rt("/fails", () => {
    throw new Error("broken");
  });
  rt("/stream", () =>
    EventStream(async function* () {
      yield* [];
      await new Promise(() => {});
    }));
  rt("/page", { page: 1 }, ({ page }) => P(`Page ${page}`));
  rt("/session", ({ session }) => {
    session.seen = true;
    return P("Seen");
  });
  rt("/data", () => ({ a: 1 }));
  rt("/café", () => H1("Café"));
  rt(
    "/form",
    () => Safe('<form method="post" action="/send"><button formmethod=post formaction=/b>'),
  );
  rt("/moved.png", () => Response.redirect("http://localhost/", 302));
  const lines = [
    "link http://[ (/) it is no URL",
    "form /items/1 (/) a form is sent to it, which needs a server",
    "stream /ws (/) a page connects to it, which needs a server",
    "status /missing (/) the status is 404, expected 200",
    "status /fails (/) the status is 500, expected 200",
    "stream /stream (/) it is an event stream, which needs a server",
    "cookie /session (/) the response sets a cookie",
    "type /data (/) no static server knows by the name that it is application/json",
    "form /b (/form) a form is sent to it, which needs a server",
    "form /send (/form) a form is sent to it, which needs a server",
    "redirect /moved.png (/) it leads to /, which only a page can do",
    "query /page?page=2 (/) the query changes the response, which needs a server",
    'anchor /caf%C3%A9#no (/) the page has no element with the id "no"',
  ];
  deepStrictEqual((await problemsOf(app)).sort(), lines.toSorted());
  await using folder = await tempFolder();
  await rejects(exportSite(app, join(folder.path, "out")), (error) => {
    ok(error instanceof ExportError);
    strictEqual(error.problems.length, lines.length);
    ok(
      error.message.startsWith(
        `Cannot export the site: ${lines.length} problems, expected none\n- http://[ (linked from /): it is no URL\n`,
      ),
      error.message,
    );
    return true;
  });
  deepStrictEqual([...Deno.readDirSync(folder.path)], []);
  const { problems } = await crawlSite(app, {
    accept: ({ kind }) => kind !== "status",
    skip: (path) => path === "/missing",
  });
  deepStrictEqual(problems.map(({ url }) => url), ["/fails"]);
});

Deno.test("exportSite() rejects options that can't be meant", async () => {
  const { app } = bare();
  const cases: [object, string][] = [
    [{ basePath: "v1" }, 'basePath is "v1", expected a path such as "/v1"'],
    [{ from: ["//x"] }, '"//x" in from, expected a path such as "/guide/"'],
    [
      { origin: "https://a.example/b" },
      'origin is "https://a.example/b", expected one such as "https://example.com"',
    ],
    [{ timeout: 0 }, "timeout is 0, expected seconds up to 86400"],
    [{ limit: NaN }, "limit is NaN, expected a positive number"],
  ];
  for (const [options, message] of cases) {
    await rejects(crawlSite(app, options), { message: `Cannot export the site: ${message}` });
  }
  const { app: live } = bare({ live: true });
  await rejects(crawlSite(live), {
    message: "Cannot export the site: the application has live reload, expected one without `live`",
  });
});
