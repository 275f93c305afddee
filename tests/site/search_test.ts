import { deepStrictEqual, ok } from "node:assert";
import { openIndex } from "../../site/browser/finder.js";
import { makeIndex, makeLibrary } from "../../site/search.ts";
import { ownSite } from "./_site.ts";

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

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}
