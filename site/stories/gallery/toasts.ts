import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByText("No notes yet.").waitFor();
  await page.getByRole("link", { name: "Write a note" }).click();
  await page.getByLabel("Text").fill(" ");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Enter 1 to 200 characters.").waitFor();
  await page.getByLabel("Text").fill("Buy bread");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your note is saved.").waitFor();
  await page.getByText("Buy bread").waitFor();
  await picture(page);
  await page.reload();
  strictEqual(await page.getByText("Your note is saved.").count(), 0);
});
