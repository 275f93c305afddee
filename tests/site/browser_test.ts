import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { PROGRAMS, toName } from "../../site/gallery/list.ts";
import { RUN } from "../../site/gallery/run.ts";
import { findBarriers } from "../browser/_axe.ts";
import { ROOT } from "../house/_files.ts";
import { until } from "../_within.ts";
import { endVisits, siteTest } from "./_visit.ts";

Deno.test.afterAll(endVisits);

/** A page of each type: home, a list, a guide, a reference, a generated one. */
const TYPES = [
  "/",
  "/guides/",
  "/guides/upload-files/",
  "/reference/ratelimit/",
  "/api/passkey/",
];

siteTest(
  "pages have no barrier, light and dark, and are as wide as the screen",
  async ({ page }) => {
    for (const [width, height] of [[1280, 800], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const path of TYPES) {
        await page.goto(path);
        const impacts = ["critical", "serious", "moderate", "minor"] as const;
        deepStrictEqual([path, width, await findBarriers(page, undefined, { impacts })], [
          path,
          width,
          [],
        ]);
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
        deepStrictEqual([path, wide], [path, width]);
      }
    }
    for (const path of ["/all/", "/changes/", "/explanation/security/", "/reference/options/"]) {
      await page.goto(path);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
      deepStrictEqual([path, wide], [path, 390]);
    }
    // On paper there is the text, whole, and nothing to click.
    await page.goto("/reference/requests/");
    await page.emulateMedia({ media: "print" });
    const hidden = [
      "header.top",
      "#site-menu",
      ".toc",
      ".page-tools",
      "footer.foot",
      ".copy >> nth=0",
    ];
    for (const part of hidden) strictEqual(await page.locator(part).isVisible(), false, part);
    const wrap = await page.evaluate(
      `getComputedStyle(document.querySelector(".code pre code")).whiteSpace`,
    );
    strictEqual(wrap, "pre-wrap");
  },
);

siteTest("search, copy, colors and the menu work by keyboard and on a phone", async (
  { browser, page, origin },
) => {
  // The home page, over the wire, with all that it loads; its first program is in sight.
  const sizes: Promise<{ responseBodySize: number; responseHeadersSize: number }>[] = [];
  page.on("requestfinished", (request) => void sizes.push(request.sizes()));
  for (const [width, height] of [[1280, 720], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    await page.goto("/", { waitUntil: "networkidle" });
    const box = (await page.locator(".hero-code pre").boundingBox())!;
    ok(box.y + box.height < height, `the first program ends at ${box.y + box.height}`);
  }
  const bytes = (await Promise.all(sizes)).map((size) =>
    size.responseBodySize + size.responseHeadersSize
  );
  // Of both times; the second has files from the cache.
  const weight = bytes.reduce((a, b) => a + b, 0);
  ok(weight > 10_000 && weight < 60_000, `${weight} bytes`);

  // The search: a key opens it, arrows choose, Enter opens, Escape closes.
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Search the documentation" });
  await input.fill("midleware");
  const first = page.getByRole("option").first();
  await first.waitFor();
  strictEqual(await first.getAttribute("aria-selected"), "true");
  strictEqual(await input.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  match(await first.innerText(), /Middleware/);
  await page.keyboard.press("ArrowDown");
  strictEqual(await first.getAttribute("aria-selected"), "false");
  await page.keyboard.press("ArrowUp");
  deepStrictEqual(await findBarriers(page), []);
  await input.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reference\/middleware\//);
  await page.keyboard.press("/");
  await input.fill("qqqqzzzz");
  match(await page.locator(".search-none").innerText(), /^Nothing found for “qqqqzzzz”/);
  await page.keyboard.press("Escape");
  await input.waitFor({ state: "hidden" });

  // Copying: the whole program, with its folded imports; and the page as Markdown.
  const copied: string[] = [];
  await page.exposeFunction("keepCopied", (text: string) => void copied.push(text));
  await page.addInitScript(`navigator.clipboard.writeText = (text) => window.keepCopied(text)`);
  await page.goto("/guides/show-validation-errors/");
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await until(20, "the copied program", () => copied.length === 1);
  const markdown = Deno.readTextFileSync(`${ROOT}docs/guides/show_validation_errors.md`);
  ok(markdown.includes(`\`\`\`ts\n${copied[0]!.trim()}\n\`\`\``), copied[0]);
  await page.getByRole("button", { name: "Copy page" }).click();
  await until(20, "the copied page", () => copied.length === 2);
  match(copied[1]!, /^# Show validation errors/);

  // Colors: the choice is kept.
  const scheme = () => page.evaluate("getComputedStyle(document.documentElement).colorScheme");
  await page.getByRole("button", { name: "Light or dark colors" }).click();
  strictEqual(await scheme(), "dark");
  await page.goto("/explanation/security/");
  strictEqual(await scheme(), "dark");

  // A phone: the menu is a layer over the page.
  await page.setViewportSize({ width: 390, height: 844 });
  const menu = page.locator("#site-menu");
  strictEqual(await menu.isVisible(), false);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  strictEqual(await menu.isVisible(), true);
  await menu.getByRole("link", { name: "Reference" }).click();
  await page.waitForURL(/\/reference\/$/);

  // Without scripts the search is a link to all headings.
  const plain = await browser.newPage({ baseURL: origin, javaScriptEnabled: false });
  await plain.goto("/reference/");
  await plain.getByRole("link", { name: "Search", exact: true }).click();
  await plain.waitForURL(/\/all\/$/);
  await plain.getByRole("link", { name: "CORS", exact: true }).first().waitFor();
  await plain.close();
});

siteTest("the gallery is filtered without a script", async ({ page }) => {
  await page.goto("/gallery/");
  const cards = page.locator(".gallery-cards > li"), shown = cards.filter({ visible: true });
  strictEqual(await shown.count(), PROGRAMS.length);
  await page.getByRole("radio", { name: "Live" }).check({ force: true });
  const live = PROGRAMS.filter(({ tags }) => tags.includes("Live"));
  strictEqual(await shown.count(), live.length);
  await page.getByRole("radio", { name: "Beginner" }).check({ force: true });
  strictEqual(await shown.count(), 0);
  await page.getByText("No program is of this level and about this.").waitFor();
  await page.getByRole("radio", { name: "All" }).nth(1).check({ force: true });
  deepStrictEqual(
    await shown.locator("b").allInnerTexts(),
    PROGRAMS.filter(({ level }) => level === "Beginner").map(({ title }) => title),
  );
  deepStrictEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  strictEqual(await page.evaluate("document.documentElement.scrollWidth"), 390);
});

siteTest("a program runs in the page of its source", async ({ page }) => {
  await page.goto("/gallery/counter/");
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Add one" }).click();
  await frame.locator("#count").filter({ hasText: /^1$/ }).waitFor();
  deepStrictEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  strictEqual(await page.evaluate("document.documentElement.scrollWidth"), 390);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open alone" }).click();
  const alone = await opened;
  await alone.locator("#count").filter({ hasText: /^1$/ }).waitFor(); // the same session
  await alone.close();
});

siteTest(
  "the programs have no barriers, and fit on a phone",
  async ({ page }) => {
    const found: string[] = [];
    for (const program of PROGRAMS) {
      const path = `${RUN}/${toName(program)}/`;
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      found.push(...(await findBarriers(page)).map((barrier) => `${path}: ${barrier}`));
      await page.setViewportSize({ width: 390, height: 800 });
      const width = await page.evaluate("document.documentElement.scrollWidth");
      if (width !== 390) found.push(`${path}: ${width} pixels wide`);
    }
    deepStrictEqual(found, []);
  },
);
