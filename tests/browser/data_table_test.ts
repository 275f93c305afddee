import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { until } from "../_within.ts";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";
import { browserTest, watch } from "./_browser.ts";

const BOOK = "examples/showcase/components.ts";
const SECRET = { FASTHTML_SECRET: "x".repeat(32) };
const options = {
  args: ["run", "-A", fileURLToPath(new URL(`../../${BOOK}`, import.meta.url))],
  env: () => SECRET,
};
const IMPACTS = ["critical", "serious", "moderate", "minor"] as const;

const region = (page: Page) => page.locator("#customer-table");
const count = (page: Page) => region(page).locator(".ui-data-count").textContent();
const query = (page: Page) => decodeURIComponent(new URL(page.url()).search.replaceAll("+", " "));
const focused = (page: Page) => page.evaluate<string>("document.activeElement.id");

/** Waits until the table shows this, at this URL. */
const shown = (page: Page, text: string, search: string) =>
  until(
    30,
    `${text} at ${search}`,
    async () => await count(page) === text && query(page) === search,
  );

testWithBoth(
  "a table is searched, sorted and paged by the keyboard alone",
  BOOK,
  async ({ page }) => {
    let loads = 0;
    page.on("load", () => loads++);
    await page.goto("/data");
    await page.getByRole("searchbox", { name: "Search" }).focus();
    await page.keyboard.type("okafor");
    await shown(page, "1–5 of 10", "?q=okafor");
    // The caret is where it was: what is typed next comes after.
    strictEqual(await focused(page), "customer-table-q");
    await page.keyboard.type(" ada");
    await shown(page, "1 row", "?q=okafor ada");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("okafor");
    await shown(page, "1–5 of 10", "?q=okafor");

    const heading = page.getByRole("columnheader", { name: "Spent" });
    await heading.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await shown(page, "1–5 of 10", "?q=okafor&sort=spent");
    strictEqual(await heading.getAttribute("aria-sort"), "ascending");
    strictEqual(await focused(page), "customer-table-by-spent");
    await page.keyboard.press("Enter");
    await shown(page, "1–5 of 10", "?q=okafor&sort=-spent");
    strictEqual(await heading.getAttribute("aria-sort"), "descending");

    await page.getByRole("link", { name: "Next page" }).focus();
    await page.keyboard.press("Enter");
    await shown(page, "6–10 of 10", "?q=okafor&sort=-spent&page=2");
    strictEqual(await focused(page), "customer-table-pages-next");
    await page.getByRole("combobox", { name: "Plan" }).selectOption("pro");
    await until(30, "page 1 of those", () => Promise.resolve(query(page).includes("plan=pro")));
    match(query(page), /^(?!.*page=)(?=.*sort=-spent)(?=.*q=okafor)/);

    await page.goBack();
    await shown(page, "6–10 of 10", "?q=okafor&sort=-spent&page=2");
    strictEqual(await page.getByRole("combobox", { name: "Plan" }).inputValue(), "");
    strictEqual(await page.getByRole("searchbox").inputValue(), "okafor");
    await page.goBack();
    await shown(page, "1–5 of 10", "?q=okafor&sort=-spent");
    await page.goForward();
    await shown(page, "6–10 of 10", "?q=okafor&sort=-spent&page=2");
    strictEqual(loads, 1);

    await page.getByRole("searchbox").fill("nobody");
    await until(30, "nothing", async () => await count(page) === "No rows");
    await page.getByRole("link", { name: "Show all" }).focus();
    await page.keyboard.press("Enter");
    await shown(page, "1–5 of 60", "?sort=-spent");
    strictEqual(await page.getByRole("searchbox").inputValue(), "");
    await until(30, "the focus", async () => await focused(page) === "customer-table-view");
    strictEqual(loads, 1);
  },
  SECRET,
);

