import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { until } from "../_within.ts";
import { findBarriers } from "./_axe.ts";
import { browserTest, watch } from "./_browser.ts";
import { findFaint } from "./_contrast.ts";

const BOOK = "examples/showcase/components.ts";
const SECRET = { FASTHTML_SECRET: "x".repeat(32) };
const args = ["run", "-A", fileURLToPath(new URL(`../../${BOOK}`, import.meta.url))];
const IMPACTS = ["critical", "serious", "moderate", "minor"] as const;

// htmx sets it a moment after the swap.
const focused = (page: Page, name: string) =>
  until(30, `the focus at ${name}`, async () => {
    const at = await page.evaluate("document.activeElement.name ?? document.activeElement.role");
    return at === name;
  });
// Blank, which only the server finds.
const BLANK = " ";

/** Declares a test with both versions of htmx, and one without scripts. */
function formTest(name: string, ways: readonly string[], story: (page: Page) => Promise<void>) {
  for (const way of ways) {
    const env = () => ({ ...SECRET, HTMX: way });
    browserTest(`${name} (${way})`, { args, env }, async ({ browser, program }) => {
      const context = await browser.newContext({
        javaScriptEnabled: way !== "no script",
        baseURL: program.origin,
      });
      const page = await context.newPage();
      const problems = watch(page);
      await page.goto("/forms");
      await story(page);
      // Browsers and htmx 2 say of each status of an error that it is one.
      const others = problems.filter((text) => !/status of 4|Status Error Code 4/.test(text));
      deepStrictEqual(others, []);
      await context.close();
    });
  }
}

