import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { withEnv } from "../../examples/_env.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { BASE_URL: "https://blog.example" },
  () => import("../../../examples/showcase/blog.ts"),
);
const { toPost } = await import("../../../examples/showcase/blog/posts.ts");
const BLOG = showcase("blog.ts");
const TITLES = ["What a page weighs", "Search without a search engine", "A blog in three files"];

Deno.test("blog: words are found in each post, whatever a reader types", async () => {
  const search = async (q: string) => {
    const html = await (await app.request(`/?${new URLSearchParams({ q })}`)).text();
    return [...html.matchAll(/<h2><a href="[^"]*">([^<]*)/g)].map(([, title]) => title);
  };
  deepStrictEqual(await search(""), TITLES);
  deepStrictEqual(await search("  "), TITLES);
  deepStrictEqual(await search("GENERATOR folder"), [TITLES[2]]);
  deepStrictEqual(await search('"café* OR (- <b>'), []);
  deepStrictEqual(await search("cafe"), [TITLES[1]]);
  const html = await (await app.request("/?q=%22%3E%3Cscript%3E")).text();
  match(html, /value="&quot;&gt;&lt;script&gt;"/);
});

Deno.test("blog: the feed and the map of the site have all posts, with whole URLs", async () => {
  const read = async (path: string) => {
    const response = await app.request(path);
    return [response.headers.get("content-type"), await response.text()] as const;
  };
  const [type, feed] = await read("/feed.xml");
  strictEqual(type, "application/atom+xml; charset=utf-8");
  match(
    feed,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/,
  );
  deepStrictEqual(feed.match(/<id>[^<]*/g), [
    "<id>https://blog.example/",
    "<id>https://blog.example/posts/weight",
    "<id>https://blog.example/posts/words",
    "<id>https://blog.example/posts/three-files",
  ]);
  match(feed, /<updated>2026-11-08T00:00:00\.000Z<\/updated><author>/);
  match(feed, /<content type="html">&lt;p&gt;The dashboard of this gallery/);
  const [, map] = await read("/sitemap.xml");
  strictEqual(map.match(/<loc>https:\/\/blog\.example\/posts\//g)?.length, 3);
  const [, robots] = await read("/robots.txt");
  match(robots, /https:\/\/blog\.example\/sitemap\.xml/);
});

Deno.test("blog: a post that can't be read is an error that says what it lacks", async () => {
  throws(() => toPost("a.md", "---\ntitle: A\nlead: B\n---\n\nText"), {
    message: 'Cannot read post a.md: no line "date: …", expected it between two lines "---"',
  });
  throws(() => toPost("a.md", "Text"), /no line "title: …"/);
  strictEqual((await app.request("/posts/nothing")).status, 404);
  strictEqual((await app.request("/posts/..%2fposts.ts")).status, 404);
});

testWithBoth(
  "blog: the list changes while one types, and the URL with it",
  "examples/showcase/blog.ts",
  async ({ page }) => {
    await page.goto("/");
    const field = page.getByRole("searchbox", { name: "Search" });
    await field.pressSequentially("charts");
    await page.getByRole("link", { name: TITLES[1] }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: TITLES[0] }).waitFor();
    await page.waitForURL("**/?q=charts");
    strictEqual(await field.inputValue(), "charts");
    await field.fill("zebra");
    await page.getByText("No post has these words").waitFor();
    await field.fill("");
    await page.getByRole("link", { name: TITLES[1] }).click();
    await page.getByRole("heading", { name: "While you type", level: 2 }).waitFor();
    await page.getByRole("link", { name: `${TITLES[0]} →` }).click();
    await page.getByRole("heading", { name: TITLES[0], level: 1 }).waitFor();
  },
);

browserTest("blog: without scripts words are found, too", BLOG, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  const problems = watch(page);
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search" }).fill("charts");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: TITLES[1] }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: TITLES[0] }).click();
  await page.getByRole("heading", { name: TITLES[0] }).waitFor();
  deepStrictEqual(problems, []);
  await context.close();
});

browserTest("blog: it keeps no one out, on no screen", BLOG, async ({ page }) => {
  for (const path of ["/", "/?q=zebra", "/posts/three-files", "/posts/words"]) {
    await page.goto(path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
});
