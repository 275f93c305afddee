import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { openBrowser } from "./_browser.ts";

// Browsers write failed requests to the console, so this is no test that fails on them.
const file = fileURLToPath(new URL("../fixtures/live/page.ts", import.meta.url));

for (const HTMX of ["4", "2"]) {
  Deno.test({
    ...needing(
      ["chromium"],
      `errors are fragments, which htmx ${HTMX} swaps or not as it says itself`,
    ),
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using program = await startProgram(["run", "-A", file], { env: { HTMX } });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ baseURL: program.origin });
      await page.goto("/errors");
      await countAnswers(page);
      const shown = [];
      for (const [i, name] of ["Fail", "Refuse", "Partial"].entries()) {
        const [response] = await Promise.all([
          page.waitForResponse((response) => response.request().method() !== "HEAD"),
          page.getByRole("button", { name }).click(),
        ]);
        await page.waitForFunction(`answers > ${i}`);
        shown.push(`${response.status()} ${await page.locator("#out").innerText()}`);
      }
      const refused = "422 Unprocessable Content\n\nThis is too long";
      deepStrictEqual(
        shown.slice(0, 2),
        HTMX === "4"
          ? ["500 500 Internal Server Error", `422 ${refused}`]
          : ["500 nothing", "422 nothing"],
      );
      if (HTMX === "4") strictEqual(await page.locator("#other").innerText(), "partly");
      for (const name of ["Error page", "Error"]) {
        await page.goto("/toasts");
        await countAnswers(page);
        await page.getByRole("button", { name, exact: true }).click();
        // htmx 2 does not swap errors; the toast waits for the next page.
        if (HTMX === "2" && name === "Error") {
          await page.waitForFunction("answers > 0");
          strictEqual(await page.locator(".fh-toast").count(), 0);
          await page.goto("/toasts");
        }
        await page.locator("#fh-toasts .fh-toast", { hasText: "error" }).waitFor();
        strictEqual(await page.locator(".fh-toast").count(), 1);
      }
    } finally {
      await browser.close();
    }
  });
}

/** Lets a page count the answers that htmx is done with, whether it swapped them or not. */
async function countAnswers(page: Page): Promise<void> {
  await page.evaluate(`globalThis.answers = 0;
    ["htmx:afterRequest", "htmx:after:swap"].forEach((name) =>
      document.addEventListener(name, () => answers++))`);
}