testWithBoth("rows are chosen, and something is done with them", BOOK, async ({ page }) => {
  await page.goto("/data?sort=name");
  const bar = page.getByRole("form", { name: "chosen" });
  strictEqual(await bar.isVisible(), false);
  const all = page.getByRole("checkbox", { name: "Choose all on this page" });
  await all.focus();
  await page.keyboard.press("Space");
  strictEqual(await bar.locator("output").textContent(), "5 chosen");
  const first = page.locator("#customer-table tbody").getByRole("checkbox").first();
  await first.uncheck();
  strictEqual(await bar.locator("output").textContent(), "4 chosen");
  deepStrictEqual(
    await all.evaluate((box: { checked: boolean; indeterminate: boolean }) => [
      box.checked,
      box.indeterminate,
    ]),
    [false, true],
  );
  await first.check();
  strictEqual(await all.isChecked(), true);
  await all.uncheck();
  strictEqual(await bar.isVisible(), false);

  // Names of boxes are those of their rows.
  const name = await page.locator("#customer-table tbody th").nth(1).textContent();
  await page.getByRole("checkbox", { name: name! }).check();
  await bar.getByRole("button", { name: "Make pro" }).press("Enter");
  await until(
    30,
    "pro",
    async () =>
      await page.locator("#customer-table tbody tr").nth(1).locator(".ui-badge").textContent() ===
        "pro",
  );
  strictEqual(await bar.isVisible(), false);
  await until(30, "the focus", async () => await focused(page) === "customer-table-view");

  await page.getByRole("checkbox", { name: name! }).check();
  await bar.getByRole("button", { name: "Delete" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Delete the chosen customers?" });
  await question.waitFor();
  deepStrictEqual(await findBarriers(page), []);
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  strictEqual(await count(page), "1–5 of 60");
  await bar.getByRole("button", { name: "Delete" }).press("Enter");
  await question.getByRole("button", { name: "Delete" }).press("Enter");
  await shown(page, "1–5 of 59", "?sort=name");
  await question.waitFor({ state: "hidden" });
}, SECRET);

browserTest("a table works without scripts", options, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  const problems = watch(page);
  await page.goto("/data?sort=-name&other=1");
  await page.getByRole("searchbox", { name: "Search" }).fill("okafor");
  await page.getByRole("combobox", { name: "Rows" }).selectOption("10");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  strictEqual(await count(page), "10 rows");
  const { searchParams } = new URL(page.url());
  deepStrictEqual(Object.fromEntries(searchParams), {
    other: "1",
    q: "okafor",
    plan: "",
    size: "10",
    sort: "-name",
  });
  await page.getByRole("columnheader", { name: "City" }).getByRole("link").click();
  strictEqual(query(page), "?other=1&q=okafor&sort=city&size=10");
  strictEqual(await page.getByRole("checkbox", { name: "Choose all" }).isVisible(), false);
  const name = await page.locator("#customer-table tbody th").first().textContent();
  await page.getByRole("checkbox", { name: name! }).check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  strictEqual(await count(page), "9 rows");
  strictEqual(query(page), "?q=okafor&sort=city&size=10");
  strictEqual(await page.getByText(name!, { exact: true }).count(), 0);
  deepStrictEqual(problems, []);
  await context.close();
});

browserTest("no table keeps people out, whatever it shows", options, async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const search of width === 390 ? ["?page=2", "?q=nobody"] : ["?page=2&sort=-spent"]) {
      await page.goto(`/data${search}`);
      if (!search.includes("nobody")) {
        await page.locator("#customer-table tbody").getByRole("checkbox").first().check();
      }
      deepStrictEqual(await findBarriers(page, undefined, { impacts: IMPACTS }), [], search);
      strictEqual(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
    }
  }
});

testWithBoth(
  "the actions of a table are those of the rows that are shown",
  "tests/fixtures/live/table_actions.ts",
  async ({ page }) => {
    await page.goto("/");
    const link = page.getByRole("link", { name: "CSV" });
    strictEqual(await link.getAttribute("href"), "/csv");
    await page.getByRole("searchbox").fill("emma");
    const href = async () => await link.getAttribute("href");
    await until(30, "the link of the search", async () => await href() === "/csv?q=emma");
    await page.getByRole("searchbox").fill("");
    await until(30, "the link of all rows", async () => await href() === "/csv");
    await page.getByRole("columnheader", { name: "Title" }).getByRole("link").click();
    await until(30, "the link of the order", async () => await href() === "/csv?sort=title");
  },
);
