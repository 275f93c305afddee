import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { findBarriers } from "../browser/_axe.ts";
import { browserTest } from "../browser/_browser.ts";
import { until } from "../_within.ts";

/** How long a step may take on a busy machine. */
const PATIENCE = 300_000;

const args = [
  "run",
  "-A",
  "--no-check",
  fileURLToPath(new URL("../../site/main.ts", import.meta.url)),
];

/** A page of each type: home, a list, a guide, a reference, a generated one. */
const TYPES = [
  "/",
  "/guides/",
  "/guides/upload-files/",
  "/reference/ratelimit/",
  "/api/passkey/",
];

browserTest(
  "pages have no barrier, light and dark, and are as wide as the screen",
  { args },
  async ({ page }) => {
    page.setDefaultTimeout(PATIENCE);
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

browserTest("search, copy, colors and the menu work by keyboard and on a phone", {
  args,
}, async ({ browser, page, program }) => {
  page.setDefaultTimeout(PATIENCE);
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
  const markdown = Deno.readTextFileSync(
    fileURLToPath(new URL("../../docs/guides/show_validation_errors.md", import.meta.url)),
  );
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
  const plain = await browser.newPage({ baseURL: program.origin, javaScriptEnabled: false });
  await plain.goto("/reference/");
  await plain.getByRole("link", { name: "Search", exact: true }).click();
  await plain.waitForURL(/\/all\/$/);
  await plain.getByRole("link", { name: "CORS", exact: true }).first().waitFor();
});
