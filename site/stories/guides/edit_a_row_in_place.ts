import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const tasks = () => page.locator("li > span").allInnerTexts();
  const edit = () => page.getByRole("button", { name: "Edit" }).first().click();
  await edit();
  const field = page.getByLabel("Title");
  strictEqual(await field.inputValue(), "Buy bread");
  await picture(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await field.waitFor({ state: "detached" });
  await edit();
  await field.fill(" ");
  await field.press("Enter");
  await page.locator("[name=title][aria-invalid]").waitFor();
  await field.fill("Buy bread and butter");
  await page.getByRole("button", { name: "Save" }).click();
  await field.waitFor({ state: "detached" });
  deepStrictEqual(await tasks(), ["Buy bread and butter", "Write to Ann"]);
  await page.reload();
  deepStrictEqual(await tasks(), ["Buy bread and butter", "Write to Ann"]);
});
