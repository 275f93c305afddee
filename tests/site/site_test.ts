import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { A, fastApp } from "@fasthtml/fasthtml";
import { type SiteApp, siteApp } from "../../site/app.ts";
import { openIndex } from "../../site/browser/finder.js";
import { newLines } from "../../site/code.ts";
import { PROGRAMS, toName } from "../../site/gallery/list.ts";
import { galleryPages } from "../../site/gallery/pages.ts";
import { shot } from "../../site/home.ts";
import { checkSite } from "../../site/links_check.ts";
import { readMarkdown } from "../../site/markdown.ts";
import { makeIndex, makeLibrary } from "../../site/search.ts";
import { changesXml, readChanges } from "../../site/texts.ts";
import { filesOf } from "../house/_files.ts";

let made: Promise<SiteApp> | undefined;

/** The site, made once: that takes seconds, so what looks at it as a whole is in this file. */
function ownSite(): Promise<SiteApp> {
  return made ??= siteApp();
}

/** What people type, and the pages of which one is the first result. */
const PAIRS: Readonly<Record<string, string>> = {
  "csrf": "/explanation/security/ /reference/requests/ /learn/forms/",
  "xss": "/explanation/security/ /learn/components/",
  "sql injection": "/explanation/security/ /learn/database/",
  "cors": "/reference/middleware/ /guides/build-a-json-api/",
  "validation": "/guides/show-validation-errors/ /learn/forms/",
  "websocket": "/guides/build-a-chat-room/ /reference/live/",
  "server-sent events": "/guides/show-progress/ /learn/live/ /reference/live/",
  "status code":
    "/reference/requests/ /guides/show-your-own-error-pages/ /guides/build-a-json-api/",
  "environment variable":
    "/reference/options/ /reference/deploy/ /guides/set-environment-variables/",
  "authentication":
    "/reference/password/ /reference/basic-auth/ /guides/sign-in-with-a-password/ /learn/sign-in/",
  "rate limit": "/reference/ratelimit/ /guides/limit-requests/",
  "background job": "/guides/show-progress/ /reference/jobs/ /guides/run-work-after-the-response/",
  "queue": "/guides/show-progress/ /reference/jobs/ /guides/run-work-after-the-response/",
  "send email": "/reference/mail/ /guides/send-email/",
  "logging": "/reference/logging/ /guides/log-requests/",
  "full-text search": "/guides/search-as-you-type/ /reference/data/",
  "crud": "/guides/build-crud-pages/",
  "infinite scroll": "/guides/load-more/",
  "pagination": "/guides/load-more/",
  "migration": "/guides/change-a-table/",
  "relationship": "/guides/relate-two-tables/",
  "upload a file": "/guides/upload-files/",
  "dark mode": "/reference/ui/ /guides/style-pages/",
  "install": "/learn/install/",
  "hello world": "/learn/first-page/",
  "fly.io": "/reference/fly/",
  "deno deploy": "/reference/deno-deploy/ /guides/use-deno-deploy/",
  "swagger": "/reference/openapi/",
  "magic link": "/reference/magickey/",
  "notebook": "/reference/jupyter/ /guides/run-in-a-notebook/",
  "nginx": "/reference/deploy/ /guides/deploy/",
  "FileResponse": "/api/responses/",
  "fastApp()": "/api/app/",
  "xtra": "/reference/data/ /explanation/one-row-one-owner/",
  "request lifecycle": "/explanation/request-to-page/",
  "single-page application": "/explanation/html-over-the-wire/",
  "row-level security": "/explanation/one-row-one-owner/",
  "flask": "/migrate/flask/",
  "next.js": "/migrate/next/",
  "express": "/migrate/express/",
  "hono": "/migrate/hono/ /reference/middleware/",
  "port is taken": "/troubleshooting/",
  "does not provide an export named": "/troubleshooting/",
  "Cannot add a route": "/troubleshooting/",
  "log in": "/guides/sign-in-with-a-password/ /learn/sign-in/",
  "login": "/guides/sign-in-with-a-password/ /learn/sign-in/",
  "database": "/learn/database/ /reference/data/",
  "static files": "/reference/requests/",
  "streaming": "/reference/live/",
  "checkbox": "/reference/ui-forms/",
  "select": "/reference/ui-forms/",
  "index": "/reference/data/",
  "date": "/reference/data/",
  "request body": "/reference/requests/",
  "cache": "/reference/middleware/",
  "caching": "/reference/middleware/",
  "test a form": "/learn/tests/",
  // With mistakes, as people type.
  "uplod fil": "/guides/upload-files/",
  "paskey": "/reference/passkey/ /guides/sign-in-with-a-passkey/",
  "markdwon": "/reference/markdown/ /guides/show-markdown/",
  "midleware": "/reference/middleware/",
};

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

