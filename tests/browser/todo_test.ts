import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startProgram } from "../_program.ts";
import { browserTest, watch } from "./_browser.ts";

const main = fileURLToPath(new URL("../../examples/todo/main.ts", import.meta.url));
const args = ["run", "-A", main];
const env = (folder: string) => ({ TODO_DB: `${folder}/todos.db` });

browserTest("a person keeps to-dos, and finds them again after a restart", {
  args,
  env,
}, async ({ browser, page, program, folder }) => {
  await page.goto("/");
  for (const title of ["Bread", "Butter & jam", "<b>Cheese</b>"]) await add(page, title);
  deepStrictEqual(await titles(page), ["Bread", "Butter & jam", "<b>Cheese</b>"]);
  await left(page, "3 of 3 left");

  await page.getByRole("checkbox", { name: "Bread" }).click();
  await left(page, "2 of 3 left");

  await page.getByRole("button", { name: "Butter & jam", exact: true }).click();
  const input = page.locator("#todos").getByRole("textbox");
  strictEqual(await input.inputValue(), "Butter & jam");
  await input.fill("Salted butter");
  await input.press("Enter");
  await page.getByRole("button", { name: "Salted butter", exact: true }).waitFor();

  await page.getByRole("button", { name: "Move <b>Cheese</b> up" }).click();
  await page.locator("#todos > li").nth(1).getByText("Cheese").waitFor();
  await page.getByRole("button", { name: "Delete Salted butter" }).click();
  await left(page, "1 of 2 left");
  deepStrictEqual(await titles(page), ["Bread", "<b>Cheese</b>"]);

  await program.end();
  await using again = await startProgram(args, { env: env(folder) });
  const later = await browser.newPage({ baseURL: again.origin });
  const problems = watch(later);
  await later.goto("/");
  deepStrictEqual(await titles(later), ["Bread", "<b>Cheese</b>"]);
  strictEqual(await later.getByRole("checkbox", { name: "Bread" }).isChecked(), true);
  await left(later, "1 of 2 left");
  await add(later, "Wine");
  await left(later, "2 of 3 left");
  deepStrictEqual(problems, []);
});

async function add(page: Page, title: string): Promise<void> {
  await page.getByPlaceholder("What is to be done?").fill(title);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: title, exact: true }).waitFor();
}

function titles(page: Page): Promise<string[]> {
  return page.locator("#todos .title").allTextContents();
}

async function left(page: Page, text: string): Promise<void> {
  await page.locator("#left", { hasText: text }).waitFor();
}
