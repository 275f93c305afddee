import { deepStrictEqual, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";
import { browserTest } from "./_browser.ts";

const PROGRAM = "examples/showcase/admin.ts";
const ENV = { BOOKSHOP_DB: ":memory:", FASTHTML_SECRET: "0123456789abcdef0123456789abcdef" };

async function enter(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Enter as the admin" }).click();
  await page.getByRole("heading", { level: 1, name: "Bookshop" }).waitFor();
}

const rows = (page: Page) => page.locator("tbody tr");

testWithBoth("rows are found, changed and deleted", PROGRAM, async ({ page }) => {
  await enter(page);
  await page.getByRole("link", { name: "Books", exact: true }).first().click();
  await page.getByText("48 rows").waitFor();

  // While one types, the rows alone change, and the URL with them.
  const search = page.getByRole("searchbox", { name: "Search" });
  await search.pressSequentially("HARBOUR quiet");
  await page.getByText("1 row", { exact: true }).waitFor();
  await page.waitForURL("**/admin/book?q=HARBOUR+quiet");
  strictEqual(await page.evaluate("document.activeElement.id"), "admin-q");
  await page.getByRole("link", { name: "A Quiet Harbour" }).click();

  await page.getByLabel("Title").fill("A Louder Harbour");
  await page.getByLabel("Publisher").selectOption("Night Heron");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It is saved.").waitFor();
  await page.getByRole("link", { name: "A Louder Harbour" }).click();
  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("Title: A Quiet Harbour → A Louder Harbour").waitFor();

  await page.goto("/admin/customer");
  await page.getByRole("checkbox", { name: "Choose Ada Arnold" }).check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("3 rows of Orders will be deleted, too.").waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("63 rows").waitFor();
}, ENV);

testWithBoth("references to many rows are proposed while one types", PROGRAM, async ({ page }) => {
  await enter(page);
  await page.goto("/admin/purchase/edit?key=1");
  const field = page.getByLabel("Customer");
  await field.fill("");
  const found = page.waitForResponse((response) => response.url().includes("/choices?"));
  await field.pressSequentially("ben dahl");
  await found;
  await page.locator("datalist option[value='26']").waitFor({ state: "attached" });
  await page.locator("datalist option", { hasNotText: "Ben Dahl" }).first()
    .waitFor({ state: "detached" });
  await field.fill("26");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It is saved.").waitFor();
}, ENV);

const program = fileURLToPath(new URL(`../../${PROGRAM}`, import.meta.url));
const options = { args: ["run", "-A", program], env: () => ENV };

browserTest("the admin works without scripts", options, async ({ browser, program }) => {
  const context = await browser.newContext({ baseURL: program.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page);
  await page.goto("/admin/purchase");
  await page.getByLabel("Paid").selectOption("No");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("36 rows").waitFor();
  await page.getByRole("link", { name: "Choose all on this page" }).click();
  await page.getByRole("button", { name: "Mark as paid" }).click();
  await page.getByText("It is done.").waitFor();
  await page.goto("/admin/purchase?is.paid=false");
  await page.getByText("0 rows").waitFor();
  await page.goto("/admin/publisher");
  await page.getByRole("link", { name: "Import" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "publishers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("name,city\nNew House,Oslo\n"),
  });
  await page.getByRole("button", { name: "Add all rows" }).click();
  await page.getByText("All rows of the file are added.").waitFor();
  strictEqual(await rows(page).count(), 5);
  await context.close();
});

browserTest("the admin has no barriers, and fits a phone", options, async ({ page }) => {
  await enter(page);
  const paths = ["/admin", "/admin/book", "/admin/purchase?all=1&q=present", "/admin/book/new"];
  paths.push("/admin/purchase/edit?key=1", "/admin/customer/delete?key=1", "/admin/book/import");
  paths.push("/admin/book/history", "/admin/book?q=nothing", "/admin/book?note=saved");
  for (const path of paths) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(path);
      const impacts = ["critical", "serious", "moderate", "minor"] as const;
      deepStrictEqual([path, width, await findBarriers(page, undefined, { impacts })], [
        path,
        width,
        [],
      ]);
      strictEqual(await page.evaluate("document.documentElement.scrollWidth"), width);
    }
  }
});
