import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { testWithBoth } from "./_both.ts";
import { browserTest } from "./_browser.ts";

const PAGE = "tests/fixtures/csp.ts";
const args = ["run", "-A", fileURLToPath(new URL(`../../${PAGE}`, import.meta.url))];

testWithBoth(
  "a page with a strict policy runs htmx and Pico, and nothing that was smuggled in",
  PAGE,
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("Answered").waitFor();
    strictEqual(await page.locator("body").getAttribute("data-own"), "ran");
    strictEqual(await page.getByText("asks").isVisible(), false);
    const display = await page.evaluate(
      "getComputedStyle(document.querySelector('button')).display",
    );
    deepStrictEqual(display, "inline-block");
  },
  { FASTHTML_SECRET: "x".repeat(32) },
);

browserTest("a script without the nonce does not run", {
  args,
  env: () => ({ FASTHTML_SECRET: "x".repeat(32) }),
}, async ({ browser, program }) => {
  // Its own page: what the policy blocks is an error in the console.
  const page = await browser.newPage({ baseURL: program.origin });
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.goto("/smuggled");
  strictEqual(await page.locator("body").getAttribute("data-smuggled"), null);
  const policy = refused.filter((text) => /Content Security Policy/.test(text));
  strictEqual(policy.length, 2, refused.join("; "));
  await page.close();
});
