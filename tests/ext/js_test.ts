import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/_browser.ts";

const page = fileURLToPath(new URL("js_page.ts", import.meta.url));

for (const htmx of ["4", "2"]) {
  browserTest(`the libraries of ext/js work on a page and in what htmx ${htmx} swaps in`, {
    args: ["run", "-A", page],
    env: () => ({ HTMX: htmx }),
  }, async ({ page }) => {
    await page.route("**/x", (route) => route.fulfill({ status: 204 })); // the attack's picture
    await page.goto("/");
    await look(page, "#page");
    await page.getByRole("button", { name: "More" }).click();
    await look(page, "#swapped");
    strictEqual(await page.title(), "FastHTML page");
  });
}

async function look(page: Page, part: string): Promise<void> {
  const inside = page.locator(part);
  await inside.getByRole("heading", { name: "Title" }).waitFor();
  const names = await inside.locator(".marked img").evaluate((img) => img.getAttributeNames());
  deepStrictEqual(names, ["src"]);
  strictEqual(await inside.locator(".math .katex").count(), 2);
  strictEqual(await inside.locator(".math .katex-display").count(), 1);
  await page.waitForFunction(
    '[...document.fonts].some(({ family, status }) => /KaTeX/.test(family) && status === "loaded")',
  );
  strictEqual(await inside.locator("code .hljs-keyword").first().textContent(), "defmodule");
  await inside.locator(".language-mermaid svg .node").first().waitFor();
  await inside.locator(".main-svg").first().waitFor();
  strictEqual(await inside.locator(".gtitle").textContent(), `Chart ${part.slice(1)}`);
  const items = inside.locator(".sortable li");
  await items.nth(0).dragTo(items.nth(2));
  deepStrictEqual(await items.allTextContents(), ["two", "three", "one"]);
}
