import { match, strictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";

testWithBoth("a long job runs to its end", "examples/progress.ts", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Done!").waitFor();
  strictEqual(await page.getByRole("progressbar").count(), 0);
}, { EVERY: "5" });

testWithBoth(
  "a long job is cancelled, with one toast",
  "examples/progress.ts",
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForFunction(`document.querySelector("progress")?.value > 0`);
    await page.getByRole("button", { name: "Cancel" }).click();
    const ended = page.getByText(/^Cancelled after/);
    await ended.waitFor();
    match(await ended.innerText(), /^Cancelled after \d+ of 50 steps\.$/);
    await page.locator("#fh-toasts .fh-toast-warning", { hasText: "The job was cancelled" })
      .waitFor();
    strictEqual(await page.locator(".fh-toast").count(), 1);
    await page.reload();
    strictEqual(await page.locator(".fh-toast").count(), 0);
  },
  { EVERY: "400" },
);
