import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { browserTest } from "./_browser.ts";

const args = ["run", "-A", fileURLToPath(new URL("../../examples/signup.ts", import.meta.url))];

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.getByLabel(name).fill(value);
  await page.getByRole("button", { name: "Sign up" }).click();
}

/** A user who fills in some fields wrongly, sees why beside each, and corrects them. */
async function story(page: Page): Promise<void> {
  await page.goto("/");
  await fill(page, { Name: "E", "E-mail": "eve", Age: "17" });
  await page.getByText("At least two letters").waitFor();
  const name = page.getByLabel("Name");
  deepStrictEqual(
    [await name.inputValue(), await name.getAttribute("aria-invalid")],
    ["E", "true"],
  );
  const described = await name.getAttribute("aria-describedby");
  strictEqual(await page.locator(`#${described}`).textContent(), "At least two letters");
  await page.getByText("An email address such as eve@example.com").waitFor();
  await page.getByText("Only for people of 18 and older").waitFor();
  await page.getByText("Please accept the terms").waitFor();

  await page.getByText("I accept the terms").click();
  await fill(page, { Name: "Eve <b>", Age: "18" });
  await page.getByText("At least two letters").waitFor({ state: "detached" });
  await page.getByText("An email address such as eve@example.com").waitFor();
  strictEqual(await page.getByRole("checkbox").isChecked(), true);

  await fill(page, { "E-mail": "eve@example.com" });
  await page.getByText("Welcome, Eve <b>!").waitFor();
}

browserTest(
  "a form comes back with messages until it is right",
  { args },
  ({ page }) => story(page),
);

browserTest("the same form works without JavaScript", { args }, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  await story(await context.newPage());
  await context.close();
});
