import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { A, fastApp } from "@fasthtml/fasthtml";
import { newLines } from "../../site/code.ts";
import { checkSite } from "../../site/links_check.ts";
import { readMarkdown } from "../../site/markdown.ts";
import { changesXml, readChanges } from "../../site/texts.ts";
import { filesOf } from "../house/_files.ts";
import { ownSite } from "./_site.ts";

Deno.test("no link and no anchor of the site is broken, those into the repository included", async () => {
  const { problems, outside } = await checkSite(await ownSite());
  deepStrictEqual(problems, []);
  ok(
    outside.some((href) => href.startsWith("https://developer.mozilla.org/")),
    "others are listed",
  );
});

Deno.test("a broken link, a broken anchor and a missing file of the repository are found", async () => {
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  const links = [
    "/not-there/",
    "/good/#not-there",
    "https://github.com/fasthtml/fasthtml-deno/blob/main/not_there.ts",
  ];
  rt("/good/", () => "Good");
  rt("/bad/", () => links.map((href) => A({ href }, "a link")));
  const { problems } = await checkSite({ ...await ownSite(), app, paths: ["/bad/"] });
  deepStrictEqual(problems.map((problem) => problem.split(",")[0]), [
    "status /not-there/",
    "anchor /good/#not-there",
    "status https://github.com/fasthtml/fasthtml-deno/blob/main/not_there.ts",
  ]);
});

Deno.test("each page has a title, a description, one <h1> and a path of its own", async () => {
  const { app, pages } = await ownSite();
  strictEqual(new Set(pages.map(({ path }) => path)).size, pages.length);
  const wrong: string[] = [];
  for (const { path, title, description } of pages) {
    const html = await (await app.request(path)).text();
    const heads = html.match(/<h1[ >]/g)?.length;
    if (!title || !description || heads !== 1) wrong.push(`${path}: ${title}, ${heads} <h1>`);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    if (twice.length > 0) wrong.push(`${path}: ids twice: ${twice}`);
  }
  deepStrictEqual(wrong, []);
});

Deno.test("every file of docs/ is a page, which can be had as Markdown under two names", async () => {
  const { app, pages } = await ownSite();
  deepStrictEqual(
    pages.flatMap(({ file }) => file?.startsWith("docs/") ? [file] : []).sort(),
    filesOf(/\.md$/, "docs"),
  );
  for (const path of ["/reference/requests/index.md", "/reference/requests.html.md"]) {
    const response = await app.request(path);
    strictEqual(response.headers.get("content-type"), "text/markdown; charset=utf-8");
    const text = await response.text();
    match(text, /^# Requests\n/);
    match(text, /\]\(https:\/\/fasthtml\.example\/reference\/\w+\//, "links lead to pages");
  }
});

Deno.test("llms.txt names every page with its Markdown, and the two others have their texts", async () => {
  const { app, pages } = await ownSite();
  const get = async (path: string) => await (await app.request(path)).text();
  const [index, context, full] = await Promise.all(
    ["/llms.txt", "/llms-ctx.txt", "/llms-full.txt"].map(get),
  );
  const named = pages.filter(({ kind }) => kind !== "index");
  deepStrictEqual(named.filter(({ path }) => !index!.includes(`${path}index.md)`)), []);
  match(index!, /^# FastHTML for Deno\n\n> /);
  match(
    context!,
    /<page title="Requests" url="https:\/\/fasthtml\.example\/reference\/requests\/">/,
  );
  ok(!context!.includes('/api/tables/">') && full!.includes('/api/tables/">'));
});

Deno.test("the map of the site has every page, and the feed every version", async () => {
  const { app, pages } = await ownSite();
  const map = await (await app.request("/sitemap.xml")).text();
  const locs = [...map.matchAll(/<loc>https:\/\/fasthtml\.example([^<]*)</g)].map(([, path]) =>
    path
  );
  deepStrictEqual(locs, ["/", ...pages.map(({ path }) => path)]);
  const feed = await (await app.request("/changes.xml")).text();
  match(feed, /<item><title>FastHTML for Deno 0\.1\.0, not released yet<\/title>/);
  const changes = readChanges(
    "# Changelog\n\nAll.\n\n## 0.2.0, 2026-12-01\n\n- a < b\n\n## 0.1.0\n\n- c\n",
  );
  deepStrictEqual(changes, [
    { version: "0.2.0", when: "2026-12-01", markdown: "- a < b\n\n" },
    { version: "0.1.0", when: "", markdown: "- c\n" },
  ]);
  match(
    changesXml(changes, "https://x.example"),
    /<pubDate>Tue, 01 Dec 2026 00:00:00 GMT<\/pubDate><description>- a &lt; b<\/description>/,
  );
});

Deno.test("a page that is not there is a 404 with the search", async () => {
  const { app } = await ownSite();
  const response = await app.request("/nothing/");
  strictEqual(response.status, 404);
  match(await response.text(), /data-search=.*Page not found/s);
});

Deno.test("links to files of docs/ lead to their pages, others to the repository", () => {
  const page = readMarkdown("# A\n\n[b](b.md#c), [x](https://x.example), [d](#d)\n", {
    link: (href) => href.replace("b.md", "/b/"),
  });
  const html = `${page.content}`;
  deepStrictEqual([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href), [
    "/b/#c",
    "https://x.example",
    "#d",
  ]);
});

Deno.test("lines that the step before does not have are marked, empty ones are not", () => {
  deepStrictEqual([...newLines("a\nb\nc\n", "a\nx\n\nb\nc\ny\n")], [1, 5]);
  deepStrictEqual([...newLines("a\nb\n", "a\nb\n")], []);
  deepStrictEqual([...newLines("", "a\n")], [0]);
});