formTest("a form comes back by itself, with what was typed", ["4", "2"], async (page) => {
  const form = page.locator("#booking-form");
  await form.getByLabel("Name").focus();
  await page.keyboard.type(BLANK);
  await page.keyboard.press("Tab");
  await page.keyboard.type("ada@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type("11222026");
  await form.getByLabel("Guests").fill("3");
  await form.getByLabel("Small, up to 4").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("By the window");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await form.getByText("Please fill in this field.").waitFor();
  await focused(page, "name");
  deepStrictEqual(await valuesOf(page), {
    name: BLANK,
    email: "ada@example.com",
    day: "2026-11-22",
    guests: "3",
    room: "large",
    breakfast: "1",
    notes: "By the window",
  });
  // Of the page that came with it, there is nothing.
  strictEqual(await page.getByRole("heading", { level: 1 }).count(), 1);
  strictEqual(await page.locator("#booking-form").count(), 1);

  await page.keyboard.type("Ada");
  await form.getByLabel("Guests").fill("21");
  await page.keyboard.press("Enter");
  const alert = form.getByRole("alert");
  await alert.getByText("no room for so many").waitFor();
  await focused(page, "alert");
  await form.getByLabel("Guests").fill("4");
  await page.keyboard.press("Enter");
  await page.getByText("We expect 4 of you.").waitFor();
  strictEqual(await page.locator("#booking-form").count(), 0);
});

formTest("a form in a modal comes back there, and closes it", ["4", "2"], async (page) => {
  await page.getByRole("button", { name: "Edit a booking" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit booking" });
  await dialog.getByLabel("Name").fill(BLANK);
  await dialog.getByLabel("Day").fill("2026-12-24");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Please fill in this field.").waitFor();
  await focused(page, "name");
  strictEqual(await dialog.getByRole("heading").count(), 1);
  strictEqual(await dialog.getByLabel("Day").inputValue(), "2026-12-24");
  deepStrictEqual(await findBarriers(page, ["light", "dark"], { impacts: IMPACTS }), []);
  await dialog.getByLabel("Name").fill("Ann");
  await page.keyboard.press("Enter");
  await page.getByText("Saved for Ann").waitFor();
  await dialog.waitFor({ state: "hidden" });
  strictEqual(await page.evaluate("document.activeElement.textContent"), "Edit a booking");
});

formTest("a form with errors keeps no user out", ["4"], async (page) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/forms");
    await fill(page);
    await page.locator("#booking-form").getByText("Please fill in this field.").waitFor();
    await page.evaluate("document.getAnimations().forEach((one) => one.finish())");
    deepStrictEqual(await findFaint(page), []);
    deepStrictEqual(await findBarriers(page, ["light", "dark"], { impacts: IMPACTS }), []);
    const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    strictEqual(over, 0);
  }
});

formTest("without scripts a form comes back in its page", ["no script"], async (page) => {
  await fill(page);
  const form = page.locator("#booking-form");
  await form.getByText("Please fill in this field.").waitFor();
  match(page.url(), /\/booking$/);
  await page.getByRole("heading", { name: "Book a room", level: 1 }).waitFor();
  strictEqual(await form.getByLabel("Day").inputValue(), "2026-11-22");
  strictEqual(await form.locator("input[name=name]:focus").count(), 1);
  await form.getByLabel("Name").fill("Ada");
  await form.getByRole("button", { name: "Book" }).click();
  await page.getByText("We expect 2 of you.").waitFor();
});

const FORMS = fileURLToPath(new URL("../fixtures/live/ui_forms.ts", import.meta.url));

// The times of a form are those of the server's zone: none of these is that of the browser.
for (const [HTMX, TZ] of [["4", "America/St_Johns"], ["2", "Asia/Kathmandu"]] as const) {
  browserTest(
    `a row that nothing is changed in stays as it is (htmx ${HTMX})`,
    { args: ["run", "-A", FORMS], env: () => ({ HTMX, TZ, ...SECRET }) },
    async ({ page, program }) => {
      for (const name of ["blank", "full"]) {
        const response = await fetch(`${program.origin}/text/${name}`);
        const row = JSON.parse(await response.text());
        await page.goto(`/row/${name}`);
        await page.getByRole("button", { name: "Save" }).click();
        deepStrictEqual(JSON.parse(await page.locator("pre").textContent() ?? ""), row, name);
      }
      // A field with a request of its own: it has not the form's way of swapping.
      await page.goto("/row/blank");
      await page.getByLabel("Title").fill("Kite");
      await page.keyboard.press("Tab");
      await page.locator("#everything-form-title-hint", { hasText: "Kite is free" }).waitFor();
    },
  );
}

browserTest(
  "an error at each kind of field is read with it",
  { args: ["run", "-A", FORMS], env: () => SECRET },
  async ({ page }) => {
    await page.goto("/wrong");
    await page.evaluate("document.getAnimations().forEach((one) => one.finish())");
    deepStrictEqual(await findFaint(page), []);
    deepStrictEqual(await findBarriers(page, ["light", "dark"], { impacts: IMPACTS }), []);
    const unread = await page.evaluate(`[...document.querySelectorAll("small.ui-error")]
      .filter(({ id }) => !document.querySelector('[aria-describedby~="' + id + '"]'))
      .map(({ id }) => id)`);
    deepStrictEqual(unread, []);
    // All but the key, which is at the top.
    strictEqual(await page.locator("small.ui-error").count(), 17);
    await page.getByRole("alert").getByText("ID: Wrong").waitFor();
    // Two are beside each other, but for what needs room.
    const wide = await page.evaluate(`[...document.querySelectorAll("form > .ui-grid > *")]
      .filter(({ offsetWidth, parentElement }) => offsetWidth === parentElement.offsetWidth)
      .map((one) => one.querySelector("legend, label").textContent)`);
    deepStrictEqual(wide, ["Extra", "Place"]);
    const font = "getComputedStyle(document.querySelector('textarea[name=extra]')).fontFamily";
    match(await page.evaluate(font) as string, /monospace/);
  },
);

async function fill(page: Page): Promise<void> {
  const form = page.locator("#booking-form");
  await form.getByLabel("Name").fill(BLANK);
  await form.getByLabel("E-mail").fill("ada@example.com");
  await form.getByLabel("Day").fill("2026-11-22");
  await form.getByRole("button", { name: "Book" }).click();
}

/** What the form would send. */
function valuesOf(page: Page): Promise<unknown> {
  return page.evaluate(
    `Object.fromEntries(new FormData(document.querySelector("#booking-form")))`,
  );
}
