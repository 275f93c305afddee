import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { testWithBoth } from "./_both.ts";

const FILE = "tests/fixtures/compat.ts";
const textOf = (page: Page, selector: string) => page.locator(selector).textContent();

testWithBoth(
  "withSid() and sidScr give each tab an id that stays",
  FILE,
  async ({ browser, page, program }) => {
    await page.goto("/");
    await page.locator("#sid").waitFor();
    const sid = (await textOf(page, "#sid"))!;
    match(sid, /^[\da-z]{16,}$/);
    strictEqual(await textOf(page, "#old"), "1");
    await page.getByRole("button", { name: "Again" }).click();
    await page.locator("#again", { hasText: sid }).waitFor();
    await page.reload();
    await page.locator("#sid").waitFor();
    strictEqual(await textOf(page, "#sid"), sid);
    await using context = await browser.newContext({ baseURL: program.origin });
    const other = await context.newPage();
    await other.goto("/");
    await other.locator("#sid").waitFor();
    strictEqual(await textOf(other, "#sid") === sid, false);
  },
);

testWithBoth("uploadPbAttrs() shows the progress of an upload", FILE, async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("File").setInputFiles({
    name: "large.bin",
    mimeType: "application/octet-stream",
    buffer: Buffer.alloc(5_000_000, "0123456789"),
  });
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("large.bin has 5000000 bytes, htmx true").waitFor();
  const bar = "document.querySelector('#uploadprog')";
  deepStrictEqual(await page.evaluate(`[${bar}.className, ${bar}.value]`), ["", 100]);
});
