import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const button = page.getByRole("button", { name: "Add a friend" });
  const dialog = page.getByRole("dialog");
  await button.click();
  await dialog.getByLabel("Name").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await button.click();
  await dialog.getByLabel("Name").fill(" ");
  await dialog.getByLabel("City").fill("Bern");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Enter a name.").waitFor();
  await page.setViewportSize({ width: 704, height: 440 });
  await picture(page);
  await dialog.getByLabel("Name").fill("Bob");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Bob from Bern").waitFor();
  deepStrictEqual(await page.locator("#friends li").allInnerTexts(), [
    "Ann from Athens",
    "Bob from Bern",
  ]);
});
