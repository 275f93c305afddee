import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { exportSite } from "@fasthtml/fasthtml/ext/export";
import { siteApp } from "../../site/app.ts";
import { CARD, Cards } from "../../site/cards.ts";
import { toVersion } from "../../site/versions.ts";
import { openBrowser, watch } from "../browser/_browser.ts";
import { ROOT } from "../house/_files.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";

const ORIGIN = "https://site.example";

/** Milliseconds: a busy machine is slow. */
const PATIENCE = 120_000;

// Both versions are made once: the older by the command, as from its tag, and the newest beside it.
const folder = await tempFolder();
const cards = new Cards(pathToFileURL(`${folder.path}/pictures/`));
const newest = await siteApp({ origin: ORIGIN, versions: ["0.2", "0.1"], cards });
const dist = `${folder.path}/dist`;
Deno.test.afterAll(async () => await folder[Symbol.asyncDispose]());

Deno.test("the command builds an older version in its folder, and works without Chromium", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "site/build.ts", dist, "--version", "v0.1", "--origin", ORIGIN],
    cwd: ROOT,
    env: { CHROMIUM: "" },
  }).output();
  const printed = new TextDecoder().decode(stdout);
  strictEqual(code, 0, printed + new TextDecoder().decode(stderr));
  const [first, second, ...more] = printed.split("\n");
  strictEqual(first, "Without pictures for other sites: there is no Chromium (set CHROMIUM)");
  match(second!, /\/dist\/v0\.1: 2\d\d pages in \d+ files, [\d.]+ MB$/);
  deepStrictEqual(more, [""]);
});

Deno.test("two versions are side by side: links, search and texts stay in each", async () => {
  const { app, paths, base, isOther } = newest;
  const { left } = await exportSite(app, dist, {
    from: paths,
    basePath: base,
    origin: ORIGIN,
    skip: isOther,
    timeout: 600,
  });
  // Nothing is in the folder that neither has.
  deepStrictEqual(left.filter((file) => !file.startsWith("v0.1/")), []);
  deepStrictEqual(JSON.parse(read("versions.json")), [
    { title: "0.2 (newest)", path: "/" },
    { title: "0.1", path: "/v0.1/" },
  ]);
  const files = htmlOf(dist);
  const old = files.filter((file) => file.startsWith("v0.1/"));
  ok(
    old.length > 150 && files.length - old.length >= old.length,
    `${old.length} of ${files.length}`,
  );
  const wrong: string[] = [];
  for (const file of files) {
    const isOld = old.includes(file);
    const path = `/${file.replace(/^v0\.1\//, "").replace(/index\.html$/, "")}`;
    const html = read(file);
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
    if (canonical !== ORIGIN + path && !file.endsWith("404.html")) {
      wrong.push(`${file}: ${canonical}`);
    }
    // The menu of versions and the note above the text lead to the other version.
    const [, menu = ""] = /<details class="versions"[^>]*>(.*?)<\/details>/s.exec(html) ?? [];
    const titles = isOld ? ["Newest", "0.1"] : ["0.2 (newest)", "0.1"];
    const links = [...menu.matchAll(/<a href="([^"]*)"( aria-current="true")?>([^<]*)</g)]
      .map(([, href, current, title]) => `${title} ${href}${current ? " current" : ""}`);
    const menuLinks = [
      `${titles[0]} /${isOld ? "" : " current"}`,
      `${titles[1]} /v0.1/${isOld ? " current" : ""}`,
    ];
    if (`${links}` !== `${menuLinks}`) wrong.push(`${file}: ${links}`);
    const rest = html.replace(menu, "").replace(/<p class="old-version">.*?<\/p>/s, "");
    const tags = (rest.match(/<[a-z][^<>]*>/g) ?? []).join("");
    const urls = [...tags.matchAll(/\s(?:href|src|data-library|data-index)="(\/[^"]*)"/g)];
    const lost = urls.map(([, url]) => url!).filter((url) => url.startsWith("/v0.1/") !== isOld);
    if (lost.length > 0) wrong.push(`${file}: ${lost.slice(0, 3)}`);
  }
  deepStrictEqual(wrong.slice(0, 5), []);
  const note = /<p class="old-version">(.*?)<\/p>/s.exec(read("v0.1/learn/forms/index.html"))?.[1];
  match(
    note!,
    /^This page is about version 0\.1\. <a href="\/learn\/forms\/">Read it for the newest/,
  );
  ok(!read("learn/forms/index.html").includes("old-version"));
  for (const [text, prefix] of [["llms.txt", "/"], ["v0.1/llms.txt", "/v0.1/"]] as const) {
    const links = [...read(text).matchAll(/\]\(https:\/\/site\.example([^)]*)\)/g)];
    ok(links.length > 150);
    deepStrictEqual(
      links.map(([, url]) => url!).filter((url) =>
        !url.startsWith(prefix) || (prefix === "/" && url.startsWith("/v0.1/"))
      ),
      [],
    );
  }
  match(read("v0.1/learn/forms/index.md"), /\]\(https:\/\/site\.example\/v0\.1\//);
  match(read("robots.txt"), /Sitemap: https:\/\/site\.example\/sitemap\.xml/);
  deepStrictEqual(
    [...Deno.readDirSync(`${dist}/v0.1`)].map(({ name }) => name)
      .filter((name) => /robots|sitemap|versions/.test(name)),
    [],
  );
});

