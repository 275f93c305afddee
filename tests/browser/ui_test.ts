import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { until } from "../_within.ts";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";
import { browserTest, watch } from "./_browser.ts";
import { findFaint } from "./_contrast.ts";

const BOOK = "examples/showcase/components.ts";
const SECRET = { FASTHTML_SECRET: "x".repeat(32) };
const options = {
  args: ["run", "-A", fileURLToPath(new URL(`../../${BOOK}`, import.meta.url))],
  env: () => SECRET,
};
const PAGES = [
  ..."actions data forms navigation overlays text dashboard login landing".split(" "),
  "",
];
const THEMES = ["paper", "ink", "folio", "terminal", "swiss", "jelly", "harbor"];
/** Whether the parts of a landing page's bar are beside each other. */
const IS_ONE_LINE = `[...document.querySelectorAll(".ui-site-bar > .ui-wrap > *")]
  .every((one, _, [first]) => one.offsetTop < first.offsetTop + first.offsetHeight)`;
const IMPACTS = ["critical", "serious", "moderate", "minor"] as const;

browserTest("no page of the component book keeps people out", options, async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of PAGES) {
      await page.goto(`/${path}`);
      const schemes = width === 390 ? ["light"] as const : undefined;
      deepStrictEqual(
        await findBarriers(page, schemes, { impacts: IMPACTS, targets: true }),
        [],
        path,
      );
    }
  }
});

browserTest(
  "what is shown has its contrast in each theme and scheme",
  options,
  async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(`/${path}`);
      for (const theme of THEMES) {
        for (const scheme of ["light", "dark"]) {
          await page.evaluate(`(${choose})("${theme}", "${scheme}")`);
          deepStrictEqual(await findFaint(page), [], `${path}, ${theme}, ${scheme}`);
        }
      }
    }
  },
);

browserTest("no page is wider than a phone, in any theme", options, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of PAGES) {
    await page.goto(`/${path}`);
    for (const theme of THEMES) {
      await page.evaluate(`(${choose})("${theme}", "light")`);
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      strictEqual(over, 0, `${path}, ${theme}`);
      // The user's own size: spaces and texts are factors of it.
      const size = await page.evaluate("getComputedStyle(document.documentElement).fontSize");
      strictEqual(size, "16px", theme);
      if (path === "landing") strictEqual(await page.evaluate(IS_ONE_LINE), true, theme);
    }
  }
});

