import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { testWithBoth } from "./_both.ts";

const PAGE = "tests/fixtures/live/page.ts";

testWithBoth("the spellings of htmx 1, 2 and 4 do their job", PAGE, async ({ page }) => {
  await page.goto("/spellings");
  await page.locator("#text").fill("typed");
  await page.locator("#text").press("Enter");
  await page.locator("#out", { hasText: "typed" }).waitFor();
  await page.waitForFunction(`document.querySelector("#text").value === ""`);
  await page.getByRole("button", { name: "Colon" }).click();
  await page.getByRole("button", { name: "colon", exact: true }).waitFor();
  await page.getByRole("button", { name: "Dash" }).click();
  await page.getByRole("button", { name: "dash", exact: true }).waitFor();
  for (const [form, target] of [["old", "one"], ["new", "two"], ["four", "three"]]) {
    await page.locator(`#${form} input`).fill(form);
    await page.locator(`#${form} input`).press("Enter");
    await page.locator(`#${target}`, { hasText: `${form} true` }).waitFor();
  }
  await page.locator("#unnamed", { hasText: "plain" }).waitFor();
  await page.locator("#named", { hasText: "news 1news 2" }).waitFor();
});

testWithBoth(
  "On, Any, Prev, Now, AnyNow, HtmxOn, runJs and procHtmx run",
  PAGE,
  async ({ page }) => {
    await page.goto("/scripts");
    await page.locator("#on").click();
    strictEqual(await page.locator("#on").innerText(), "clicked");
    await page.getByRole("button", { name: "b", exact: true }).click();
    deepStrictEqual(await classes(page, "#any button"), ["", "lit"]);
    await page.locator("#prev").pressSequentially("shout");
    strictEqual(await page.locator("#prev").inputValue(), "SHOUT");
    deepStrictEqual(await classes(page, "#now"), ["now"]);
    strictEqual(await page.locator(".each[title=each][style*=red]").count(), 2);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.locator("#got .marked[data-done=yes]").waitFor();
    await page.locator('body[data-ran="it\'s"]').waitFor();
    strictEqual(await page.locator(".marked[data-done=yes]").count(), 2);
    await page.waitForFunction(`document.title === "swapped"`);
  },
);

async function classes(page: Page, selector: string): Promise<string[]> {
  return await page.locator(selector).evaluateAll((els) => els.map((el) => el.className));
}

for (
  const way of [
    "Fragment",
    "Nothing",
    "Gone",
    "Htmx redirect",
    "Redirect",
    "Page",
    "Boosted",
    "Socket",
  ]
) {
  testWithBoth(`a toast is shown once: ${way}`, PAGE, async ({ page }) => {
    const text = way.split(" ").at(-1)!.toLowerCase().replace("boosted", "page");
    await page.goto("/toasts");
    await page.getByRole("button", { name: way, exact: true }).click();
    await page.locator(".fh-toast", { hasText: text }).waitFor();
    strictEqual(await page.locator(".fh-toast").count(), 1);
    strictEqual(await page.locator("#fh-toasts .fh-toast-success[role=status]").count(), 1);
    strictEqual(await page.getByText("no longer there").count(), 0);
    await page.getByRole("button", { name: "Close" }).click();
    strictEqual(await page.locator(".fh-toast").count(), 0);
    await page.goto("/toasts");
    strictEqual(await page.locator(".fh-toast").count(), 0);
  });
}