Deno.test({
  ...needing(["chromium"], "the menu of an older version reads which versions there are now"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async ({ url }) => {
        const { pathname } = new URL(url);
        const file = dist + pathname.replace(/\/$/, "/index.html");
        const type = TYPES[file.slice(file.lastIndexOf("."))] ?? "application/octet-stream";
        return new Response(await Deno.readFile(file), { headers: { "content-type": type } });
      },
    );
    const browser = await openBrowser({ timeout: PATIENCE });
    try {
      const page = await browser.newPage({ baseURL: `http://127.0.0.1:${server.addr.port}` });
      page.setDefaultTimeout(PATIENCE);
      const problems = watch(page);
      await page.goto("/v0.1/learn/forms/");
      const menu = page.locator(".versions");
      await menu.locator("summary").click();
      await menu.getByRole("link", { name: "0.2 (newest)" }).waitFor();
      deepStrictEqual(await menu.getByRole("link").allInnerTexts(), ["0.2 (newest)", "0.1"]);
      strictEqual(await menu.locator("[aria-current]").innerText(), "0.1");
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("upload");
      await page.getByRole("option").first().click();
      await page.waitForURL(/\/v0\.1\//);
      await menu.locator("summary").click();
      await menu.getByRole("link", { name: "0.2 (newest)" }).click();
      await page.waitForURL(/:\d+\/$/);
      deepStrictEqual(problems, []);
    } finally {
      await browser.close();
      await server.shutdown();
    }
  },
});

Deno.test("without Chromium no page has a picture for other sites", async () => {
  strictEqual(await cards.take(newest.cardPages, { chromium: "" }), false);
  for (const path of ["/", "/learn/forms/"]) {
    const html = await (await newest.app.request(path)).text();
    match(html, /<meta property="og:title"/);
    ok(!/og:image|twitter:card/.test(html), path);
  }
});

Deno.test({
  ...needing(["chromium"], "Chromium takes the picture of a page, which its head names"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { app, cardPages } = newest;
    const find = (title: string) => cardPages.find((page) => page.title === title)!;
    const home = find("FastHTML for Deno"), requests = find("Requests");
    // The picture that a story has taken is a part of the card.
    strictEqual(await cards.take([home, requests]), true);
    const plain = cards.fileOf(requests)!;
    await Deno.copyFile(`${cards.folder}${plain}`, `${folder.path}/pictures/requests.png`);
    const again = new Cards(pathToFileURL(`${folder.path}/pictures/`));
    strictEqual(again.fileOf(requests), undefined, "what it shows has changed");
    strictEqual(await again.take([home, requests]), true);
    const pictured = again.fileOf(requests)!;
    deepStrictEqual(
      [...Deno.readDirSync(cards.folder)].map(({ name }) => name).sort(),
      [again.fileOf(home)!, pictured].sort(),
    );
    const html = await (await app.request("/all/")).text();
    const name =
      /<meta property="og:image" content="https:\/\/site\.example(\/files\/cards\/[^"]*)"/
        .exec(html)?.[1];
    strictEqual(
      name,
      `/files/cards/${again.fileOf(home)}`,
      "one of no section has that of home",
    );
    match(html, /<meta name="twitter:card" content="summary_large_image"/);
    const response = await app.request(name!);
    strictEqual(response.headers.get("content-type"), "image/png");
    const bytes = await response.bytes();
    const { 0: width, 1: height } = [16, 20].map((at) => new DataView(bytes.buffer).getUint32(at));
    deepStrictEqual({ width, height }, CARD);
    strictEqual((await app.request("/files/cards/..%2frequests.png")).status, 404);
  },
});

Deno.test("a version that is none is an error", () => {
  strictEqual(toVersion("v0.1"), "0.1");
  for (const text of ["", "v1", "../x", "0.1/.."]) {
    let message = "";
    try {
      toVersion(text);
    } catch (error) {
      message = (error as Error).message;
    }
    strictEqual(message, `Cannot build the site: version is "${text}", expected such as "0.1"`);
  }
});

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

function read(file: string): string {
  return Deno.readTextFileSync(`${dist}/${file}`);
}

/** The pages of a folder and those below it. */
function htmlOf(root: string, below = ""): string[] {
  return [...Deno.readDirSync(`${root}/${below}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? htmlOf(root, `${below}${name}/`) : name.endsWith(".html") ? [below + name] : []
  );
}
