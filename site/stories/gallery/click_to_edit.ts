import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Edit" }).click();
  const name = page.getByLabel("Name");
  strictEqual(await name.inputValue(), "Ann Miller");
  await picture(page);
  await name.fill(" ");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Enter a name.").waitFor();
  await page.getByLabel("Name").fill("Ann <b>Baker</b>");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Ann <b>Baker</b>").waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name").fill("Someone else");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Ann <b>Baker</b>").waitFor();
  await page.reload();
  await page.getByText("Ann <b>Baker</b>").waitFor();
});