testWithBoth("a modal is opened, filled, saved and closed", BOOK, async ({ page }) => {
  await page.goto("/overlays");
  const opener = page.getByRole("button", { name: "Load one by htmx" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit customer" });
  await dialog.waitFor();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Kite School");
  await page.keyboard.press("Enter");
  await page.getByText("Saved", { exact: true }).waitFor();
  await dialog.waitFor({ state: "hidden" });
  strictEqual(await page.evaluate("document.activeElement.textContent"), "Load one by htmx");
  // The next one does not show what this one had.
  strictEqual(await page.locator("#ui-modal").textContent(), "Loading");

  const ask = page.getByRole("button", { name: "Delete", exact: true }).first();
  await ask.click();
  const question = page.getByRole("alertdialog", { name: "Delete this customer?" });
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await question.waitFor({ state: "hidden" });
  await ask.click();
  await question.getByRole("button", { name: "Delete" }).click();
  await question.waitFor({ state: "hidden" });
  await page.getByText("Deleted", { exact: true }).waitFor();
}, SECRET);

testWithBoth("what htmx swaps in works as what was there before", BOOK, async ({ page }) => {
  await page.goto("/");
  await page.evaluate("htmx.ajax('GET', '/fragment/navigation', { target: '#ui-main' })");
  await page.getByRole("tab", { name: "Profile" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tabpanel", { name: "Billing" }).waitFor();
  strictEqual(
    await page.getByRole("tab", { name: "Billing" }).getAttribute("aria-selected"),
    "true",
  );
  await page.keyboard.press("End");
  await page.getByRole("tabpanel", { name: "Team" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tabpanel", { name: "Profile" }).waitFor();
  strictEqual(await page.getByRole("tabpanel").count(), 1);

  await page.evaluate("htmx.ajax('GET', '/fragment/overlays', { target: '#ui-main' })");
  const menu = page.getByRole("button", { name: "Actions" });
  await menu.click();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Archive" }).waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Open a dialog" }).click();
  await page.getByRole("dialog", { name: "Before you go on" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Before you go on" }).waitFor({ state: "hidden" });
  deepStrictEqual(await findBarriers(page), []);
}, SECRET);

testWithBoth("a button is busy while htmx waits for it", BOOK, async ({ page }) => {
  await page.goto("/actions");
  const released = Promise.withResolvers<void>();
  await page.route("**/slow", async (route) => {
    await released.promise;
    await route.fulfill({ status: 204 });
  });
  const button = page.getByRole("button", { name: "Wait a second" });
  const ring = () =>
    page.evaluate(
      `getComputedStyle(document.querySelector("[hx-post='/slow']"), "::after").animationName`,
    );
  strictEqual(await ring(), "none");
  await button.click();
  await until(30, "a ring", async () => await ring() === "ui-turn");
  released.resolve();
  await until(30, "no ring", async () => await ring() === "none");
}, SECRET);

browserTest(
  "without scripts the theme changes, and nothing is out of reach",
  options,
  async ({ browser, program }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
    const page = await context.newPage();
    const problems = watch(page);
    await page.goto("/navigation?page=2");
    strictEqual(await page.getByRole("tabpanel").count(), 3);
    await page.getByRole("button", { name: "Dark colors" }).click();
    match(page.url(), /\/navigation\?page=2$/);
    strictEqual(await page.locator("html").getAttribute("data-scheme"), "dark");
    await page.getByRole("button", { name: "Theme", exact: true }).click();
    await page.getByRole("button", { name: "Swiss" }).click();
    strictEqual(await page.locator("html").getAttribute("data-theme"), "swiss");
    strictEqual(await page.locator("html").getAttribute("data-scheme"), "dark");
    await page.getByRole("button", { name: "Theme", exact: true }).click();
    await page.getByRole("button", { name: "Swiss (now)" }).waitFor();
    await page.goto("/overlays");
    await page.getByRole("button", { name: "Open a dialog" }).click();
    await page.getByRole("dialog", { name: "Before you go on" }).getByRole("button", {
      name: "I agree",
    }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    deepStrictEqual(problems, []);
    await context.close();
  },
);

browserTest("the sidebar of a phone opens, and closes by Escape", options, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Forms" });
  strictEqual(await link.isVisible(), false);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // The skip link: its target is the main part.
  await page.getByRole("button", { name: "Menu" }).click();
  await link.waitFor();
  await page.keyboard.press("Escape");
  await link.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Menu" }).click();
  await link.click();
  await page.getByRole("heading", { name: "Forms", level: 1 }).waitFor();
});

browserTest(
  "forms ask before they are left, and files are named",
  options,
  async ({ page, folder }) => {
    await page.goto("/forms");
    await page.locator("input[name=volume]").fill("70");
    strictEqual(await page.locator("output").textContent(), "70");
    await Deno.writeTextFile(`${folder}/a.pdf`, "a");
    await page.locator("input[name=receipts]").setInputFiles([`${folder}/a.pdf`]);
    await page.getByText("a.pdf").waitFor();
    await page.getByRole("textbox", { name: "First name" }).fill("Ada");
    const asked = Promise.withResolvers<string>();
    page.once("dialog", async (dialog) => {
      asked.resolve(dialog.type());
      await dialog.accept();
    });
    await page.goto("/");
    strictEqual(await asked.promise, "beforeunload");
  },
);

browserTest(
  "code is copied, slides follow their dots, motion is reduced",
  options,
  async ({ page }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/overlays");
    const toast = page.locator("section", { has: page.getByRole("heading", { name: "Toast" }) });
    await toast.getByText("Code").click();
    await toast.getByRole("button", { name: "Copy" }).click();
    await toast.getByRole("button", { name: "Copied" }).waitFor();
    match(
      await page.evaluate<string>("navigator.clipboard.readText()"),
      /^Row\(\n {2}Button\("Save"/,
    );
    await page.getByRole("link", { name: "Slide 3 of 3" }).click();
    await until(
      30,
      "the third dot",
      async () =>
        await page.getByRole("link", { name: "Slide 3 of 3" }).getAttribute("aria-current") ===
          "true",
    );
    await page.getByRole("button", { name: "A field in the evening" }).click();
    await page.getByRole("dialog", { name: "The workshop" }).getByText("Evening").waitFor();
    await until(
      30,
      "the third picture",
      () =>
        page.evaluate<boolean>(
          `(({ scrollLeft, clientWidth }) => Math.round(scrollLeft / clientWidth) === 2)(
          document.querySelector("dialog .ui-carousel"))`,
        ),
    );
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("/data");
    strictEqual(
      await page.evaluate(
        `getComputedStyle(document.querySelector(".ui-skeleton > div")).animationIterationCount`,
      ),
      "1",
    );
  },
);

/** Shows a theme and a scheme at once, as a page with the cookie has them. */
const choose = `(theme, scheme) => {
  Object.assign(document.documentElement.dataset, { theme, scheme });
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}`;