Deno.test("no generated page is too long to read on a phone", async () => {
  const { app, pages } = await ownSite();
  const large: string[] = [];
  for (const { path } of pages.filter(({ kind }) => kind === "api")) {
    const { length } = await (await app.request(path)).bytes();
    if (length > 100_000) large.push(`${path}: ${length} bytes`);
  }
  deepStrictEqual(large, []);
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

Deno.test("searches find the page that they are for first, those with a mistake, too", async () => {
  const { pages } = await ownSite();
  const find = openIndex(makeIndex(pages));
  const wrong = Object.entries(PAIRS).flatMap(([query, paths]) => {
    const first = find(query)[0]?.url.split("#")[0];
    return paths.split(" ").includes(first) ? [] : [{ query, first }];
  });
  deepStrictEqual(wrong, []);
});

Deno.test("the title of a page finds it first, before pages that only have its words", async () => {
  const { pages } = await ownSite();
  const find = openIndex(makeIndex(pages));
  const written = pages.filter(({ file }) => file?.startsWith("docs/"));
  const wrong = written.filter(({ title }) => find(title)[0]?.page !== title);
  // There is a guide, too, and it says first what to do.
  deepStrictEqual(wrong.map(({ title }) => title), ["Deno Deploy"]);
});

Deno.test("headings that many pages have are found after the pages that are called so", async () => {
  const { pages } = await ownSite();
  const find = openIndex(makeIndex(pages));
  const usual = /^(?:See also|How it works|What goes wrong|Variations|Try it|What you learned)$/;
  const words = ["chat", "chart", "deploy", "dialog", "docker", "error", "layout", "markdown"]
    .concat("password", "progress", "redirect", "table", "tailwind", "test", "translate", "upload");
  const wrong = words.filter((word) => {
    const found = find(word);
    const last = found.findLastIndex(({ title, page }: { title: string; page: string }) =>
      title === page && title.toLowerCase().split(/\W/).includes(word)
    );
    return found.slice(0, last).some(({ title }: { title: string }) => usual.test(title));
  });
  deepStrictEqual(wrong, []);
});

Deno.test("a search has twelve results at most, three of a page, and none for what there is not", async () => {
  const { pages } = await ownSite();
  const find = openIndex(makeIndex(pages));
  const found = find("form");
  const counts = Map.groupBy(found, ({ page }: { page: string }) => page);
  deepStrictEqual(
    [found.length, Math.max(...[...counts.values()].map(({ length }) => length))],
    [12, 3],
  );
  deepStrictEqual([find("qqqqzzzz"), find(""), find("the")], [[], [], []]);
});

Deno.test("the index and its script weigh less than 200 kB over the wire", async () => {
  const { pages } = await ownSite();
  const size = await gzipped(makeIndex(pages)) + await gzipped(makeLibrary());
  ok(size < 200_000, `${size} bytes`);
});

Deno.test("the pages of the gallery: cards of all programs, each program beside its source", async () => {
  const { app } = await ownSite();
  const html = await (await app.request("/gallery/")).text();
  for (const program of PROGRAMS) {
    const path = `/gallery/${toName(program)}/`;
    ok(html.includes(`href="${path}"`), path);
    const page = await (await app.request(path)).text();
    ok(page.includes(`<span class="code-title">${program.file}.ts</span>`), path);
    ok(page.includes(`deno run -A examples/gallery/${program.file}.ts`), path);
    ok(!page.includes("<iframe"), "a static site runs nothing");
  }
  const running = galleryPages({ base: "/v1", runs: true });
  const todo = `${running.find(({ path }) => path === "/gallery/todo/")!.content}`;
  match(todo, /<iframe src="\/v1\/gallery\/run\/todo\/" title="To-do list in SQLite, running"/);
});

Deno.test("the home page draws what its first program shows", async () => {
  const { app } = await ownSite();
  ok((await (await app.request("/")).text()).includes(`${shot()}`));
});

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}
