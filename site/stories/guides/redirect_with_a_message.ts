import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const save = () => page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Write a note" }).click();
  await save();
  await page.getByText("Write something first.").waitFor();
  await page.getByLabel("Text").fill("Buy bread");
  await save();
  await page.getByText("Saved", { exact: true }).waitFor();
  strictEqual(new URL(page.url()).pathname, "/");
  await page.getByText("Buy bread").waitFor();
  await picture(page);
  await page.reload();
  await page.getByText("Buy bread").waitFor();
  strictEqual(await page.getByText("Saved", { exact: true }).count(), 0);
});
