import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";
import { browserTest } from "./_browser.ts";

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

browserTest("HxPartial has a target of its own (htmx 4)", {
  args: ["run", "-A", fileURLToPath(new URL(`../../${PAGE}`, import.meta.url))],
  env: () => ({ HTMX: "4" }),
}, async ({ page }) => {
  await page.goto("/partial");
  await page.getByRole("button", { name: "Ask" }).click();
  await page.locator("#other", { hasText: "partly" }).waitFor();
});

async function classes(page: Page, selector: string): Promise<string[]> {
  return await page.locator(selector).evaluateAll((els) => els.map((el) => el.className));
}

for (
  const way of [
    "Fragment",
    "Toast",
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
    strictEqual(await page.locator("#fh-toasts[aria-live=polite] .fh-toast-success").count(), 1);
    strictEqual(await page.getByText("no longer there").count(), 0);
    await page.getByRole("button", { name: "Close" }).click();
    strictEqual(await page.locator(".fh-toast").count(), 0);
    await page.goto("/toasts");
    strictEqual(await page.locator(".fh-toast").count(), 0);
  });
}

testWithBoth("toasts of every kind can be read, and closed", PAGE, async ({ page }) => {
  await page.goto("/toast/kinds");
  await page.getByRole("button", { name: "Close" }).nth(3).waitFor();
  deepStrictEqual(await findBarriers(page), []);
  // axe knows no background of what is outside the body.
  const contrasts = await page.evaluate<number[]>(`
    [...document.querySelectorAll(".fh-toast")].map((toast) => {
      const { color, backgroundColor } = getComputedStyle(toast);
      const [text, ground] = [color, backgroundColor].map((rgb) => {
        const [r, g, b] = rgb.match(/\\d+/g).map((part) => part / 255)
          .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      });
      return text / ground;
    })`);
  deepStrictEqual(contrasts.map((contrast) => contrast >= 4.5), [true, true, true, true]);
});

testWithBoth(
  "a toast stays for the mouse and the focus, and Escape closes it",
  PAGE,
  async ({ page }) => {
    await page.goto("/toasts");
    const button = page.getByRole("button", { name: "Toast", exact: true });
    await button.click();
    const toast = page.locator("#fh-toasts .fh-toast");
    const state = async (expected: string) =>
      await page.waitForFunction(
        `document.querySelector(".fh-toast")?.getAnimations()[0]?.playState === "${expected}"`,
      );
    await state("running");
    await toast.hover();
    await state("paused");
    await button.hover();
    await state("running");
    await button.focus();
    const close = page.getByRole("button", { name: "Close" });
    const { width, height } = (await close.boundingBox())!;
    strictEqual(Math.min(width, height) >= 24, true); // WCAG 2.2, 2.5.8
    await close.focus();
    await state("paused");
    await page.keyboard.press("Escape");
    await toast.waitFor({ state: "detached" });
    strictEqual(await page.evaluate("document.activeElement.textContent"), "Toast");
  },
);
