import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  for (const [title, author] of [["Emma", "Jane Austen"], ["Dune", "Frank Herbert"]] as const) {
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Author").fill(author);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(`${title} by ${author}`).waitFor();
  }
  const { origin } = await page.restart();
  await page.goto(origin);
  const items = await page.getByRole("listitem").allInnerTexts();
  deepStrictEqual(items, ["Dune by Frank Herbert", "Emma by Jane Austen"]);
  await picture(page);
});
