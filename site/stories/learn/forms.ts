import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByText("Nothing to read yet.").waitFor();
  await page.getByLabel("Title").fill("Dune");
  await page.getByLabel("Author").fill("Frank Herbert");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("Dune by Frank Herbert").waitFor();
  await page.getByLabel("Author").fill("Jane Austen");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("Please fill in this field.").waitFor();
  strictEqual(await page.getByLabel("Author").inputValue(), "Jane Austen");
  deepStrictEqual(await page.getByRole("listitem").allInnerTexts(), ["Dune by Frank Herbert"]);
  await picture(page);
});
