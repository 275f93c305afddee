import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { testWithBoth } from "./_both.ts";

testWithBoth("many browsers paint one board", "examples/board.ts", async ({ browser, program }) => {
  const pages = await Promise.all(
    Array.from({ length: 4 }, () => browser.newPage({ baseURL: program.origin })),
  );
  for (const page of pages) await page.goto("/");
  for (const [i, page] of pages.entries()) {
    await page.locator("#color").fill(`#00000${i + 1}`);
    await page.locator(`#pixel-${i + 1}`).click();
    await page.locator(`#pixel-${i + 1}[aria-label$="#00000${i + 1}"]`).waitFor();
  }
  for (const page of pages) {
    await page.locator(`#pixel-4[aria-label$="#000004"]`).waitFor();
    deepStrictEqual(await colors(page), ["#000001", "#000002", "#000003", "#000004"]);
  }
  const late = await browser.newPage({ baseURL: program.origin });
  await late.goto("/");
  deepStrictEqual(await colors(late), ["#000001", "#000002", "#000003", "#000004"]);
  strictEqual(await late.locator("#board > button").count(), 256);
});

async function colors(page: Page): Promise<string[]> {
  const labels = await page.locator("#board > button").evaluateAll((buttons) =>
    buttons.slice(0, 4).map((button) => button.ariaLabel!)
  );
  return labels.map((label) => label.slice(-7));
}
