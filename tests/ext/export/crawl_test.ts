import { deepStrictEqual, strictEqual } from "node:assert";
import { A, FtResponse, H1, P } from "../../../mod.ts";
import { crawlSite } from "../../../ext/export.ts";
import { bare, problemsOf, text, textsOf } from "./_site.ts";

const decoder = new TextDecoder();

Deno.test("anchors may be named as people write them", async () => {
  const { app, rt } = bare();
  rt("/", () => [
    ..."#a #%C3%BC #name # #top #:~:text=x /b#there".split(" ").map((href) => A("x", { href })),
    H1("a", { id: "a" }),
    H1("ü", { id: "ü" }),
    A({ name: "name" }),
  ]);
  rt("/b", () => Response.redirect("http://localhost/c/", 307));
  rt("/c/", () => P("There", { id: "there" }));
  deepStrictEqual(await problemsOf(app), []);
});

Deno.test("a redirect is a page, and a slash that is added is none", async () => {
  const { app, rt } = bare();
  rt("/", () => [A("old", { href: "/old" }), A("a", { href: "/a" }), A("out", { href: "/out" })]);
  rt("/old", () => Response.redirect("http://localhost/a/?q=1&b#c", 301));
  rt("/out", () => Response.redirect("https://other.example//x", 301));
  rt("/a/", () => P("A", { id: "c" }));
  const { files, problems } = await crawlSite(app);
  deepStrictEqual(problems, []);
  deepStrictEqual([...files.keys()], [
    "404.html",
    "a/index.html",
    "index.html",
    "old/index.html",
    "out/index.html",
  ]);
  strictEqual(
    decoder.decode(files.get("old/index.html")),
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>/a/?q=1&amp;b#c</title>' +
      '<link rel="canonical" href="/a/?q=1&amp;b#c">' +
      '<meta http-equiv="refresh" content="0; url=/a/?q=1&amp;b#c"></head>' +
      '<p><a href="/a/?q=1&amp;b#c">/a/?q=1&amp;b#c</a></p></html>\n',
  );
});

Deno.test("two URLs for one file are a problem, also where only a disk takes them for one", async () => {
  const { app, rt } = bare();
  const paths = ["/Guide/", "/guide/", "/e%CC%81/", "/%C3%A9/", "/file.txt", "/file.txt/x"];
  rt("/", () => paths.map((href) => A("x", { href })));
  paths.forEach((path, i) =>
    rt(decodeURI(path), () => path.endsWith("txt") ? text("x", "text/plain") : P(`${i}`))
  );
  deepStrictEqual(await problemsOf(app), [
    "collision /guide/ (/) its file guide/index.html and that of /Guide/ can't be on one disk",
    "collision /%C3%A9/ (/) its file é/index.html and that of /e%CC%81/ can't be on one disk",
    "collision /file.txt/x (/) its file file.txt/x/index.html and that of /file.txt can't be on one disk",
  ]);
});

Deno.test("basePath is left out of the names, and what is outside of it is another site", async () => {
  const { app, rt } = bare({ basePath: "/v1" });
  const guide = rt("/guide/", () => A("newest", { href: "/guide/" }));
  rt("/", () => [A("guide", { href: guide }), A("self", { href: "/v1" })]);
  deepStrictEqual(await problemsOf(app, { basePath: "/v1" }), []);
  deepStrictEqual(Object.keys(await textsOf(app, { basePath: "/v1" })), [
    "404.html",
    "guide/index.html",
    "index.html",
  ]);
});

Deno.test("the page for 404 has links that work from everywhere", async () => {
  const { app, rt } = bare({
    exceptionHandlers: {
      404: () => FtResponse([A("home", { href: "home" })], { status: 404 }),
    },
  });
  rt("/", () => P("Hi"));
  rt("/home", () => P("Home"));
  deepStrictEqual(await problemsOf(app), [
    "link home (/404.html) the page for 404 has this relative link, expected a path from the root",
  ]);
});

Deno.test("a file that browsers guess is a problem when it fails, or is linked and missing", async () => {
  const { app, rt } = bare();
  rt("/", () => A("x", { href: "/sitemap.xml" }));
  rt("/robots.txt", () => {
    throw new Error("broken");
  });
  deepStrictEqual(await problemsOf(app), [
    "status /robots.txt (undefined) the status is 500, expected 200",
    "status /sitemap.xml (/) the status is 404, expected 200",
  ]);
});
